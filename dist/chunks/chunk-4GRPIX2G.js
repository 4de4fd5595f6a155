import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  BUNDLE_LIMIT,
  IN_TOTO_PAYLOAD,
  LEGACY_ANNOTATIONS,
  algorithmOf,
  assertMaterial,
  assertShape,
  bundledEntry,
  certificateOf,
  derOf,
  extensionsOf,
  hashOf,
  isCodeSigning,
  isEntryOf,
  legacyLayer,
  legacyMaterial,
  malformed,
  oneLine,
  parsePem,
  pemOf,
  proposeEntry,
  publicKeyOf,
  readBundle,
  readDsse,
  readLoggedEntry,
  readStatement,
  reasonOf,
  require_dist as require_dist2,
  require_dist2 as require_dist3,
  sigstoreError,
  subjectOf
} from "./chunk-JP5D7BLO.js";
import {
  lineError
} from "./chunk-MS44U55T.js";
import {
  require_dist,
  require_envelope,
  require_sigstore_common
} from "./chunk-3S6IDYQ7.js";
import {
  connectHttp
} from "./chunk-CGG7XM5G.js";
import {
  systemClock
} from "./chunk-HEW256BD.js";
import {
  SIGSTORE
} from "./chunk-2STZAUTX.js";
import {
  sameJson
} from "./chunk-HIKYTEVY.js";
import {
  _default,
  _length,
  _maxLength,
  _minLength,
  _nonnegative,
  _regex,
  array,
  int,
  literal,
  object,
  optional,
  refine,
  string,
  tuple,
  union,
  unknown,
  url
} from "./chunk-CMTFYGHV.js";
import {
  digestOf,
  hexOf,
  isDigest,
  parseJson
} from "./chunk-OXU5TALQ.js";
import {
  isPromoError
} from "./chunk-P6ISFHGS.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-DCH3LH7I.js";
var require_dsse=__commonJS({"node_modules/@sigstore/verify/dist/bundle/dsse.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.DSSESignatureContent=void 0;var core_1=require_dist3();var DSSESignatureContent=class{env;constructor(env){this.env=env}compareDigest(digest){return core_1.crypto.bufferEqual(digest,core_1.crypto.digest("sha256",this.env.payload))}compareSignedDigest(digest){return core_1.crypto.bufferEqual(digest,core_1.crypto.digest("sha256",this.preAuthEncoding))}compareSignature(signature){return core_1.crypto.bufferEqual(signature,this.signature)}verifySignature(key){return core_1.crypto.verify(this.preAuthEncoding,key,this.signature)}get signature(){return this.env.signatures.length>0?this.env.signatures[0].sig:Buffer.from("")}get preAuthEncoding(){return core_1.dsse.preAuthEncoding(this.env.payloadType,this.env.payload)}};exports.DSSESignatureContent=DSSESignatureContent}});var require_message=__commonJS({"node_modules/@sigstore/verify/dist/bundle/message.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.MessageSignatureContent=void 0;var core_1=require_dist3();var protobuf_specs_1=require_dist();var HASH_ALGORITHM_MAP={[protobuf_specs_1.HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED]:"sha256",[protobuf_specs_1.HashAlgorithm.SHA2_256]:"sha256",[protobuf_specs_1.HashAlgorithm.SHA2_384]:"sha384",[protobuf_specs_1.HashAlgorithm.SHA2_512]:"sha512",[protobuf_specs_1.HashAlgorithm.SHA3_256]:"sha3-256",[protobuf_specs_1.HashAlgorithm.SHA3_384]:"sha3-384"};var MessageSignatureContent=class{signature;messageDigest;artifact;hashAlgorithm;constructor(messageSignature,artifact){this.signature=messageSignature.signature;this.messageDigest=messageSignature.messageDigest.digest;this.artifact=artifact;this.hashAlgorithm=HASH_ALGORITHM_MAP[messageSignature.messageDigest.algorithm]??"sha256"}compareSignature(signature){return core_1.crypto.bufferEqual(signature,this.signature)}compareDigest(digest){return core_1.crypto.bufferEqual(digest,this.messageDigest)}compareSignedDigest(digest){return this.compareDigest(digest)}verifySignature(key){return core_1.crypto.verify(this.artifact,key,this.signature,this.hashAlgorithm)}};exports.MessageSignatureContent=MessageSignatureContent}});var require_bundle=__commonJS({"node_modules/@sigstore/verify/dist/bundle/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.toSignedEntity=toSignedEntity2;exports.signatureContent=signatureContent;var core_1=require_dist3();var dsse_1=require_dsse();var message_1=require_message();function toSignedEntity2(bundle,artifact){const{tlogEntries,timestampVerificationData}=bundle.verificationMaterial;const timestamps=[];for(const entry of tlogEntries){if(entry.integratedTime&&entry.integratedTime!=="0"){timestamps.push({$case:"transparency-log",tlogEntry:entry})}}for(const ts of timestampVerificationData?.rfc3161Timestamps??[]){timestamps.push({$case:"timestamp-authority",timestamp:core_1.RFC3161Timestamp.parse(Buffer.from(ts.signedTimestamp))})}return{signature:signatureContent(bundle,artifact),key:key(bundle),tlogEntries,timestamps}}function signatureContent(bundle,artifact){switch(bundle.content.$case){case"dsseEnvelope":return new dsse_1.DSSESignatureContent(bundle.content.dsseEnvelope);case"messageSignature":return new message_1.MessageSignatureContent(bundle.content.messageSignature,artifact)}}function key(bundle){switch(bundle.verificationMaterial.content.$case){case"publicKey":return{$case:"public-key",hint:bundle.verificationMaterial.content.publicKey.hint};case"x509CertificateChain":return{$case:"certificate",certificate:core_1.X509Certificate.parse(Buffer.from(bundle.verificationMaterial.content.x509CertificateChain.certificates[0].rawBytes))};case"certificate":return{$case:"certificate",certificate:core_1.X509Certificate.parse(Buffer.from(bundle.verificationMaterial.content.certificate.rawBytes))}}}}});var require_error=__commonJS({"node_modules/@sigstore/verify/dist/error.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.PolicyError=exports.VerificationError=void 0;var BaseError=class extends Error{code;cause;constructor({code,message,cause}){super(message);this.code=code;this.cause=cause;this.name=this.constructor.name}};var VerificationError2=class extends BaseError{};exports.VerificationError=VerificationError2;var PolicyError=class extends BaseError{};exports.PolicyError=PolicyError}});var require_filter=__commonJS({"node_modules/@sigstore/verify/dist/trust/filter.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.filterCertAuthorities=filterCertAuthorities;exports.filterTLogAuthorities=filterTLogAuthorities;function filterCertAuthorities(certAuthorities,timestamp){return certAuthorities.filter(ca=>{return ca.validFor.start<=timestamp&&ca.validFor.end>=timestamp})}function filterTLogAuthorities(tlogAuthorities,criteria){return tlogAuthorities.filter(tlog=>{if(criteria.logID&&!tlog.logID.equals(criteria.logID)){return false}return tlog.validFor.start<=criteria.targetDate&&criteria.targetDate<=tlog.validFor.end})}}});var require_trust=__commonJS({"node_modules/@sigstore/verify/dist/trust/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.filterTLogAuthorities=exports.filterCertAuthorities=void 0;exports.toTrustMaterial=toTrustMaterial2;var core_1=require_dist3();var protobuf_specs_1=require_dist();var error_1=require_error();var BEGINNING_OF_TIME=new Date(0);var END_OF_TIME2=new Date(864e13);var filter_1=require_filter();Object.defineProperty(exports,"filterCertAuthorities",{enumerable:true,get:function(){return filter_1.filterCertAuthorities}});Object.defineProperty(exports,"filterTLogAuthorities",{enumerable:true,get:function(){return filter_1.filterTLogAuthorities}});function toTrustMaterial2(root,keys){const keyFinder=typeof keys==="function"?keys:keyLocator(keys);return{certificateAuthorities:root.certificateAuthorities.map(createCertAuthority),timestampAuthorities:root.timestampAuthorities.map(createCertAuthority),tlogs:root.tlogs.map(createTLogAuthority),ctlogs:root.ctlogs.map(createTLogAuthority),publicKey:keyFinder}}function createTLogAuthority(tlogInstance){const keyDetails=tlogInstance.publicKey.keyDetails;const keyType=keyDetails===protobuf_specs_1.PublicKeyDetails.PKCS1_RSA_PKCS1V5||keyDetails===protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V5||keyDetails===protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256||keyDetails===protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256||keyDetails===protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256?"pkcs1":"spki";return{baseURL:tlogInstance.baseUrl,logID:tlogInstance.checkpointKeyId?tlogInstance.checkpointKeyId.keyId:tlogInstance.logId.keyId,publicKey:core_1.crypto.createPublicKey(tlogInstance.publicKey.rawBytes,keyType),validFor:{start:tlogInstance.publicKey.validFor?.start||BEGINNING_OF_TIME,end:tlogInstance.publicKey.validFor?.end||END_OF_TIME2}}}function createCertAuthority(ca){return{certChain:ca.certChain.certificates.map(cert=>{return core_1.X509Certificate.parse(Buffer.from(cert.rawBytes))}),validFor:{start:ca.validFor?.start||BEGINNING_OF_TIME,end:ca.validFor?.end||END_OF_TIME2}}}function keyLocator(keys){return hint=>{const key=(keys||{})[hint];if(!key){throw new error_1.VerificationError({code:"PUBLIC_KEY_ERROR",message:`key not found: ${hint}`})}return{publicKey:core_1.crypto.createPublicKey(key.rawBytes),validFor:date=>{return(key.validFor?.start||BEGINNING_OF_TIME)<=date&&(key.validFor?.end||END_OF_TIME2)>=date}}}}}});var require_certificate=__commonJS({"node_modules/@sigstore/verify/dist/key/certificate.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.CertificateChainVerifier=void 0;exports.verifyCertificateChain=verifyCertificateChain;var error_1=require_error();var trust_1=require_trust();function verifyCertificateChain(timestamp,leaf,certificateAuthorities){const cas=(0,trust_1.filterCertAuthorities)(certificateAuthorities,timestamp);let error;for(const ca of cas){try{const verifier=new CertificateChainVerifier({trustedCerts:ca.certChain,untrustedCert:leaf,timestamp});return verifier.verify()}catch(err){error=err}}throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"Failed to verify certificate chain",cause:error})}var CertificateChainVerifier=class{untrustedCert;trustedCerts;localCerts;timestamp;constructor(opts){this.untrustedCert=opts.untrustedCert;this.trustedCerts=opts.trustedCerts;this.localCerts=dedupeCertificates([...opts.trustedCerts,opts.untrustedCert]);this.timestamp=opts.timestamp}verify(){const certificatePath=this.sort();this.checkPath(certificatePath);const validForDate=certificatePath.every(cert=>cert.validForDate(this.timestamp));if(!validForDate){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"certificate is not valid or expired at the specified date"})}return certificatePath}sort(){const leafCert=this.untrustedCert;let paths=this.buildPaths(leafCert);paths=paths.filter(path2=>path2.some(cert=>this.trustedCerts.includes(cert)));if(paths.length===0){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"no trusted certificate path found"})}const path=paths.reduce((prev,curr)=>prev.length<curr.length?prev:curr);return[leafCert,...path].slice(0,-1)}buildPaths(certificate){const paths=[];const issuers=this.findIssuer(certificate);if(issuers.length===0){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"no valid certificate path found"})}for(let i=0;i<issuers.length;i++){const issuer=issuers[i];if(issuer.equals(certificate)){paths.push([certificate]);continue}const subPaths=this.buildPaths(issuer);for(let j=0;j<subPaths.length;j++){paths.push([issuer,...subPaths[j]])}}return paths}findIssuer(certificate){let issuers=[];let keyIdentifier;if(certificate.subject.equals(certificate.issuer)){if(certificate.verify()){return[certificate]}}if(certificate.extAuthorityKeyID){keyIdentifier=certificate.extAuthorityKeyID.keyIdentifier}this.localCerts.forEach(possibleIssuer=>{if(keyIdentifier){if(possibleIssuer.extSubjectKeyID){if(possibleIssuer.extSubjectKeyID.keyIdentifier.equals(keyIdentifier)){issuers.push(possibleIssuer)}return}}if(possibleIssuer.subject.equals(certificate.issuer)){issuers.push(possibleIssuer)}});issuers=issuers.filter(issuer=>{try{return certificate.verify(issuer)}catch(ex){return false}});return issuers}checkPath(path){if(path.length<1){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"certificate chain must contain at least one certificate"})}const validCAs=path.slice(1).every(cert=>cert.isCA);if(!validCAs){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"intermediate certificate is not a CA"})}for(let i=path.length-2;i>=0;i--){if(!path[i].issuer.equals(path[i+1].subject)){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"incorrect certificate name chaining"})}}for(let i=0;i<path.length;i++){const cert=path[i];if(cert.extBasicConstraints?.isCA){const pathLength=cert.extBasicConstraints.pathLenConstraint;if(pathLength!==void 0&&pathLength<i-1){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"path length constraint exceeded"})}}}}};exports.CertificateChainVerifier=CertificateChainVerifier;function dedupeCertificates(certs){for(let i=0;i<certs.length;i++){for(let j=i+1;j<certs.length;j++){if(certs[i].equals(certs[j])){certs.splice(j,1);j--}}}return certs}}});var require_sct=__commonJS({"node_modules/@sigstore/verify/dist/key/sct.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifySCTs=verifySCTs;var core_1=require_dist3();var error_1=require_error();var trust_1=require_trust();function verifySCTs(cert,issuer,ctlogs){let extSCT;const clone=cert.clone();for(let i=0;i<clone.extensions.length;i++){const ext=clone.extensions[i];if(ext.subs[0].toOID()===core_1.EXTENSION_OID_SCT){extSCT=new core_1.X509SCTExtension(ext);clone.extensions.splice(i,1);break}}if(!extSCT){return[]}if(extSCT.signedCertificateTimestamps.length===0){return[]}const preCert=new core_1.ByteStream;const issuerId=core_1.crypto.digest("sha256",issuer.publicKey);preCert.appendView(issuerId);const tbs=clone.tbsCertificate.toDER();preCert.appendUint24(tbs.length);preCert.appendView(tbs);return extSCT.signedCertificateTimestamps.map(sct=>{const validCTLogs=(0,trust_1.filterTLogAuthorities)(ctlogs,{logID:sct.logID,targetDate:sct.datetime});const verified=validCTLogs.some(log=>sct.verify(preCert.buffer,log.publicKey));if(!verified){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"SCT verification failed"})}return sct.logID})}}});var require_key=__commonJS({"node_modules/@sigstore/verify/dist/key/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyPublicKey=verifyPublicKey;exports.verifyCertificate=verifyCertificate;var core_1=require_dist3();var error_1=require_error();var certificate_1=require_certificate();var sct_1=require_sct();var OID_FULCIO_ISSUER_V1="1.3.6.1.4.1.57264.1.1";var OID_FULCIO_ISSUER_V2="1.3.6.1.4.1.57264.1.8";function verifyPublicKey(hint,timestamps,trustMaterial){const key=trustMaterial.publicKey(hint);timestamps.forEach(timestamp=>{if(!key.validFor(timestamp)){throw new error_1.VerificationError({code:"PUBLIC_KEY_ERROR",message:`Public key is not valid for timestamp: ${timestamp.toISOString()}`})}});return{key:key.publicKey}}function verifyCertificate(leaf,timestamps,trustMaterial){let path=[];timestamps.forEach(timestamp=>{path=(0,certificate_1.verifyCertificateChain)(timestamp,leaf,trustMaterial.certificateAuthorities)});return{scts:(0,sct_1.verifySCTs)(path[0],path[1],trustMaterial.ctlogs),signer:getSigner(path[0])}}function getSigner(cert){let issuer;const issuerExtension=cert.extension(OID_FULCIO_ISSUER_V2);if(issuerExtension){issuer=issuerExtension.valueObj.subs?.[0]?.value.toString("ascii")}else{issuer=cert.extension(OID_FULCIO_ISSUER_V1)?.value.toString("ascii")}const oids=cert.extensions.map(ext=>{const oid=ext.subs[0].toOID();return{oid:{id:oid.split(".").map(Number)},value:ext.subs[ext.subs.length-1].value}});const identity={extensions:{issuer},subjectAlternativeName:cert.subjectAltName,oids};return{key:core_1.crypto.createPublicKey(cert.publicKey),identity}}}});var require_policy=__commonJS({"node_modules/@sigstore/verify/dist/policy.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifySubjectAlternativeName=verifySubjectAlternativeName;exports.verifyExtensions=verifyExtensions;exports.verifyOIDs=verifyOIDs;var error_1=require_error();function verifySubjectAlternativeName(policyIdentity,signerIdentity){if(signerIdentity===void 0||!signerIdentity.match(policyIdentity)){throw new error_1.PolicyError({code:"UNTRUSTED_SIGNER_ERROR",message:`certificate identity error - expected ${policyIdentity}, got ${signerIdentity}`})}}function verifyExtensions(policyExtensions,signerExtensions={}){let key;for(key in policyExtensions){if(signerExtensions[key]!==policyExtensions[key]){throw new error_1.PolicyError({code:"UNTRUSTED_SIGNER_ERROR",message:`invalid certificate extension - expected ${key}=${policyExtensions[key]}, got ${key}=${signerExtensions[key]}`})}}}function verifyOIDs(policyOIDs,signerOIDs=[]){for(const policyOID of policyOIDs){const match=signerOIDs.find(signerOID=>oidEquals(policyOID.oid?.id,signerOID.oid?.id)&&policyOID.value.equals(signerOID.value));if(!match){const oid=policyOID.oid?.id.join(".")??"<unknown>";throw new error_1.PolicyError({code:"UNTRUSTED_SIGNER_ERROR",message:`invalid certificate extension - missing OID ${oid}`})}}}function oidEquals(a,b){if(a===void 0||b===void 0){return false}return a.length===b.length&&a.every((v,i)=>v===b[i])}}});var require_tsa=__commonJS({"node_modules/@sigstore/verify/dist/timestamp/tsa.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyRFC3161Timestamp=verifyRFC3161Timestamp;var core_1=require_dist3();var error_1=require_error();var certificate_1=require_certificate();var trust_1=require_trust();function verifyRFC3161Timestamp(timestamp,data,timestampAuthorities){const signingTime=timestamp.signingTime;timestampAuthorities=(0,trust_1.filterCertAuthorities)(timestampAuthorities,signingTime);timestampAuthorities=filterCAsBySerialAndIssuer(timestampAuthorities,{serialNumber:timestamp.signerSerialNumber,issuer:timestamp.signerIssuer});const verified=timestampAuthorities.some(ca=>{try{verifyTimestampForCA(timestamp,data,ca);return true}catch(e){return false}});if(!verified){throw new error_1.VerificationError({code:"TIMESTAMP_ERROR",message:"timestamp could not be verified"})}}function verifyTimestampForCA(timestamp,data,ca){const[leaf,...cas]=ca.certChain;const signingKey=core_1.crypto.createPublicKey(leaf.publicKey);const signingTime=timestamp.signingTime;try{new certificate_1.CertificateChainVerifier({untrustedCert:leaf,trustedCerts:cas,timestamp:signingTime}).verify()}catch(e){throw new error_1.VerificationError({code:"TIMESTAMP_ERROR",message:"invalid certificate chain"})}timestamp.verify(data,signingKey)}function filterCAsBySerialAndIssuer(timestampAuthorities,criteria){return timestampAuthorities.filter(ca=>ca.certChain.length>0&&core_1.crypto.bufferEqual(ca.certChain[0].serialNumber,criteria.serialNumber)&&core_1.crypto.bufferEqual(ca.certChain[0].issuer,criteria.issuer))}}});var require_timestamp=__commonJS({"node_modules/@sigstore/verify/dist/timestamp/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.getTSATimestamp=getTSATimestamp;exports.getTLogTimestamp=getTLogTimestamp;var tsa_1=require_tsa();function getTSATimestamp(timestamp,data,timestampAuthorities){(0,tsa_1.verifyRFC3161Timestamp)(timestamp,data,timestampAuthorities);return{type:"timestamp-authority",logID:timestamp.signerSerialNumber,timestamp:timestamp.signingTime}}function getTLogTimestamp(entry){if(!entry.inclusionPromise){return void 0}return{type:"transparency-log",logID:entry.logId.keyId,timestamp:new Date(Number(entry.integratedTime)*1e3)}}}});var require_verifier=__commonJS({"node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/verifier.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.Signature=exports.Verifier=exports.PublicKey=void 0;var sigstore_common_1=require_sigstore_common();exports.PublicKey={fromJSON(object2){return{rawBytes:isSet(object2.rawBytes)?Buffer.from(bytesFromBase64(object2.rawBytes)):Buffer.alloc(0)}},toJSON(message){const obj={};if(message.rawBytes.length!==0){obj.rawBytes=base64FromBytes(message.rawBytes)}return obj}};exports.Verifier={fromJSON(object2){return{verifier:isSet(object2.publicKey)?{$case:"publicKey",publicKey:exports.PublicKey.fromJSON(object2.publicKey)}:isSet(object2.x509Certificate)?{$case:"x509Certificate",x509Certificate:sigstore_common_1.X509Certificate.fromJSON(object2.x509Certificate)}:void 0,keyDetails:isSet(object2.keyDetails)?(0,sigstore_common_1.publicKeyDetailsFromJSON)(object2.keyDetails):0}},toJSON(message){const obj={};if(message.verifier?.$case==="publicKey"){obj.publicKey=exports.PublicKey.toJSON(message.verifier.publicKey)}else if(message.verifier?.$case==="x509Certificate"){obj.x509Certificate=sigstore_common_1.X509Certificate.toJSON(message.verifier.x509Certificate)}if(message.keyDetails!==0){obj.keyDetails=(0,sigstore_common_1.publicKeyDetailsToJSON)(message.keyDetails)}return obj}};exports.Signature={fromJSON(object2){return{content:isSet(object2.content)?Buffer.from(bytesFromBase64(object2.content)):Buffer.alloc(0),verifier:isSet(object2.verifier)?exports.Verifier.fromJSON(object2.verifier):void 0}},toJSON(message){const obj={};if(message.content.length!==0){obj.content=base64FromBytes(message.content)}if(message.verifier!==void 0){obj.verifier=exports.Verifier.toJSON(message.verifier)}return obj}};function bytesFromBase64(b64){return Uint8Array.from(globalThis.Buffer.from(b64,"base64"))}function base64FromBytes(arr){return globalThis.Buffer.from(arr).toString("base64")}function isSet(value){return value!==null&&value!==void 0}}});var require_dsse2=__commonJS({"node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/dsse.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.DSSELogEntryV002=exports.DSSERequestV002=void 0;var envelope_1=require_envelope();var sigstore_common_1=require_sigstore_common();var verifier_1=require_verifier();exports.DSSERequestV002={fromJSON(object2){return{envelope:isSet(object2.envelope)?envelope_1.Envelope.fromJSON(object2.envelope):void 0,verifiers:globalThis.Array.isArray(object2?.verifiers)?object2.verifiers.map(e=>verifier_1.Verifier.fromJSON(e)):[]}},toJSON(message){const obj={};if(message.envelope!==void 0){obj.envelope=envelope_1.Envelope.toJSON(message.envelope)}if(message.verifiers?.length){obj.verifiers=message.verifiers.map(e=>verifier_1.Verifier.toJSON(e))}return obj}};exports.DSSELogEntryV002={fromJSON(object2){return{payloadHash:isSet(object2.payloadHash)?sigstore_common_1.HashOutput.fromJSON(object2.payloadHash):void 0,signatures:globalThis.Array.isArray(object2?.signatures)?object2.signatures.map(e=>verifier_1.Signature.fromJSON(e)):[]}},toJSON(message){const obj={};if(message.payloadHash!==void 0){obj.payloadHash=sigstore_common_1.HashOutput.toJSON(message.payloadHash)}if(message.signatures?.length){obj.signatures=message.signatures.map(e=>verifier_1.Signature.toJSON(e))}return obj}};function isSet(value){return value!==null&&value!==void 0}}});var require_hashedrekord=__commonJS({"node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/hashedrekord.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.HashedRekordLogEntryV002=exports.HashedRekordRequestV002=void 0;var sigstore_common_1=require_sigstore_common();var verifier_1=require_verifier();exports.HashedRekordRequestV002={fromJSON(object2){return{digest:isSet(object2.digest)?Buffer.from(bytesFromBase64(object2.digest)):Buffer.alloc(0),signature:isSet(object2.signature)?verifier_1.Signature.fromJSON(object2.signature):void 0}},toJSON(message){const obj={};if(message.digest.length!==0){obj.digest=base64FromBytes(message.digest)}if(message.signature!==void 0){obj.signature=verifier_1.Signature.toJSON(message.signature)}return obj}};exports.HashedRekordLogEntryV002={fromJSON(object2){return{data:isSet(object2.data)?sigstore_common_1.HashOutput.fromJSON(object2.data):void 0,signature:isSet(object2.signature)?verifier_1.Signature.fromJSON(object2.signature):void 0}},toJSON(message){const obj={};if(message.data!==void 0){obj.data=sigstore_common_1.HashOutput.toJSON(message.data)}if(message.signature!==void 0){obj.signature=verifier_1.Signature.toJSON(message.signature)}return obj}};function bytesFromBase64(b64){return Uint8Array.from(globalThis.Buffer.from(b64,"base64"))}function base64FromBytes(arr){return globalThis.Buffer.from(arr).toString("base64")}function isSet(value){return value!==null&&value!==void 0}}});var require_entry=__commonJS({"node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/entry.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.CreateEntryRequest=exports.Spec=exports.Entry=void 0;var dsse_1=require_dsse2();var hashedrekord_1=require_hashedrekord();exports.Entry={fromJSON(object2){return{kind:isSet(object2.kind)?globalThis.String(object2.kind):"",apiVersion:isSet(object2.apiVersion)?globalThis.String(object2.apiVersion):"",spec:isSet(object2.spec)?exports.Spec.fromJSON(object2.spec):void 0}},toJSON(message){const obj={};if(message.kind!==""){obj.kind=message.kind}if(message.apiVersion!==""){obj.apiVersion=message.apiVersion}if(message.spec!==void 0){obj.spec=exports.Spec.toJSON(message.spec)}return obj}};exports.Spec={fromJSON(object2){return{spec:isSet(object2.hashedRekordV002)?{$case:"hashedRekordV002",hashedRekordV002:hashedrekord_1.HashedRekordLogEntryV002.fromJSON(object2.hashedRekordV002)}:isSet(object2.dsseV002)?{$case:"dsseV002",dsseV002:dsse_1.DSSELogEntryV002.fromJSON(object2.dsseV002)}:void 0}},toJSON(message){const obj={};if(message.spec?.$case==="hashedRekordV002"){obj.hashedRekordV002=hashedrekord_1.HashedRekordLogEntryV002.toJSON(message.spec.hashedRekordV002)}else if(message.spec?.$case==="dsseV002"){obj.dsseV002=dsse_1.DSSELogEntryV002.toJSON(message.spec.dsseV002)}return obj}};exports.CreateEntryRequest={fromJSON(object2){return{spec:isSet(object2.hashedRekordRequestV002)?{$case:"hashedRekordRequestV002",hashedRekordRequestV002:hashedrekord_1.HashedRekordRequestV002.fromJSON(object2.hashedRekordRequestV002)}:isSet(object2.dsseRequestV002)?{$case:"dsseRequestV002",dsseRequestV002:dsse_1.DSSERequestV002.fromJSON(object2.dsseRequestV002)}:void 0}},toJSON(message){const obj={};if(message.spec?.$case==="hashedRekordRequestV002"){obj.hashedRekordRequestV002=hashedrekord_1.HashedRekordRequestV002.toJSON(message.spec.hashedRekordRequestV002)}else if(message.spec?.$case==="dsseRequestV002"){obj.dsseRequestV002=dsse_1.DSSERequestV002.toJSON(message.spec.dsseRequestV002)}return obj}};function isSet(value){return value!==null&&value!==void 0}}});var require_v2=__commonJS({"node_modules/@sigstore/protobuf-specs/dist/rekor/v2/index.js"(exports){"use strict";var __createBinding=exports&&exports.__createBinding||(Object.create?(function(o,m,k,k2){if(k2===void 0)k2=k;var desc=Object.getOwnPropertyDescriptor(m,k);if(!desc||("get"in desc?!m.__esModule:desc.writable||desc.configurable)){desc={enumerable:true,get:function(){return m[k]}}}Object.defineProperty(o,k2,desc)}):(function(o,m,k,k2){if(k2===void 0)k2=k;o[k2]=m[k]}));var __exportStar=exports&&exports.__exportStar||function(m,exports2){for(var p in m)if(p!=="default"&&!Object.prototype.hasOwnProperty.call(exports2,p))__createBinding(exports2,m,p)};Object.defineProperty(exports,"__esModule",{value:true});__exportStar(require_dsse2(),exports);__exportStar(require_entry(),exports);__exportStar(require_hashedrekord(),exports);__exportStar(require_verifier(),exports)}});var require_dsse3=__commonJS({"node_modules/@sigstore/verify/dist/tlog/dsse.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.DSSE_API_VERSION_V1=void 0;exports.verifyDSSETLogBody=verifyDSSETLogBody;exports.verifyDSSETLogBodyV2=verifyDSSETLogBodyV2;var error_1=require_error();exports.DSSE_API_VERSION_V1="0.0.1";function verifyDSSETLogBody(tlogEntry,content){switch(tlogEntry.apiVersion){case exports.DSSE_API_VERSION_V1:return verifyDSSE001TLogBody(tlogEntry,content);default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported dsse version: ${tlogEntry.apiVersion}`})}}function verifyDSSETLogBodyV2(tlogEntry,content){const spec=tlogEntry.spec?.spec;if(!spec){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`missing dsse spec`})}switch(spec.$case){case"dsseV002":return verifyDSSE002TLogBody(spec.dsseV002,content);default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported version: ${spec.$case}`})}}function verifyDSSE001TLogBody(tlogEntry,content){if(tlogEntry.spec.signatures?.length!==1){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"signature count mismatch"})}const tlogSig=tlogEntry.spec.signatures[0].signature;if(!content.compareSignature(Buffer.from(tlogSig,"base64")))throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"tlog entry signature mismatch"});const tlogHash=tlogEntry.spec.payloadHash?.value||"";if(!content.compareDigest(Buffer.from(tlogHash,"hex"))){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"DSSE payload hash mismatch"})}}function verifyDSSE002TLogBody(spec,content){if(spec.signatures?.length!==1){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"signature count mismatch"})}const tlogSig=spec.signatures[0].content;if(!content.compareSignature(tlogSig))throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"tlog entry signature mismatch"});const tlogHash=spec.payloadHash?.digest||Buffer.from("");if(!content.compareDigest(tlogHash)){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"DSSE payload hash mismatch"})}}}});var require_hashedrekord2=__commonJS({"node_modules/@sigstore/verify/dist/tlog/hashedrekord.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.HASHEDREKORD_API_VERSION_V1=void 0;exports.verifyHashedRekordTLogBody=verifyHashedRekordTLogBody;exports.verifyHashedRekordTLogBodyV2=verifyHashedRekordTLogBodyV2;var error_1=require_error();exports.HASHEDREKORD_API_VERSION_V1="0.0.1";function verifyHashedRekordTLogBody(tlogEntry,content){switch(tlogEntry.apiVersion){case exports.HASHEDREKORD_API_VERSION_V1:return verifyHashedrekord001TLogBody(tlogEntry,content);default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported hashedrekord version: ${tlogEntry.apiVersion}`})}}function verifyHashedRekordTLogBodyV2(tlogEntry,content){const spec=tlogEntry.spec?.spec;if(!spec){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`missing dsse spec`})}switch(spec.$case){case"hashedRekordV002":return verifyHashedrekord002TLogBody(spec.hashedRekordV002,content);default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported version: ${spec.$case}`})}}function verifyHashedrekord001TLogBody(tlogEntry,content){const tlogSig=tlogEntry.spec.signature.content||"";if(!content.compareSignature(Buffer.from(tlogSig,"base64"))){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"signature mismatch"})}const tlogDigest=tlogEntry.spec.data.hash?.value||"";if(!content.compareSignedDigest(Buffer.from(tlogDigest,"hex"))){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"digest mismatch"})}}function verifyHashedrekord002TLogBody(spec,content){const tlogSig=spec.signature?.content||Buffer.from("");if(!content.compareSignature(tlogSig)){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"signature mismatch"})}const tlogHash=spec.data?.digest||Buffer.from("");if(!content.compareSignedDigest(tlogHash)){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"digest mismatch"})}}}});var require_intoto=__commonJS({"node_modules/@sigstore/verify/dist/tlog/intoto.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyIntotoTLogBody=verifyIntotoTLogBody;var error_1=require_error();function verifyIntotoTLogBody(tlogEntry,content){switch(tlogEntry.apiVersion){case"0.0.2":return verifyIntoto002TLogBody(tlogEntry,content);default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported intoto version: ${tlogEntry.apiVersion}`})}}function verifyIntoto002TLogBody(tlogEntry,content){if(tlogEntry.spec.content.envelope.signatures?.length!==1){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"signature count mismatch"})}const tlogSig=base64Decode(tlogEntry.spec.content.envelope.signatures[0].sig);if(!content.compareSignature(Buffer.from(tlogSig,"base64"))){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"tlog entry signature mismatch"})}const tlogHash=tlogEntry.spec.content.payloadHash?.value||"";if(!content.compareDigest(Buffer.from(tlogHash,"hex"))){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"DSSE payload hash mismatch"})}}function base64Decode(str){return Buffer.from(str,"base64").toString("utf-8")}}});var require_checkpoint=__commonJS({"node_modules/@sigstore/verify/dist/tlog/checkpoint.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.LogCheckpoint=void 0;exports.verifyCheckpoint=verifyCheckpoint;var core_1=require_dist3();var error_1=require_error();var CHECKPOINT_SEPARATOR="\n\n";var SIGNATURE_REGEX=/\u2014 (\S+) (\S+)\n/g;function verifyCheckpoint(entry,tlogs){const inclusionProof=entry.inclusionProof;const signedNote=SignedNote.fromString(inclusionProof.checkpoint.envelope);const checkpoint=LogCheckpoint.fromString(signedNote.note);if(!verifySignedNote(signedNote,tlogs)){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"invalid checkpoint signature"})}return checkpoint}function verifySignedNote(signedNote,tlogs){const data=Buffer.from(signedNote.note,"utf-8");return signedNote.signatures.some(signature=>{const tlog=tlogs.find(tlog2=>core_1.crypto.bufferEqual(tlog2.logID.subarray(0,4),signature.keyHint)&&tlog2.baseURL.includes(signature.name));if(!tlog){return false}return core_1.crypto.verify(data,tlog.publicKey,signature.signature)})}var SignedNote=class _SignedNote{note;signatures;constructor(note,signatures){this.note=note;this.signatures=signatures}static fromString(envelope){if(!envelope.includes(CHECKPOINT_SEPARATOR)){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"missing checkpoint separator"})}const split=envelope.indexOf(CHECKPOINT_SEPARATOR);const header=envelope.slice(0,split+1);const data=envelope.slice(split+CHECKPOINT_SEPARATOR.length);const matches=data.matchAll(SIGNATURE_REGEX);const signatures=Array.from(matches,match=>{const[,name,signature]=match;const sigBytes=Buffer.from(signature,"base64");if(sigBytes.length<5){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"malformed checkpoint signature"})}return{name,keyHint:sigBytes.subarray(0,4),signature:sigBytes.subarray(4)}});if(signatures.length===0){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"no signatures found in checkpoint"})}return new _SignedNote(header,signatures)}};var LogCheckpoint=class _LogCheckpoint{origin;logSize;logHash;rest;constructor(origin,logSize,logHash,rest){this.origin=origin;this.logSize=logSize;this.logHash=logHash;this.rest=rest}static fromString(note){const lines=note.trimEnd().split("\n");if(lines.length<3){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"too few lines in checkpoint header"})}const origin=lines[0];let logSize;try{logSize=BigInt(lines[1])}catch{throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"invalid checkpoint log size"})}const rootHash=Buffer.from(lines[2],"base64");const rest=lines.slice(3);return new _LogCheckpoint(origin,logSize,rootHash,rest)}};exports.LogCheckpoint=LogCheckpoint}});var require_merkle=__commonJS({"node_modules/@sigstore/verify/dist/tlog/merkle.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyMerkleInclusion=verifyMerkleInclusion;var core_1=require_dist3();var error_1=require_error();var RFC6962_LEAF_HASH_PREFIX=Buffer.from([0]);var RFC6962_NODE_HASH_PREFIX=Buffer.from([1]);function verifyMerkleInclusion(entry,checkpoint){const inclusionProof=entry.inclusionProof;let logIndex;try{logIndex=BigInt(inclusionProof.logIndex)}catch{throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"invalid inclusion proof log index"})}const treeSize=BigInt(checkpoint.logSize);if(logIndex<0n||logIndex>=treeSize){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:`invalid index: ${logIndex}`})}const{inner,border}=decompInclProof(logIndex,treeSize);if(inclusionProof.hashes.length!==inner+border){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"invalid hash count"})}const innerHashes=inclusionProof.hashes.slice(0,inner);const borderHashes=inclusionProof.hashes.slice(inner);const leafHash=hashLeaf(entry.canonicalizedBody);const calculatedHash=chainBorderRight(chainInner(leafHash,innerHashes,logIndex),borderHashes);if(!core_1.crypto.bufferEqual(calculatedHash,checkpoint.logHash)){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"calculated root hash does not match inclusion proof"})}}function decompInclProof(index2,size){const inner=innerProofSize(index2,size);const border=onesCount(index2>>BigInt(inner));return{inner,border}}function chainInner(seed,hashes,index2){return hashes.reduce((acc,h,i)=>{if(index2>>BigInt(i)&BigInt(1)){return hashChildren(h,acc)}else{return hashChildren(acc,h)}},seed)}function chainBorderRight(seed,hashes){return hashes.reduce((acc,h)=>hashChildren(h,acc),seed)}function innerProofSize(index2,size){return bitLength(index2^size-BigInt(1))}function onesCount(num){return num.toString(2).split("1").length-1}function bitLength(n){if(n===0n){return 0}return n.toString(2).length}function hashChildren(left,right){return core_1.crypto.digest("sha256",RFC6962_NODE_HASH_PREFIX,left,right)}function hashLeaf(leaf){return core_1.crypto.digest("sha256",RFC6962_LEAF_HASH_PREFIX,leaf)}}});var require_set=__commonJS({"node_modules/@sigstore/verify/dist/tlog/set.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyTLogSET=verifyTLogSET;var core_1=require_dist3();var error_1=require_error();var trust_1=require_trust();function verifyTLogSET(entry,tlogs){const validTLogs=(0,trust_1.filterTLogAuthorities)(tlogs,{logID:entry.logId.keyId,targetDate:new Date(Number(entry.integratedTime)*1e3)});const verified=validTLogs.some(tlog=>{const payload=toVerificationPayload(entry);const data=Buffer.from(core_1.json.canonicalize(payload),"utf8");const signature=entry.inclusionPromise.signedEntryTimestamp;return core_1.crypto.verify(data,tlog.publicKey,signature)});if(!verified){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROMISE_ERROR",message:"inclusion promise could not be verified"})}}function toVerificationPayload(entry){const{integratedTime,logIndex,logId,canonicalizedBody}=entry;return{body:canonicalizedBody.toString("base64"),integratedTime:Number(integratedTime),logIndex:Number(logIndex),logID:logId.keyId.toString("hex")}}}});var require_tlog=__commonJS({"node_modules/@sigstore/verify/dist/tlog/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyTLogBody=verifyTLogBody;exports.verifyTLogInclusion=verifyTLogInclusion;var v2_1=require_v2();var error_1=require_error();var dsse_1=require_dsse3();var hashedrekord_1=require_hashedrekord2();var intoto_1=require_intoto();var checkpoint_1=require_checkpoint();var merkle_1=require_merkle();var set_1=require_set();function verifyTLogBody(entry,sigContent){const{kind,version}=entry.kindVersion;let body;try{body=JSON.parse(entry.canonicalizedBody.toString("utf8"))}catch{throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"invalid canonicalized body"})}if(kind!==body.kind||version!==body.apiVersion){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`kind/version mismatch - expected: ${kind}/${version}, received: ${body.kind}/${body.apiVersion}`})}switch(kind){case"dsse":if(version==dsse_1.DSSE_API_VERSION_V1){return(0,dsse_1.verifyDSSETLogBody)(body,sigContent)}else{const entryRekorV2=v2_1.Entry.fromJSON(body);return(0,dsse_1.verifyDSSETLogBodyV2)(entryRekorV2,sigContent)}case"intoto":return(0,intoto_1.verifyIntotoTLogBody)(body,sigContent);case"hashedrekord":if(version==hashedrekord_1.HASHEDREKORD_API_VERSION_V1){return(0,hashedrekord_1.verifyHashedRekordTLogBody)(body,sigContent)}else{const entryRekorV2=v2_1.Entry.fromJSON(body);return(0,hashedrekord_1.verifyHashedRekordTLogBodyV2)(entryRekorV2,sigContent)}default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported kind: ${kind}`})}}function verifyTLogInclusion(entry,tlogAuthorities){let inclusionVerified=false;if(isTLogEntryWithInclusionPromise(entry)){(0,set_1.verifyTLogSET)(entry,tlogAuthorities);inclusionVerified=true}if(isTLogEntryWithInclusionProof(entry)){const matchingAuthorities=tlogAuthorities.filter(tlog=>tlog.logID.equals(entry.logId.keyId));const checkpoint=(0,checkpoint_1.verifyCheckpoint)(entry,matchingAuthorities);(0,merkle_1.verifyMerkleInclusion)(entry,checkpoint);inclusionVerified=true}if(!inclusionVerified){throw new error_1.VerificationError({code:"TLOG_MISSING_INCLUSION_ERROR",message:"inclusion could not be verified"})}return}function isTLogEntryWithInclusionPromise(entry){return entry.inclusionPromise!==void 0}function isTLogEntryWithInclusionProof(entry){return entry.inclusionProof!==void 0}}});var require_verifier2=__commonJS({"node_modules/@sigstore/verify/dist/verifier.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.Verifier=void 0;var util_1=__require("util");var error_1=require_error();var key_1=require_key();var policy_1=require_policy();var timestamp_1=require_timestamp();var tlog_1=require_tlog();var Verifier2=class{trustMaterial;options;constructor(trustMaterial,options={}){this.trustMaterial=trustMaterial;this.options={ctlogThreshold:options.ctlogThreshold??1,tlogThreshold:options.tlogThreshold??1,timestampThreshold:options.timestampThreshold??options.tsaThreshold??1,tsaThreshold:0}}verify(entity,policy){const timestamps=this.verifyTimestamps(entity);const signer=this.verifySigningKey(entity,timestamps);this.verifyTLogs(entity);this.verifySignature(entity,signer);if(policy){this.verifyPolicy(policy,signer.identity||{})}return signer}verifyTimestamps(entity){const timestamps=[];for(const timestamp of entity.timestamps){switch(timestamp.$case){case"timestamp-authority":timestamps.push((0,timestamp_1.getTSATimestamp)(timestamp.timestamp,entity.signature.signature,this.trustMaterial.timestampAuthorities));break;case"transparency-log":{const result=(0,timestamp_1.getTLogTimestamp)(timestamp.tlogEntry);if(result){timestamps.push(result)}break}}}if(containsDupes(timestamps)){throw new error_1.VerificationError({code:"TIMESTAMP_ERROR",message:"duplicate timestamp"})}if(timestamps.length<this.options.timestampThreshold){throw new error_1.VerificationError({code:"TIMESTAMP_ERROR",message:`expected ${this.options.timestampThreshold} timestamps, got ${timestamps.length}`})}return timestamps.map(t=>t.timestamp)}verifySigningKey({key},timestamps){switch(key.$case){case"public-key":{return(0,key_1.verifyPublicKey)(key.hint,timestamps,this.trustMaterial)}case"certificate":{const result=(0,key_1.verifyCertificate)(key.certificate,timestamps,this.trustMaterial);if(containsDupes(result.scts)){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"duplicate SCT"})}if(result.scts.length<this.options.ctlogThreshold){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:`expected ${this.options.ctlogThreshold} SCTs, got ${result.scts.length}`})}return result.signer}}}verifyTLogs({signature:content,tlogEntries}){const entryIDs=[];tlogEntries.forEach(entry=>{(0,tlog_1.verifyTLogInclusion)(entry,this.trustMaterial.tlogs);(0,tlog_1.verifyTLogBody)(entry,content);entryIDs.push({logID:entry.logId.keyId,body:entry.canonicalizedBody})});if(containsDupes(entryIDs)){throw new error_1.VerificationError({code:"TLOG_ERROR",message:"duplicate tlog entry"})}if(entryIDs.length<this.options.tlogThreshold){throw new error_1.VerificationError({code:"TLOG_ERROR",message:`expected ${this.options.tlogThreshold} tlog entries, got ${entryIDs.length}`})}}verifySignature(entity,signer){if(!entity.signature.verifySignature(signer.key)){throw new error_1.VerificationError({code:"SIGNATURE_ERROR",message:"signature verification failed"})}}verifyPolicy(policy,identity){if(policy.subjectAlternativeName){(0,policy_1.verifySubjectAlternativeName)(policy.subjectAlternativeName,identity.subjectAlternativeName)}if(policy.extensions){(0,policy_1.verifyExtensions)(policy.extensions,identity.extensions)}if(policy.oids){(0,policy_1.verifyOIDs)(policy.oids,identity.oids)}}};exports.Verifier=Verifier2;function containsDupes(arr){for(let i=0;i<arr.length;i++){for(let j=i+1;j<arr.length;j++){if((0,util_1.isDeepStrictEqual)(arr[i],arr[j])){return true}}}return false}}});var require_dist4=__commonJS({"node_modules/@sigstore/verify/dist/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.Verifier=exports.toTrustMaterial=exports.VerificationError=exports.PolicyError=exports.toSignedEntity=void 0;var bundle_1=require_bundle();Object.defineProperty(exports,"toSignedEntity",{enumerable:true,get:function(){return bundle_1.toSignedEntity}});var error_1=require_error();Object.defineProperty(exports,"PolicyError",{enumerable:true,get:function(){return error_1.PolicyError}});Object.defineProperty(exports,"VerificationError",{enumerable:true,get:function(){return error_1.VerificationError}});var trust_1=require_trust();Object.defineProperty(exports,"toTrustMaterial",{enumerable:true,get:function(){return trust_1.toTrustMaterial}});var verifier_1=require_verifier2();Object.defineProperty(exports,"Verifier",{enumerable:true,get:function(){return verifier_1.Verifier}})}});
// packages/connections/sigstore.ts
import { join } from "node:path";

// packages/line/public-log.ts
function assertPublicLogAllowed({ visibility, ownInstance, allowed }) {
  if (visibility === "public" || ownInstance || allowed) return;
  throw lineError(
    "public-log-refused",
    { visibility },
    visibility === "unknown" ? "nothing says that the repository is public, as the transparency log is" : `the repository is ${visibility}, and the transparency log is public`
  );
}

// packages/sigstore/signer.ts
var import_bundle = __toESM(require_dist2(), 1);
var import_core4 = __toESM(require_dist3(), 1);
var import_protobuf_specs2 = __toESM(require_dist(), 1);

// packages/sigstore/keyless-session.ts
import { generateKeyPairSync } from "node:crypto";

// packages/sigstore/claims.ts
var import_core = __toESM(require_dist3(), 1);
var ARC = "1.3.6.1.4.1.57264.1";
var ISSUER_RAW = `${ARC}.1`;
var ISSUER = `${ARC}.8`;
var NUMBERS = {
  buildSignerUri: 9,
  buildSignerDigest: 10,
  runnerEnvironment: 11,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryId: 15,
  sourceRepositoryOwnerUri: 16,
  sourceRepositoryOwnerId: 17,
  buildConfigUri: 18,
  buildConfigDigest: 19,
  buildTrigger: 20,
  runInvocationUri: 21,
  visibility: 22,
  environment: 23,
  tokenSubject: 24
};
var UTF8_STRING = 12;
function readClaims(certificate) {
  const extensions = extensionsOf(certificate);
  const subject = subjectOf(certificate);
  const raw = extensions.get(ISSUER_RAW)?.toString("utf8");
  const issuer = readUtf8(extensions, ISSUER) ?? raw;
  if (subject === void 0 || issuer === void 0 || issuer === "" || (raw ?? issuer) !== issuer) {
    throw malformed("the certificate names no single subject and issuer");
  }
  const optional2 = Object.entries(NUMBERS).flatMap(([claim, number]) => {
    const value = readUtf8(extensions, `${ARC}.${String(number)}`);
    return value === void 0 ? [] : [[claim, value]];
  });
  return { subject, issuer, ...Object.fromEntries(optional2) };
}
function readUtf8(extensions, oid) {
  const bytes2 = extensions.get(oid);
  if (bytes2 === void 0) return void 0;
  const { tag, value } = import_core.ASN1Obj.parseBuffer(Buffer.from(bytes2));
  if (tag.number !== UTF8_STRING || !tag.isUniversal() || tag.constructed) {
    throw malformed(`certificate extension ${oid} is not a UTF8String`);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(value);
}

// packages/sigstore/fulcio.ts
import { sign } from "node:crypto";

// packages/sigstore/instance.ts
var PUBLIC_GOOD = {
  fulcio: new URL("https://fulcio.sigstore.dev"),
  logs: [new URL("https://rekor.sigstore.dev")],
  logVersion: 1,
  timestamps: [new URL("https://timestamp.sigstore.dev/api/v1/timestamp")]
};
function under(base, path) {
  return new URL(path, base.href.endsWith("/") ? base : `${base.href}/`);
}

// packages/sigstore/service.ts
var ANSWER_LIMIT = 1024 * 1024;
async function ask(ports, request) {
  const { secrets = [], ...sent } = request;
  let response;
  try {
    response = await ports.http.request({
      ...sent,
      idempotent: true,
      redirect: "manual",
      maxResponseBytes: ANSWER_LIMIT,
      budget: ports.budget ?? SIGSTORE
    });
  } catch (error) {
    if (secrets.length === 0 && isPromoError(error) && error.ending === "configuration") throw error;
    const options = secrets.length === 0 ? { cause: error } : {};
    throw sigstoreError(
      "sigstore-unavailable",
      { service: request.url.host },
      scrub(failure(request, reasonOf(error)), secrets),
      options
    );
  }
  if (response.status >= 500) throw unavailable(request, response);
  return response;
}
function unexpected(request, response) {
  const { status } = response;
  if (status < 400 || status >= 500 || status === 408 || status === 429) return unavailable(request, response);
  return sigstoreError("sigstore-refused", factsOf(request, response), described(request, response));
}
function described(request, response) {
  const said = oneLine(Buffer.from(response.body.subarray(0, 4096)).toString());
  return scrub(failure(request, `status ${String(response.status)}: ${said}`), request.secrets ?? []);
}
function jsonOf(request, response) {
  try {
    return parseJson(response.body, { maxBytes: ANSWER_LIMIT });
  } catch {
    throw sigstoreError("sigstore-unavailable", factsOf(request, response), failure(request, "the answer is not JSON"));
  }
}
function unavailable(request, response) {
  return sigstoreError("sigstore-unavailable", factsOf(request, response), described(request, response));
}
function factsOf(request, response) {
  return { service: request.url.host, status: response.status };
}
function failure(request, why) {
  return `${request.method} ${request.url.origin}${request.url.pathname} failed: ${why}`;
}
function scrub(text, secrets) {
  const parts = secrets.flatMap((secret) => [secret, ...secret.split(".")]).filter((part) => part.length >= 8);
  return parts.reduce((clean, part) => clean.replaceAll(part, "***"), text);
}

// packages/sigstore/fulcio.ts
var chainShape = object({
  chain: object({ certificates: array(string()).check(_minLength(1), _maxLength(10)) })
});
var answerShape = union([
  object({ signedCertificateEmbeddedSct: chainShape }),
  object({ signedCertificateDetachedSct: chainShape })
]);
async function requestCertificate(fulcio, token, keys, ports) {
  const request = {
    method: "POST",
    url: under(fulcio, "api/v2/signingCert"),
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      credentials: { oidcIdentityToken: token.text },
      publicKeyRequest: {
        publicKey: { algorithm: "ECDSA", content: keys.publicKey.export({ format: "pem", type: "spki" }).toString() },
        proofOfPossession: sign("sha256", Buffer.from(token.challenge), keys.privateKey).toString("base64")
      }
    }),
    secrets: [token.text]
  };
  const response = await ask(ports, request);
  if (response.status === 400 || response.status === 401 || response.status === 403) {
    throw sigstoreError("certificate-refused", { status: response.status }, described(request, response));
  }
  if (response.status !== 200 && response.status !== 201) throw unexpected(request, response);
  const leaf = readLeaf(jsonOf(request, response));
  if (leaf === void 0 || !publicKeyOf(leaf).equals(keys.publicKey)) {
    throw sigstoreError("sigstore-unavailable", {}, "Fulcio answered without a certificate for the key that was sent");
  }
  return leaf;
}
function readLeaf(answer) {
  const parsed2 = answerShape.safeParse(answer);
  if (!parsed2.success) return void 0;
  const { data } = parsed2;
  const signed = "signedCertificateEmbeddedSct" in data ? data.signedCertificateEmbeddedSct : data.signedCertificateDetachedSct;
  try {
    const [leaf] = signed.chain.certificates;
    return leaf === void 0 ? void 0 : parsePem(leaf);
  } catch {
    return void 0;
  }
}

// packages/sigstore/identity-token.ts
var SIGSTORE_AUDIENCE = "sigstore";
function readIdentityToken(text, now) {
  const claims = payloadOf(text);
  const audiences = Array.isArray(claims["aud"]) ? claims["aud"] : [claims["aud"]];
  if (!audiences.includes(SIGSTORE_AUDIENCE)) throw refused("its audience is not `sigstore`");
  if (typeof claims["exp"] === "number" && claims["exp"] * 1e3 <= now.getTime()) throw refused("it has expired");
  const challenge = claims["email"] ?? claims["sub"];
  if (typeof challenge !== "string" || challenge === "") throw refused("it has no subject");
  return { text, challenge };
}
function payloadOf(text) {
  const parts = text.split(".");
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) throw refused("it is not a JWT");
  const payload = readPayload(parts[1] ?? "");
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) throw refused("it is not a JWT");
  return payload;
}
function readPayload(part) {
  try {
    return parseJson(Buffer.from(part, "base64url"), { maxBytes: 64 * 1024, maxDepth: 10 });
  } catch {
    throw refused("it is not a JWT");
  }
}
function refused(why) {
  return sigstoreError("identity-token-invalid", {}, `the identity token cannot be used: ${why}`);
}

// packages/sigstore/signing-key.ts
import { createHash, sign as sign2 } from "node:crypto";
function signingKeyOf(key) {
  const algorithm = algorithmOf(key);
  return {
    algorithm,
    sign: (data) => sign2(algorithm.hash, data, key),
    digest: (data) => createHash(hashOf(algorithm)).update(data).digest()
  };
}

// packages/sigstore/keyless-session.ts
var RESERVE_MS = 2 * 60 * 1e3;
function keylessSessions(ports) {
  let current;
  return () => {
    if (current !== void 0 && ports.clock.now().getTime() < current.usableUntil) return current.session;
    const opened = { session: Promise.resolve().then(() => open()), usableUntil: Infinity };
    const open = async () => {
      const started = ports.clock.now().getTime();
      const { session, lifetime } = await openSession(ports);
      opened.usableUntil = started + lifetime - RESERVE_MS;
      return session;
    };
    opened.session.catch(() => {
      if (current === opened) current = void 0;
    });
    current = opened;
    return opened.session;
  };
}
async function openSession(ports) {
  const fulcio = authorityOf(ports.instance);
  const token = readIdentityToken(await ports.token(SIGSTORE_AUDIENCE), ports.clock.now());
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const leaf = await requestCertificate(fulcio, token, keys, ports);
  const session = {
    key: signingKeyOf(keys.privateKey),
    verifier: pemOf(leaf),
    identity: { kind: "certificate", claims: claimsOf(leaf) }
  };
  return { session, lifetime: leaf.notAfter.getTime() - leaf.notBefore.getTime() };
}
function authorityOf({ fulcio }) {
  if (fulcio !== void 0) return fulcio;
  throw sigstoreError("signing-config-invalid", {}, "no certificate authority of the signing config is valid now");
}
function claimsOf(leaf) {
  try {
    return readClaims(leaf);
  } catch (cause) {
    throw sigstoreError("sigstore-unavailable", {}, `Fulcio issued an unreadable certificate: ${reasonOf(cause)}`, {
      cause
    });
  }
}

// packages/sigstore/key-session.ts
import { createPublicKey } from "node:crypto";

// packages/sigstore/private-key.ts
import { createPrivateKey } from "node:crypto";

// packages/sigstore/cosign-key.ts
import { scrypt } from "node:crypto";
var COSTS = [2 ** 15, 2 ** 16, 2 ** 17];
var BLOCK_SIZE = 8;
var KEY_BYTES = 32;
var memoryOf = (cost) => 128 * cost * BLOCK_SIZE + 1024 * 1024;
var TEXT_LIMIT = 64 * 1024;
var base64 = string().check(_regex(/^[A-Za-z0-9+/]+={0,2}$/));
var encryptedKey = object({
  kdf: object({
    name: literal("scrypt"),
    params: object({ N: literal(COSTS), r: literal(BLOCK_SIZE), p: literal(1) }),
    salt: base64
  }),
  cipher: object({ name: literal("nacl/secretbox"), nonce: base64.check(_length(32)) }),
  ciphertext: base64
});
async function decryptCosignKey(text, password) {
  try {
    const { kdf, cipher, ciphertext } = encryptedKey.parse(parseJson(text, { maxBytes: TEXT_LIMIT, maxDepth: 5 }));
    const key = await derive(password, Buffer.from(kdf.salt, "base64"), kdf.params.N);
    const { xsalsa20poly1305 } = await import("./salsa-U6R2MSIT.js");
    return xsalsa20poly1305(key, Buffer.from(cipher.nonce, "base64")).decrypt(Buffer.from(ciphertext, "base64"));
  } catch {
    return void 0;
  }
}
function derive(password, salt, cost) {
  const options = { N: cost, r: BLOCK_SIZE, p: 1, maxmem: memoryOf(cost) };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

// packages/sigstore/private-key.ts
var BLOCK = /-----BEGIN ([A-Z0-9 ]{1,50})-----([^-]{1,65536})-----END \1-----/g;
var FORMS = {
  "PRIVATE KEY": "plain",
  "EC PRIVATE KEY": "plain",
  "RSA PRIVATE KEY": "plain",
  "ENCRYPTED PRIVATE KEY": "encrypted",
  "ENCRYPTED SIGSTORE PRIVATE KEY": "cosign",
  "ENCRYPTED COSIGN PRIVATE KEY": "cosign"
};
async function readPrivateKey({ pem: pem3, password }) {
  const { text, form, body } = onlyBlock(pem3);
  if (form === "plain") return parsed(() => createPrivateKey(text), "key-invalid");
  if (form === "encrypted") {
    return parsed(() => createPrivateKey({ key: text, passphrase: password ?? "" }), "key-password-wrong", password);
  }
  const der = await decryptCosignKey(Buffer.from(body, "base64"), password ?? "");
  if (der === void 0) throw refusal("key-password-wrong", password);
  return parsed(() => createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" }), "key-invalid");
}
function onlyBlock(pem3) {
  const blocks = [...pem3.matchAll(BLOCK)].flatMap(([text, label = "", body = ""]) => {
    const form = FORMS[label];
    return form === void 0 ? [] : [{ text, form, body }];
  });
  const [block] = blocks;
  if (block === void 0 || blocks.length !== 1) throw refusal("key-invalid");
  return block;
}
function parsed(read, code, password) {
  try {
    return read();
  } catch {
    throw refusal(code, password);
  }
}
function refusal(code, password) {
  if (code === "key-invalid") return sigstoreError(code, {}, "the key is not one private key in a known PEM form");
  const given = password === void 0 || password === "" ? "no password was given" : "the password does not open it";
  return sigstoreError(code, {}, `the key is encrypted, and ${given}`);
}

// packages/sigstore/key-session.ts
function keySessions(text) {
  let session;
  return () => session ??= openSession2(text);
}
async function openSession2(text) {
  const privateKey = await readPrivateKey(text);
  const publicKey = createPublicKey(privateKey);
  const verifier = publicKey.export({ format: "pem", type: "spki" }).toString();
  const keyId = digestOf(publicKey.export({ format: "der", type: "spki" }));
  const key = signingKeyOf(privateKey);
  const { algorithm } = key;
  return { key, verifier, identity: { kind: "key", keyId, publicKey: verifier, algorithm } };
}

// packages/sigstore/logged-before.ts
async function onceAgainWhenLogged(deed) {
  try {
    return await deed();
  } catch (error) {
    if (!isPromoError(error) || error.code !== "log-entry-lost") throw error;
    return deed();
  }
}

// packages/sigstore/rekor.ts
var ENTRIES = "api/v1/log/entries";
var UUID = /\/([0-9a-f]{16})?([0-9a-f]{64})$/;
function rekorWitness(rekor, ports) {
  return {
    testify: async (content, session) => {
      const proposed = proposeEntry(content, session);
      const entry = await createEntry(rekor, proposed, ports);
      if (!isEntryOf(entry, proposed)) {
        throw sigstoreError(
          "log-answer-invalid",
          { log: rekor.host },
          "the log answered with an entry of other content"
        );
      }
      return { tlogEntries: [bundledEntry(entry, proposed)] };
    }
  };
}
async function createEntry(rekor, proposed, ports) {
  const request = {
    method: "POST",
    url: under(rekor, ENTRIES),
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(proposed.request)
  };
  const response = await ask(ports, request);
  if (response.status === 409) return existingEntry(rekor, response.headers.get("location") ?? "", ports);
  if (response.status !== 201 && response.status !== 200) throw unexpected(request, response);
  return entryOf(rekor, jsonOf(request, response));
}
async function existingEntry(rekor, location, ports) {
  const uuid = UUID.exec(location)?.[0];
  if (uuid === void 0) {
    throw sigstoreError(
      "log-answer-invalid",
      { log: rekor.host },
      "the log reports a conflict without naming the entry"
    );
  }
  const request = {
    method: "GET",
    url: under(rekor, `${ENTRIES}${uuid}`),
    headers: { accept: "application/json" }
  };
  const response = await ask(ports, request);
  if (response.status !== 200) throw unexpected(request, response);
  return entryOf(rekor, jsonOf(request, response));
}
function entryOf(rekor, answer) {
  const entry = readLoggedEntry(answer);
  if (entry !== void 0) return entry;
  throw sigstoreError(
    "log-answer-invalid",
    { log: rekor.host },
    "the log answered with something that is not one entry"
  );
}

// packages/sigstore/tile-entry.ts
var import_core2 = __toESM(require_dist3(), 1);
var import_protobuf_specs = __toESM(require_dist(), 1);

// packages/sigstore/witness.ts
async function gatherTestimony(witnesses, content, session) {
  const all = await Promise.all(witnesses.map((witness) => witness.testify(content, session)));
  return {
    tlogEntries: all.flatMap(({ tlogEntries = [] }) => tlogEntries),
    rfc3161Timestamps: all.flatMap(({ rfc3161Timestamps = [] }) => rfc3161Timestamps)
  };
}
function signatureOf(content) {
  if (content.$case === "messageSignature") return content.messageSignature.signature;
  return content.dsseEnvelope.signatures[0]?.sig ?? Buffer.alloc(0);
}

// packages/sigstore/tile-entry.ts
var base642 = string().check(_regex(/^[A-Za-z0-9+/]+={0,2}$/));
var index = union([string().check(_regex(/^[0-9]{1,18}$/)), int().check(_nonnegative())]);
var answerShape2 = object({
  // A first entry has the index 0, which protobuf's JSON may leave out.
  logIndex: _default(index, "0"),
  logId: object({ keyId: base642 }),
  kindVersion: object({ kind: literal("hashedrekord"), version: literal("0.0.2") }),
  inclusionProof: object({
    logIndex: _default(index, "0"),
    rootHash: base642,
    treeSize: index,
    hashes: _default(array(base642).check(_maxLength(64)), []),
    checkpoint: object({ envelope: string().check(_minLength(1)) })
  }),
  canonicalizedBody: base642
});
function readTileEntry(answer) {
  const parsed2 = answerShape2.safeParse(answer);
  if (!parsed2.success) return void 0;
  const { logId, kindVersion, canonicalizedBody, inclusionProof } = parsed2.data;
  const proof = {
    ...inclusionProof,
    logIndex: String(inclusionProof.logIndex),
    treeSize: String(inclusionProof.treeSize)
  };
  const entry = { logIndex: String(parsed2.data.logIndex), logId, kindVersion, canonicalizedBody };
  const { inclusionPromise: _, ...read } = import_protobuf_specs.TransparencyLogEntry.fromJSON({ ...entry, integratedTime: "0", inclusionProof: proof });
  return { ...read, inclusionPromise: void 0 };
}
var HASH_NAMES = { sha256: "SHA2_256", sha384: "SHA2_384", sha512: "SHA2_512" };
function proposeTileEntry(content, session) {
  const { key, identity } = session;
  const rawBytes = import_core2.pem.toDER(session.verifier).toString("base64");
  const verifier = {
    keyDetails: key.algorithm.details,
    ...identity.kind === "certificate" ? { x509Certificate: { rawBytes } } : { publicKey: { rawBytes } }
  };
  const signature = { content: signatureOf(content).toString("base64"), verifier };
  const digest = digestOf2(content, session).toString("base64");
  const hashedRekordV002 = { data: { algorithm: HASH_NAMES[hashOf(key.algorithm)], digest }, signature };
  return {
    request: { hashedRekordRequestV002: { digest, signature } },
    stored: { apiVersion: "0.0.2", kind: "hashedrekord", spec: { hashedRekordV002 } }
  };
}
function digestOf2(content, { key }) {
  if (content.$case === "messageSignature") return content.messageSignature.messageDigest.digest;
  const { payloadType, payload } = content.dsseEnvelope;
  return key.digest(import_core2.dsse.preAuthEncoding(payloadType, payload));
}
function isTileEntryOf(entry, proposed) {
  try {
    return sameJson(parseJson(entry.canonicalizedBody), proposed.stored);
  } catch {
    return false;
  }
}

// packages/sigstore/rekor-tiles.ts
function rekorTilesWitness(log, ports) {
  return {
    testify: async (content, session) => {
      const proposed = proposeTileEntry(content, session);
      const entry = await createEntry2(log, proposed.request, ports);
      if (isTileEntryOf(entry, proposed)) return { tlogEntries: [entry] };
      throw sigstoreError("log-answer-invalid", { log: log.host }, "the log answered with an entry of other content");
    }
  };
}
async function createEntry2(log, proposed, ports) {
  const request = {
    method: "POST",
    url: under(log, "api/v2/log/entries"),
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(proposed)
  };
  const response = await ask(ports, request);
  if (response.status === 409) {
    throw sigstoreError(
      "log-entry-lost",
      { log: log.host },
      `${log.host} holds this entry already and does not give it`
    );
  }
  if (response.status !== 201 && response.status !== 200) throw unexpected(request, response);
  const entry = readTileEntry(jsonOf(request, response));
  if (entry !== void 0) return entry;
  throw sigstoreError("log-answer-invalid", { log: log.host }, "the log answered with something that is not an entry");
}

// packages/sigstore/timestamp.ts
var import_core3 = __toESM(require_dist3(), 1);
import { createHash as createHash2 } from "node:crypto";
function timestampWitness(authority, ports) {
  return {
    testify: async (content) => {
      const signature = signatureOf(content);
      const token = await requestTimestamp(authority, signature, ports);
      assertOver(token, signature, authority);
      return { rfc3161Timestamps: [{ signedTimestamp: token }] };
    }
  };
}
async function requestTimestamp(authority, signature, ports) {
  const request = {
    method: "POST",
    url: authority.pathname === "/" ? under(authority, "api/v1/timestamp") : authority,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      artifactHash: createHash2("sha256").update(signature).digest("base64"),
      hashAlgorithm: "sha256"
    })
  };
  const response = await ask(ports, request);
  if (response.status !== 201 && response.status !== 200) throw unexpected(request, response);
  return Buffer.from(response.body);
}
function assertOver(token, signature, authority) {
  try {
    import_core3.RFC3161Timestamp.parse(Buffer.from(token)).tstInfo.verify(signature);
  } catch (cause) {
    const message = `the timestamp authority answered without a timestamp of the signature: ${reasonOf(cause)}`;
    throw sigstoreError("sigstore-unavailable", { service: authority.host }, message, { cause });
  }
}

// packages/sigstore/signer.ts
function createKeylessSigner(ports) {
  return signerOver(keylessSessions(ports), ports);
}
function createKeySigner(ports) {
  return signerOver(keySessions(ports.key), ports);
}
function signerOver(session, ports) {
  const { instance } = ports;
  const witnesses = witnessesOf(ports);
  const writesLegacy = instance.logs.length > 0 && instance.logVersion === 1;
  return {
    writesLegacy,
    isLogged: instance.logs.length > 0,
    signStatement: async (statement) => {
      const { predicateType } = readStatement(statement);
      const bundle = await onceAgainWhenLogged(async () => signEnvelope(statement, await session(), witnesses));
      return {
        bundle: Buffer.from(JSON.stringify((0, import_bundle.bundleToJSON)(bundle))),
        legacy: () => legacyLayer(bundle, predicateType),
        predicateType,
        logIndex: logIndexOf(bundle)
      };
    },
    signPayload: async (payload) => {
      if (!writesLegacy) throw legacyUnsupported();
      return signLayer(payload, await session(), witnesses);
    },
    identity: async () => (await session()).identity
  };
}
function witnessesOf(ports) {
  const { logs, logVersion, timestamps } = ports.instance;
  const logWitness = logVersion === 2 ? rekorTilesWitness : rekorWitness;
  return [
    ...logs.map((log) => logWitness(log, ports)),
    ...timestamps.map((authority) => timestampWitness(authority, ports))
  ];
}
async function signEnvelope(statement, session, witnesses) {
  const artifact = Buffer.from(statement);
  const signature = session.key.sign(import_core4.dsse.preAuthEncoding(IN_TOTO_PAYLOAD, artifact));
  const bundle = (0, import_bundle.toDSSEBundle)({
    artifact,
    artifactType: IN_TOTO_PAYLOAD,
    signature,
    certificateChain: false,
    ...session.identity.kind === "key" ? { keyHint: hintOf(session.identity.keyId) } : { certificate: import_core4.pem.toDER(session.verifier) }
  });
  for (const each of bundle.content.dsseEnvelope.signatures) each.keyid = "";
  return witnessed(bundle, session, witnesses);
}
function hintOf(keyId) {
  return Buffer.from(hexOf(keyId), "hex").toString("base64");
}
async function witnessed(bundle, session, witnesses) {
  const { tlogEntries, rfc3161Timestamps } = await gatherTestimony(witnesses, bundle.content, session);
  bundle.verificationMaterial.tlogEntries = [...tlogEntries];
  bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [...rfc3161Timestamps] };
  return bundle;
}
var MESSAGE_HASHES = {
  sha256: import_protobuf_specs2.HashAlgorithm.SHA2_256,
  sha384: import_protobuf_specs2.HashAlgorithm.SHA2_384,
  sha512: import_protobuf_specs2.HashAlgorithm.SHA2_512
};
async function signLayer(payload, session, witnesses) {
  const { key } = session;
  const signature = key.sign(payload);
  const messageDigest = { algorithm: MESSAGE_HASHES[hashOf(key.algorithm)], digest: key.digest(payload) };
  const content = { $case: "messageSignature", messageSignature: { messageDigest, signature } };
  const testimony = await gatherTestimony(witnesses, content, session);
  const certificate = session.identity.kind === "certificate" ? session.verifier : void 0;
  const material = legacyMaterial(testimony, certificate);
  if (material === void 0) throw legacyUnsupported();
  const annotations = { [LEGACY_ANNOTATIONS.signature]: signature.toString("base64"), ...material };
  return { layer: { payload, annotations }, logIndex: testimony.tlogEntries[0]?.logIndex ?? "" };
}
function logIndexOf(bundle) {
  return bundle.verificationMaterial.tlogEntries[0]?.logIndex ?? "";
}
function legacyUnsupported() {
  return sigstoreError("legacy-unsupported", {}, "a legacy signature needs a Rekor v1 log, and the instance has none");
}

// packages/sigstore/legacy.ts
var import_bundle2 = __toESM(require_dist2(), 1);
import { createHash as createHash3 } from "node:crypto";
var logged = object({
  SignedEntryTimestamp: string(),
  Payload: object({
    body: string(),
    integratedTime: int(),
    logIndex: int(),
    logID: string().check(_regex(/^[0-9a-f]{64}$/))
  })
});
var timestamped = object({ SignedRFC3161Timestamp: string() });
var loggedBody = object({
  kind: string(),
  apiVersion: string(),
  spec: optional(object({ envelopeHash: optional(object({ value: string() })) }))
});
var simpleSigning = object({
  critical: object({
    image: object({ "docker-manifest-digest": string() }),
    type: literal("cosign container image signature")
  }),
  optional: optional(unknown())
});
var ANNOTATION_LIMIT = 256 * 1024;
function readLegacyEnvelope(layer) {
  return reading("legacy attestation", () => {
    const material = materialOf(layer.annotations);
    const envelope = parseJson(layer.payload, { maxBytes: BUNDLE_LIMIT, maxDepth: 20 });
    const hash = material.body?.spec?.envelopeHash?.value;
    if (material.body?.kind === "dsse" && hash !== sha256(layer.payload).toString("hex")) {
      throw malformed("the envelope is not the one that was logged");
    }
    return readDsse((0, import_bundle2.bundleFromJSON)({ ...material.parts, dsseEnvelope: envelope }));
  });
}
function readLegacySignature(layer) {
  return reading("legacy signature", () => {
    const { parts } = materialOf(layer.annotations);
    const payload = simpleSigning.parse(parseJson(layer.payload, { maxBytes: ANNOTATION_LIMIT, maxDepth: 10 }));
    const digest = payload.critical.image["docker-manifest-digest"];
    if (!isDigest(digest)) throw malformed("it names no sha256 digest");
    const signature = annotation(layer.annotations, LEGACY_ANNOTATIONS.signature);
    const messageDigest = { algorithm: "SHA2_256", digest: sha256(layer.payload).toString("base64") };
    const bundle = (0, import_bundle2.bundleFromJSON)({ ...parts, messageSignature: { messageDigest, signature } });
    assertMaterial(bundle);
    return { bundle, digest, annotations: payload.optional ?? null };
  });
}
function reading(what, read) {
  try {
    return read();
  } catch (cause) {
    throw sigstoreError("bundle-invalid", {}, `the ${what} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}
function materialOf(annotations) {
  const entry = entryOf2(annotations);
  const parts = {
    mediaType: import_bundle2.BUNDLE_V01_MEDIA_TYPE,
    verificationMaterial: {
      ...signerOf(annotations),
      tlogEntries: entry === void 0 ? [] : [entry.logged],
      timestampVerificationData: { rfc3161Timestamps: timestampsOf(annotations) }
    }
  };
  return { parts, body: entry?.body };
}
function signerOf(annotations) {
  if (isAbsent(annotations, LEGACY_ANNOTATIONS.certificate)) return { publicKey: { hint: "" } };
  const certificate = derOf(annotation(annotations, LEGACY_ANNOTATIONS.certificate));
  return { x509CertificateChain: { certificates: [{ rawBytes: certificate.toString("base64") }] } };
}
function entryOf2(annotations) {
  if (isAbsent(annotations, LEGACY_ANNOTATIONS.bundle)) return void 0;
  const { SignedEntryTimestamp, Payload } = logged.parse(parseJson(annotation(annotations, LEGACY_ANNOTATIONS.bundle)));
  const body = loggedBody.parse(parseJson(Buffer.from(Payload.body, "base64")));
  const entry = {
    logIndex: String(Payload.logIndex),
    logId: { keyId: Buffer.from(Payload.logID, "hex").toString("base64") },
    kindVersion: { kind: body.kind, version: body.apiVersion },
    integratedTime: String(Payload.integratedTime),
    inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
    canonicalizedBody: Payload.body
  };
  return { logged: entry, body };
}
function timestampsOf(annotations) {
  const isAttestation = isAbsent(annotations, LEGACY_ANNOTATIONS.signature);
  if (isAttestation || isAbsent(annotations, LEGACY_ANNOTATIONS.timestamp)) return [];
  const text = annotation(annotations, LEGACY_ANNOTATIONS.timestamp);
  const { SignedRFC3161Timestamp } = timestamped.parse(parseJson(text, { maxBytes: ANNOTATION_LIMIT }));
  return [{ signedTimestamp: SignedRFC3161Timestamp }];
}
function isAbsent(annotations, name) {
  return (annotations[name] ?? "") === "";
}
function annotation(annotations, name) {
  const text = annotations[name];
  if (text === void 0 || text.length > ANNOTATION_LIMIT)
    throw malformed(`its annotation ${name} is missing or too large`);
  return text;
}
function sha256(bytes2) {
  return createHash3("sha256").update(bytes2).digest();
}

// packages/sigstore/memory.ts
var ENTRY_LIMIT = 500;
var BYTES_LIMIT = 8 * 1024 * 1024;
function createMemory() {
  const kept = /* @__PURE__ */ new Map();
  let bytes2 = 0;
  const forgetOldest = () => {
    for (const [key, { size }] of kept) {
      kept.delete(key);
      bytes2 -= size;
      return;
    }
  };
  return (key, size, verify2) => {
    const known = kept.get(key);
    if (known !== void 0) return known.result;
    const result = verify2();
    if (size > BYTES_LIMIT) return result;
    while (kept.size >= ENTRY_LIMIT || bytes2 + size > BYTES_LIMIT) forgetOldest();
    kept.set(key, { result, size });
    bytes2 += size;
    return result;
  };
}

// packages/sigstore/signature-check.ts
import { verify } from "node:crypto";
function signatureHashes({
  asymmetricKeyType,
  asymmetricKeyDetails
}) {
  if (asymmetricKeyType === "ed25519") return [];
  if (asymmetricKeyType === "rsa") return ["sha256"];
  return asymmetricKeyType === "ec" ? CURVE_HASHES[asymmetricKeyDetails?.namedCurve ?? ""] : void 0;
}
var CURVE_HASHES = {
  prime256v1: ["sha256"],
  secp384r1: ["sha384", "sha256"],
  secp521r1: ["sha512", "sha256"]
};
function isSignatureOf(key, signature, message) {
  const hashes = signatureHashes(key);
  if (hashes === void 0) return false;
  const algorithms = hashes.length === 0 ? [null] : hashes;
  return algorithms.some((algorithm) => verifies(algorithm, key, signature, message));
}
function verifies(algorithm, key, signature, message) {
  try {
    return verify(algorithm, message, key, signature);
  } catch {
    return false;
  }
}

// packages/sigstore/signed-content.ts
var import_core5 = __toESM(require_dist3(), 1);
import { createHash as createHash4, timingSafeEqual } from "node:crypto";
function envelopeContent({ bundle: { content } }) {
  const { payload, payloadType, signatures } = content.dsseEnvelope;
  const signature = signatures[0]?.sig ?? Buffer.alloc(0);
  const signed = import_core5.dsse.preAuthEncoding(payloadType, payload);
  return {
    signature,
    compareSignature: (other) => isEqual(other, signature),
    compareDigest: (digest) => isDigestOf(digest, payload),
    compareSignedDigest: (digest) => isDigestOf(digest, signed),
    verifySignature: (key) => isSignatureOf(key, signature, signed)
  };
}
function messageContent({ content }, isSignedBy) {
  const message = content.$case === "messageSignature" ? content.messageSignature : void 0;
  const signature = message?.signature ?? Buffer.alloc(0);
  const isDigest2 = (other) => isEqual(other, message?.messageDigest.digest ?? Buffer.alloc(0));
  return {
    signature,
    compareSignature: (other) => isEqual(other, signature),
    compareDigest: isDigest2,
    compareSignedDigest: isDigest2,
    verifySignature: (key) => isSignedBy(key, signature)
  };
}
var HASHES = { 32: "sha256", 48: "sha384", 64: "sha512" };
function isDigestOf(digest, bytes2) {
  const hash = HASHES[digest.byteLength];
  return hash !== void 0 && isEqual(createHash4(hash).update(bytes2).digest(), digest);
}
function isEqual(a, b) {
  return a.byteLength > 0 && a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

// packages/sigstore/trusted-root.ts
var import_protobuf_specs3 = __toESM(require_dist(), 1);
var import_verify = __toESM(require_dist4(), 1);

// packages/sigstore/encode-once.ts
function encodeOnce(certificate) {
  const { root } = certificate;
  for (const object2 of [root, ...root.subs.slice(0, 1)]) {
    const der = object2.toDER();
    object2.toDER = () => der;
  }
}

// packages/sigstore/trusted-root.ts
var ROOT_LIMIT = 1024 * 1024;
var MEDIA_TYPES = [
  "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
  "application/vnd.dev.sigstore.trustedroot.v0.2+json"
];
function readTrustMaterial(text) {
  try {
    const value = parseJson(text, { maxBytes: ROOT_LIMIT });
    const root = import_protobuf_specs3.TrustedRoot.fromJSON(value);
    assertShape(value);
    assertRoot(root);
    const material = (0, import_verify.toTrustMaterial)(root);
    for (const { certChain } of [...material.certificateAuthorities, ...material.timestampAuthorities])
      certChain.forEach(encodeOnce);
    return material;
  } catch (cause) {
    throw sigstoreError("trusted-root-invalid", {}, `the trusted root cannot be used: ${reasonOf(cause)}`, { cause });
  }
}
function assertRoot({ mediaType, certificateAuthorities, timestampAuthorities, tlogs, ctlogs }) {
  if (!MEDIA_TYPES.includes(mediaType)) throw malformed(`its media type is ${JSON.stringify(mediaType)}`);
  if (tlogs.length + timestampAuthorities.length === 0)
    throw malformed("it names neither a log nor a timestamp authority");
  [...tlogs, ...ctlogs].forEach(assertLog);
  [...certificateAuthorities, ...timestampAuthorities].forEach(assertAuthority);
}
function assertLog({ hashAlgorithm, publicKey }) {
  if (hashAlgorithm !== import_protobuf_specs3.HashAlgorithm.SHA2_256) throw malformed("a log hashes with another function than SHA-256");
  if (publicKey?.validFor?.start === void 0) throw malformed("the validity of a log key has no start");
}
function assertAuthority({ validFor, certChain }) {
  if (validFor !== void 0 && validFor.start === void 0)
    throw malformed("the validity of an authority has no start");
  if ((certChain?.certificates ?? []).length === 0) throw malformed("an authority has no certificate");
}

// packages/sigstore/verification.ts
var import_verify3 = __toESM(require_dist4(), 1);

// packages/sigstore/logged-signer.ts
import { createPublicKey as createPublicKey2 } from "node:crypto";
var dsseBody = object({
  spec: object({ signatures: tuple([object({ verifier: string() })]) })
});
var intotoBody = object({
  spec: object({
    content: object({ envelope: object({ signatures: tuple([object({ publicKey: string() })]) }) })
  })
});
var hashedRekordBody = object({
  spec: object({ signature: object({ publicKey: object({ content: string() }) }) })
});
var bytes = object({ rawBytes: string() });
var hashedRekordV2Body = object({
  spec: object({
    hashedRekordV002: object({
      signature: object({
        verifier: object({ x509Certificate: optional(bytes), publicKey: optional(bytes) })
      })
    })
  })
});
var READERS = {
  "dsse/0.0.1": (body) => pemOf2(dsseBody.parse(body).spec.signatures[0].verifier),
  "intoto/0.0.2": (body) => pemOf2(intotoBody.parse(body).spec.content.envelope.signatures[0].publicKey),
  "hashedrekord/0.0.1": (body) => pemOf2(hashedRekordBody.parse(body).spec.signature.publicKey.content),
  "hashedrekord/0.0.2": (body) => {
    const { x509Certificate, publicKey } = hashedRekordV2Body.parse(body).spec.hashedRekordV002.signature.verifier;
    if (x509Certificate === void 0 === (publicKey === void 0)) return void 0;
    const der = Buffer.from(x509Certificate?.rawBytes ?? publicKey?.rawBytes ?? "", "base64");
    return { kind: x509Certificate === void 0 ? "key" : "certificate", der };
  }
};
function namesSigner(entry, signer) {
  const logged2 = READERS[nameOf(entry)]?.(JSON.parse(entry.canonicalizedBody.toString()));
  if (logged2 === void 0) return false;
  const found = typeof logged2 === "string" ? signerIn(logged2) : logged2;
  return found.kind === signer.kind && Buffer.from(found.der).equals(signer.der);
}
function nameOf({ kindVersion }) {
  return `${kindVersion?.kind ?? ""}/${kindVersion?.version ?? ""}`;
}
function signerIn(pem3) {
  if (pem3.includes("-----BEGIN CERTIFICATE-----")) return { kind: "certificate", der: derOf(pem3) };
  return { kind: "key", der: createPublicKey2(pem3).export({ type: "spki", format: "der" }) };
}
function pemOf2(verifier) {
  return Buffer.from(verifier, "base64").toString();
}

// packages/sigstore/log-entry-check.ts
var KINDS = {
  dsseEnvelope: ["dsse/0.0.1", "intoto/0.0.2", "hashedrekord/0.0.2"],
  messageSignature: ["hashedrekord/0.0.1", "hashedrekord/0.0.2"]
};
var REKOR_V2 = "hashedrekord/0.0.2";
function assertLogged(bundle, signer, logs, signedAt) {
  for (const entry of bundle.verificationMaterial.tlogEntries) {
    if (!KINDS[bundle.content.$case].includes(nameOf(entry))) {
      throw malformed(`a log entry of kind ${nameOf(entry)} cannot be about its content`);
    }
    if (!namesSigner(entry, signer)) throw malformed("a log entry is about another certificate or key");
    const log = logs.find(({ logID }) => logID.equals(entry.logId.keyId));
    if (log === void 0) throw malformed("a log entry is of a log that the trusted root does not name");
    assertCheckpoint(entry, log);
    if (entry.inclusionPromise === void 0) assertInUse(log, signedAt);
  }
}
function assertCheckpoint(entry, { baseURL }) {
  const proof = entry.inclusionProof;
  if (proof === void 0) return;
  const [origin, size, root = ""] = (proof.checkpoint?.envelope ?? "").split("\n");
  if (size !== proof.treeSize || !Buffer.from(root, "base64").equals(proof.rootHash)) {
    throw malformed("its inclusion proof is for another checkpoint");
  }
  if (nameOf(entry) === REKOR_V2 && origin !== hostOf(baseURL)) {
    throw malformed("the checkpoint is of a log with another name");
  }
}
function namedLogs(bundle, logs) {
  const entries = bundle.verificationMaterial.tlogEntries.filter((entry) => nameOf(entry) !== REKOR_V2);
  return logs.map((log) => {
    const own = entries.filter(({ logId }) => logId !== void 0 && log.logID.equals(logId.keyId));
    if (own.length === 0) return log;
    return { ...log, baseURL: own.map(({ inclusionProof }) => inclusionProof?.checkpoint?.envelope ?? "").join("\n") };
  });
}
function hostOf(baseUrl) {
  return URL.canParse(baseUrl) ? new URL(baseUrl).hostname : void 0;
}
function assertInUse({ validFor }, signedAt) {
  const { start, end } = validFor;
  const holds = signedAt === void 0 ? end.getTime() >= END_OF_TIME : start <= signedAt && signedAt <= end;
  if (!holds) throw malformed("the key of the log was not in use at the time of the signature");
}
var END_OF_TIME = 864e13;

// packages/sigstore/sound-times.ts
var import_verify2 = __toESM(require_dist4(), 1);
function soundTimes(verifier, entity) {
  const tokens = entity.timestamps.filter(isToken);
  if (tokens.length < 2) return entity.timestamps;
  const sound = tokens.filter((token) => vouches(verifier, { ...entity, timestamps: [token] }));
  if (sound.length === 0) return entity.timestamps;
  const kept = sound.filter((token, index2) => !sound.slice(0, index2).some((before) => saysTheSame(before, token)));
  return entity.timestamps.filter((time2) => !isToken(time2) || kept.includes(time2));
}
function isToken(time2) {
  return time2.$case === "timestamp-authority";
}
function vouches(verifier, entity) {
  try {
    verifier.verify(entity);
    return true;
  } catch (error) {
    return !(error instanceof import_verify2.VerificationError && error.code === "TIMESTAMP_ERROR");
  }
}
function saysTheSame({ timestamp: a }, { timestamp: b }) {
  return a.signerSerialNumber.equals(b.signerSerialNumber) && a.signingTime.getTime() === b.signingTime.getTime() && !a.root.toDER().equals(b.root.toDER());
}

// packages/sigstore/verification.ts
function verifyCertified(material, bundle, content) {
  const der = certificateOf(bundle);
  const { entity, leaf } = readEntity(bundle);
  if (der === void 0 || leaf === void 0) throw keyNeeded();
  return judging(() => {
    encodeOnce(leaf);
    const times = verifiedTimes(certificateVerifier(namingLogs(material, bundle)), { ...entity, signature: content });
    if (!isCodeSigning(leaf)) throw malformed("the certificate is not for signing code");
    const signedAt = earliest(times);
    if (signedAt === void 0) throw malformed("nothing vouches for the time of the signature");
    assertLogged(bundle, { kind: "certificate", der }, material.tlogs, signedAt);
    return { signer: { kind: "certificate", claims: readClaims(leaf) }, signedAt, logIndex: logIndexOf2(bundle) };
  });
}
function verifyKeyed(material, bundle, content, accepted) {
  const { entity } = readEntity(bundle);
  if (entity.key.$case !== "public-key") throw malformed("it is signed with a certificate, not a key");
  const own = accepted.keys.find(({ key }) => content.verifySignature(key));
  if (own === void 0) throw otherKey(accepted.keys);
  return judging(() => {
    const verifier = keyVerifier(namingLogs(material, bundle), own, accepted.unlogged === true);
    const signedAt = earliest(verifiedTimes(verifier, { ...entity, signature: content }));
    const der = own.key.export({ type: "spki", format: "der" });
    assertLogged(bundle, { kind: "key", der }, material.tlogs, signedAt);
    return { signer: { kind: "key", keyId: own.keyId }, signedAt, logIndex: logIndexOf2(bundle) };
  });
}
function verifySigned(material, bundle, content, accepted) {
  return accepted === void 0 || certificateOf(bundle) !== void 0 ? verifyCertified(material, bundle, content) : verifyKeyed(material, bundle, content, accepted);
}
function namingLogs(material, bundle) {
  return { ...material, tlogs: namedLogs(bundle, material.tlogs) };
}
function certificateVerifier(material) {
  return new import_verify3.Verifier(material, {
    tlogThreshold: material.tlogs.length > 0 ? 1 : 0,
    ctlogThreshold: material.ctlogs.length > 0 ? 1 : 0,
    timestampThreshold: 1
  });
}
function keyVerifier(material, { key }, unlogged) {
  return new import_verify3.Verifier(
    { ...material, publicKey: () => ({ publicKey: key, validFor: () => true }) },
    { tlogThreshold: material.tlogs.length > 0 && !unlogged ? 1 : 0, ctlogThreshold: 0, timestampThreshold: 0 }
  );
}
function judging(judge) {
  try {
    return judge();
  } catch (cause) {
    throw sigstoreError("signature-invalid", {}, `the signature does not verify: ${reasonOf(cause)}`, { cause });
  }
}
function readEntity(bundle) {
  try {
    const entity = (0, import_verify3.toSignedEntity)(bundle);
    return { entity, leaf: entity.key.$case === "certificate" ? entity.key.certificate : void 0 };
  } catch (cause) {
    throw sigstoreError("bundle-invalid", {}, `the bundle cannot be read: ${reasonOf(cause)}`, { cause });
  }
}
function verifiedTimes(verifier, entity) {
  const timestamps = soundTimes(verifier, entity);
  verifier.verify({ ...entity, timestamps });
  return timestamps.flatMap((time2) => {
    if (time2.$case === "timestamp-authority") return [time2.timestamp.signingTime];
    const { inclusionPromise, integratedTime } = time2.tlogEntry;
    return inclusionPromise === void 0 ? [] : [new Date(Number(integratedTime) * 1e3)];
  });
}
function earliest(times) {
  return times.length === 0 ? void 0 : new Date(Math.min(...times.map((time2) => time2.getTime())));
}
function logIndexOf2(bundle) {
  return bundle.verificationMaterial.tlogEntries[0]?.logIndex ?? "";
}
function keyNeeded() {
  return sigstoreError("signature-invalid", {}, "it is signed with a key, and no key is given to verify it with", {
    remedy: "Give the public key (`--key`, or `trust.keys` in promo.yaml), or sign with a certificate."
  });
}
function otherKey(keys) {
  const wanted = keys.map(({ keyId }) => keyId);
  return sigstoreError("signature-invalid", { wanted }, "it is signed with none of the keys that are accepted");
}

// packages/sigstore/trust.ts
function readTrustedRoot(text) {
  return new RootedTrust(readTrustMaterial(text));
}
var RootedTrust = class {
  #material;
  #statements = createMemory();
  #signatures = createMemory();
  constructor(material) {
    this.#material = material;
  }
  verifyBundle(bytes2, keys) {
    return this.#statements(
      `bundle ${digestOf(bytes2)} ${nameOfKeys(keys)}`,
      bytes2.byteLength,
      () => verifyStatement(this.#material, readBundle(bytes2), keys)
    );
  }
  verifyLegacyEnvelope(layer, keys) {
    return this.#statements(
      `layer ${nameOfLayer(layer)} ${nameOfKeys(keys)}`,
      layer.payload.byteLength,
      () => verifyStatement(this.#material, readLegacyEnvelope(layer), keys)
    );
  }
  verifyLegacySignature(layer, keys) {
    return this.#signatures(
      `${nameOfLayer(layer)} ${nameOfKeys(keys)}`,
      layer.payload.byteLength,
      () => verifyImageSignature(this.#material, layer, keys)
    );
  }
};
function verifyStatement(material, read, keys) {
  return { ...readStatement(read.payload), ...verifySigned(material, read.bundle, envelopeContent(read), keys) };
}
function verifyImageSignature(material, layer, keys) {
  const { bundle, digest, annotations } = readLegacySignature(layer);
  const content = messageContent(bundle, (key, signature) => isSignatureOf(key, signature, layer.payload));
  return { digest, annotations, ...verifySigned(material, bundle, content, keys) };
}
function nameOfLayer({ payload, annotations }) {
  return `${digestOf(payload)} ${digestOf(JSON.stringify(annotations))}`;
}
function nameOfKeys(accepted) {
  if (accepted === void 0) return "";
  return `${String(accepted.unlogged === true)} ${accepted.keys.map(({ keyId }) => keyId).join(" ")}`;
}

// packages/sigstore/public-good.ts
var MIRROR = "https://tuf-repo-cdn.sigstore.dev";
var TARGET = "trusted_root.json";
async function publicGoodTrust(options) {
  try {
    return readTrustedRoot(options.offline === true ? await embeddedRoot() : await currentRoot(options));
  } catch (cause) {
    const message = `the public trusted root is not to be had: ${reasonOf(cause)}`;
    throw sigstoreError("trusted-root-unavailable", {}, message, { cause });
  }
}
async function currentRoot({ cachePath, http }) {
  const { fetchTarget } = await import("./tuf-client-7KPAOHPC.js");
  return fetchTarget({ mirrorURL: MIRROR, cachePath, name: TARGET }, http);
}
async function embeddedRoot() {
  const { default: seeds } = await import("./seeds-KWAJFJDZ.js");
  return Buffer.from(seeds[MIRROR].targets[TARGET], "base64").toString();
}

// packages/sigstore/service-selection.ts
var SERVICE_LIMIT = 8;
function selectServices(kind, services2, selection2, { versions, at }) {
  if (services2.length === 0) return [];
  if (selection2 === void 0) throw invalid(kind, `the signing config does not say which ${kind} to use`);
  const valid = services2.filter((each) => isValid(each, at));
  if (valid.length === 0) throw invalid(kind, `no ${kind} of the signing config is valid now`);
  const version = versions.find((each) => valid.some(({ majorApiVersion }) => majorApiVersion === each));
  if (version === void 0) throw unsupported(kind, valid);
  const usable = newestOfEach(valid.filter(({ majorApiVersion }) => majorApiVersion === version));
  return pick(kind, usable, selection2);
}
function pick(kind, usable, selection2) {
  const { selector, count: exactly = 1 } = selection2;
  const count = selector === "ALL" ? usable.length : selector === "ANY" ? 1 : exactly;
  if (count > usable.length) {
    throw invalid(
      kind,
      `the signing config asks for ${String(count)} of the kind ${kind}, ${String(usable.length)} are valid`
    );
  }
  if (count <= SERVICE_LIMIT) return usable.slice(0, count);
  const facts = { kind, found: count, limit: SERVICE_LIMIT };
  throw sigstoreError(
    "signing-config-unsupported",
    facts,
    `the signing config asks for ${String(count)} of the kind ${kind}`
  );
}
function newestOfEach(services2) {
  const newestFirst = services2.toSorted((a, b) => startOf(b) - startOf(a));
  return newestFirst.filter(
    ({ operator }, index2) => operator === void 0 || operator === "" || newestFirst.findIndex((each) => each.operator === operator) === index2
  );
}
function isValid(candidate, at) {
  const end = candidate.validFor?.end;
  return startOf(candidate) <= at.getTime() && (end === void 0 || at.getTime() < Date.parse(end));
}
function startOf(candidate) {
  return Date.parse(candidate.validFor?.start ?? "1970-01-01T00:00:00Z");
}
function invalid(kind, why) {
  return sigstoreError("signing-config-invalid", { kind }, why);
}
function unsupported(kind, services2) {
  const found = [...new Set(services2.map(({ majorApiVersion }) => majorApiVersion))];
  const message = `the signing config names a ${kind} with API version ${found.join(", ")} only`;
  return sigstoreError("signing-config-unsupported", { kind, found }, message);
}

// packages/sigstore/signing-config.ts
var time = string().check(refine((text) => !Number.isNaN(Date.parse(text))));
var service = object({
  url: url({ protocol: /^https?$/ }),
  majorApiVersion: int(),
  validFor: optional(object({ start: optional(time), end: optional(time) })),
  operator: optional(string())
});
var services = _default(array(service).check(_maxLength(100)), []);
var selection = _default(object({ selector: optional(string()), count: optional(int()) }), {});
var signingConfig = object({
  mediaType: literal("application/vnd.dev.sigstore.signingconfig.v0.2+json"),
  caUrls: services,
  rekorTlogUrls: services,
  rekorTlogConfig: selection,
  tsaUrls: services,
  tsaConfig: selection
});
var ONE = { selector: "ANY" };
function readSigningConfig(text, at) {
  const config = parseConfig(text);
  const [fulcio] = selectServices("certificate authority", config.caUrls, ONE, { versions: [1], at });
  const logs = selectServices("log", config.rekorTlogUrls, selectionOf(config.rekorTlogConfig), {
    versions: [1, 2],
    at
  });
  const stamps = selectServices("timestamp authority", config.tsaUrls, selectionOf(config.tsaConfig), {
    versions: [1],
    at
  });
  const logVersion = logs[0]?.majorApiVersion === 2 ? 2 : 1;
  assertTimed({ isKeyless: fulcio !== void 0, logs: logs.length, stamps: stamps.length, logVersion });
  return {
    ...fulcio === void 0 ? {} : { fulcio: new URL(fulcio.url) },
    logs: logs.map(urlOf),
    logVersion,
    timestamps: stamps.map(urlOf)
  };
}
function parseConfig(text) {
  try {
    return signingConfig.parse(parseJson(text));
  } catch (cause) {
    throw sigstoreError("signing-config-invalid", {}, `not a signing config: ${reasonOf(cause)}`, { cause });
  }
}
function selectionOf({ selector, count }) {
  if (selector === "ANY" || selector === "ALL") return { selector };
  if (selector === "EXACT" && count !== void 0 && count > 0) return { selector, count };
  if (selector === void 0 || selector === "SERVICE_SELECTOR_UNDEFINED") return void 0;
  throw sigstoreError("signing-config-invalid", { selector, count }, "the signing config has an unknown selector");
}
function assertTimed({ isKeyless, logs, stamps, logVersion }) {
  if (logs > 0 && logVersion === 2 && stamps === 0) {
    throw sigstoreError("signing-config-invalid", {}, "a Rekor v2 log needs a timestamp authority beside it");
  }
  if (isKeyless && logs + stamps === 0) {
    throw sigstoreError(
      "signing-config-invalid",
      {},
      "the signing config has neither a log nor a timestamp authority that is valid now"
    );
  }
}
function urlOf({ url: url2 }) {
  return new URL(url2);
}

// packages/connections/sigstore.ts
function connectSigner(runner, access, options = {}) {
  assertPublicLogAllowed({
    visibility: runner.context.repository.visibility,
    ownInstance: access.signingConfig !== void 0,
    allowed: access.publicLog
  });
  const { key, retryFor = SIGSTORE.totalMs } = options;
  const services2 = {
    http: connectHttp(runner),
    instance: instanceOf(access),
    budget: { ...SIGSTORE, totalMs: retryFor }
  };
  if (key !== void 0) return createKeySigner({ ...services2, key });
  const { identityToken } = access;
  const token = (audience) => identityToken === void 0 ? runner.identityToken(audience) : Promise.resolve(identityToken);
  return createKeylessSigner({ ...services2, token, clock: systemClock });
}
function instanceOf({ signingConfig: signingConfig2 }) {
  return signingConfig2 === void 0 ? PUBLIC_GOOD : readSigningConfig(signingConfig2, systemClock.now());
}
async function connectTrust(runner, access, offline = false) {
  if (access.trustedRoot !== void 0) return readTrustedRoot(access.trustedRoot);
  return publicGoodTrust({ cachePath: join(runner.context.temp, "promo-tuf"), http: connectHttp(runner), offline });
}

export {
  signatureHashes,
  connectSigner,
  connectTrust
};
