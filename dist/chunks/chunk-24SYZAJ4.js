import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  BUNDLE_LIMIT,
  IN_TOTO_PAYLOAD,
  LEGACY_ANNOTATIONS,
  assertCounts,
  bundledEntry,
  certificateOf,
  derOf,
  extensionsOf,
  isCodeSigning,
  isEntryOf,
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
} from "./chunk-UALYIEFP.js";
import {
  lineError
} from "./chunk-XXLMK6K6.js";
import {
  connectHttp
} from "./chunk-IINPSLZS.js";
import {
  systemClock
} from "./chunk-HEW256BD.js";
import {
  require_dist,
  require_envelope,
  require_sigstore_common
} from "./chunk-3S6IDYQ7.js";
import {
  SIGSTORE
} from "./chunk-I5IMM5EW.js";
import {
  _length,
  _maxLength,
  _minLength,
  _regex,
  array,
  int,
  literal,
  object,
  optional,
  string,
  union,
  unknown,
  url
} from "./chunk-4BJTVHOZ.js";
import {
  digestOf,
  isDigest,
  parseJson
} from "./chunk-VNZST3SK.js";
import {
  isPromoError
} from "./chunk-P6ISFHGS.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-DCH3LH7I.js";
var require_oidc=__commonJS({"node_modules/@sigstore/sign/dist/util/oidc.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.extractJWTSubject=extractJWTSubject;var core_1=require_dist3();function extractJWTSubject(jwt){const parts=jwt.split(".",3);const payload=JSON.parse(core_1.encoding.base64Decode(parts[1]));if(payload.email){if(!payload.email_verified){throw new Error("JWT email not verified by issuer")}return payload.email}if(payload.sub){return payload.sub}else{throw new Error("JWT subject not found")}}}});var require_package=__commonJS({"node_modules/@sigstore/sign/package.json"(exports,module){module.exports={name:"@sigstore/sign",version:"5.1.0",description:"Sigstore signing library",main:"dist/index.js",types:"dist/index.d.ts",scripts:{clean:"shx rm -rf dist *.tsbuildinfo",build:"tsc --build",test:"jest"},files:["dist"],author:"bdehamer@github.com",license:"Apache-2.0",repository:{type:"git",url:"git+https://github.com/sigstore/sigstore-js.git"},bugs:{url:"https://github.com/sigstore/sigstore-js/issues"},homepage:"https://github.com/sigstore/sigstore-js/tree/main/packages/sign#readme",publishConfig:{provenance:true},devDependencies:{"@sigstore/jest":"^0.0.0","@sigstore/mock":"^0.13.1","@sigstore/rekor-types":"^5.0.0","@types/make-fetch-happen":"^10.0.4"},dependencies:{"@gar/promise-retry":"^1.0.2","@sigstore/bundle":"^5.0.1","@sigstore/core":"^4.0.0","@sigstore/protobuf-specs":"^0.5.2","make-fetch-happen":"^16.0.1","proc-log":"^7.0.0"},engines:{node:"^22.22.2 || ^24.15.0 || >=26.0.0"}}}});var require_ua=__commonJS({"node_modules/@sigstore/sign/dist/util/ua.js"(exports){"use strict";var __importDefault=exports&&exports.__importDefault||function(mod){return mod&&mod.__esModule?mod:{"default":mod}};Object.defineProperty(exports,"__esModule",{value:true});exports.getUserAgent=void 0;var os_1=__importDefault(__require("os"));var getUserAgent=()=>{const packageVersion=require_package().version;const nodeVersion=process.version;const platformName=os_1.default.platform();const archName=os_1.default.arch();return`sigstore-js/${packageVersion} (Node ${nodeVersion}) (${platformName}/${archName})`};exports.getUserAgent=getUserAgent}});var require_util=__commonJS({"node_modules/@sigstore/sign/dist/util/index.js"(exports){"use strict";var __createBinding=exports&&exports.__createBinding||(Object.create?(function(o,m,k,k2){if(k2===void 0)k2=k;var desc=Object.getOwnPropertyDescriptor(m,k);if(!desc||("get"in desc?!m.__esModule:desc.writable||desc.configurable)){desc={enumerable:true,get:function(){return m[k]}}}Object.defineProperty(o,k2,desc)}):(function(o,m,k,k2){if(k2===void 0)k2=k;o[k2]=m[k]}));var __setModuleDefault=exports&&exports.__setModuleDefault||(Object.create?(function(o,v){Object.defineProperty(o,"default",{enumerable:true,value:v})}):function(o,v){o["default"]=v});var __importStar=exports&&exports.__importStar||(function(){var ownKeys=function(o){ownKeys=Object.getOwnPropertyNames||function(o2){var ar=[];for(var k in o2)if(Object.prototype.hasOwnProperty.call(o2,k))ar[ar.length]=k;return ar};return ownKeys(o)};return function(mod){if(mod&&mod.__esModule)return mod;var result={};if(mod!=null){for(var k=ownKeys(mod),i=0;i<k.length;i++)if(k[i]!=="default")__createBinding(result,mod,k[i])}__setModuleDefault(result,mod);return result}})();Object.defineProperty(exports,"__esModule",{value:true});exports.ua=exports.oidc=exports.pem=exports.json=exports.encoding=exports.dsse=exports.crypto=void 0;var core_1=require_dist3();Object.defineProperty(exports,"crypto",{enumerable:true,get:function(){return core_1.crypto}});Object.defineProperty(exports,"dsse",{enumerable:true,get:function(){return core_1.dsse}});Object.defineProperty(exports,"encoding",{enumerable:true,get:function(){return core_1.encoding}});Object.defineProperty(exports,"json",{enumerable:true,get:function(){return core_1.json}});Object.defineProperty(exports,"pem",{enumerable:true,get:function(){return core_1.pem}});exports.oidc=__importStar(require_oidc());exports.ua=__importStar(require_ua())}});var require_base=__commonJS({"node_modules/@sigstore/sign/dist/bundler/base.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.BaseBundleBuilder=void 0;var BaseBundleBuilder=class{signer;witnesses;constructor(options){this.signer=options.signer;this.witnesses=options.witnesses}async create(artifact){const signature=await this.prepare(artifact).then(blob=>this.signer.sign(blob));const bundle=await this.package(artifact,signature);const verificationMaterials=await Promise.all(this.witnesses.map(witness=>witness.testify(bundle.content,publicKey(signature.key))));const tlogEntryList=[];const timestampList=[];verificationMaterials.forEach(({tlogEntries,rfc3161Timestamps})=>{tlogEntryList.push(...tlogEntries??[]);timestampList.push(...rfc3161Timestamps??[])});bundle.verificationMaterial.tlogEntries=tlogEntryList;bundle.verificationMaterial.timestampVerificationData={rfc3161Timestamps:timestampList};return bundle}async prepare(artifact){return artifact.data}};exports.BaseBundleBuilder=BaseBundleBuilder;function publicKey(key){switch(key.$case){case"publicKey":return key.publicKey;case"x509Certificate":return key.certificate}}}});var require_bundle=__commonJS({"node_modules/@sigstore/sign/dist/bundler/bundle.js"(exports){"use strict";var __createBinding=exports&&exports.__createBinding||(Object.create?(function(o,m,k,k2){if(k2===void 0)k2=k;var desc=Object.getOwnPropertyDescriptor(m,k);if(!desc||("get"in desc?!m.__esModule:desc.writable||desc.configurable)){desc={enumerable:true,get:function(){return m[k]}}}Object.defineProperty(o,k2,desc)}):(function(o,m,k,k2){if(k2===void 0)k2=k;o[k2]=m[k]}));var __setModuleDefault=exports&&exports.__setModuleDefault||(Object.create?(function(o,v){Object.defineProperty(o,"default",{enumerable:true,value:v})}):function(o,v){o["default"]=v});var __importStar=exports&&exports.__importStar||(function(){var ownKeys=function(o){ownKeys=Object.getOwnPropertyNames||function(o2){var ar=[];for(var k in o2)if(Object.prototype.hasOwnProperty.call(o2,k))ar[ar.length]=k;return ar};return ownKeys(o)};return function(mod){if(mod&&mod.__esModule)return mod;var result={};if(mod!=null){for(var k=ownKeys(mod),i=0;i<k.length;i++)if(k[i]!=="default")__createBinding(result,mod,k[i])}__setModuleDefault(result,mod);return result}})();Object.defineProperty(exports,"__esModule",{value:true});exports.toMessageSignatureBundle=toMessageSignatureBundle;exports.toDSSEBundle=toDSSEBundle;var sigstore=__importStar(require_dist2());var util_1=require_util();function toMessageSignatureBundle(artifact,signature){const digest=util_1.crypto.digest("sha256",artifact.data);return sigstore.toMessageSignatureBundle({digest,signature:signature.signature,certificate:signature.key.$case==="x509Certificate"?util_1.pem.toDER(signature.key.certificate):void 0,keyHint:signature.key.$case==="publicKey"?signature.key.hint:void 0,certificateChain:true})}function toDSSEBundle(artifact,signature,certificateChain){return sigstore.toDSSEBundle({artifact:artifact.data,artifactType:artifact.type,signature:signature.signature,certificate:signature.key.$case==="x509Certificate"?util_1.pem.toDER(signature.key.certificate):void 0,keyHint:signature.key.$case==="publicKey"?signature.key.hint:void 0,certificateChain})}}});var require_dsse=__commonJS({"node_modules/@sigstore/sign/dist/bundler/dsse.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.DSSEBundleBuilder=void 0;var util_1=require_util();var base_1=require_base();var bundle_1=require_bundle();var DSSEBundleBuilder2=class extends base_1.BaseBundleBuilder{certificateChain;constructor(options){super(options);this.certificateChain=options.certificateChain??false}async prepare(artifact){const a=artifactDefaults(artifact);return util_1.dsse.preAuthEncoding(a.type,a.data)}async package(artifact,signature){return(0,bundle_1.toDSSEBundle)(artifactDefaults(artifact),signature,this.certificateChain)}};exports.DSSEBundleBuilder=DSSEBundleBuilder2;function artifactDefaults(artifact){return{...artifact,type:artifact.type??""}}}});var require_message=__commonJS({"node_modules/@sigstore/sign/dist/bundler/message.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.MessageSignatureBundleBuilder=void 0;var base_1=require_base();var bundle_1=require_bundle();var MessageSignatureBundleBuilder2=class extends base_1.BaseBundleBuilder{constructor(options){super(options)}async package(artifact,signature){return(0,bundle_1.toMessageSignatureBundle)(artifact,signature)}};exports.MessageSignatureBundleBuilder=MessageSignatureBundleBuilder2}});var require_bundler=__commonJS({"node_modules/@sigstore/sign/dist/bundler/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.MessageSignatureBundleBuilder=exports.DSSEBundleBuilder=void 0;var dsse_1=require_dsse();Object.defineProperty(exports,"DSSEBundleBuilder",{enumerable:true,get:function(){return dsse_1.DSSEBundleBuilder}});var message_1=require_message();Object.defineProperty(exports,"MessageSignatureBundleBuilder",{enumerable:true,get:function(){return message_1.MessageSignatureBundleBuilder}})}});var require_dsse2=__commonJS({"node_modules/@sigstore/verify/dist/bundle/dsse.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.DSSESignatureContent=void 0;var core_1=require_dist3();var DSSESignatureContent=class{env;constructor(env){this.env=env}compareDigest(digest){return core_1.crypto.bufferEqual(digest,core_1.crypto.digest("sha256",this.env.payload))}compareSignedDigest(digest){return core_1.crypto.bufferEqual(digest,core_1.crypto.digest("sha256",this.preAuthEncoding))}compareSignature(signature){return core_1.crypto.bufferEqual(signature,this.signature)}verifySignature(key){return core_1.crypto.verify(this.preAuthEncoding,key,this.signature)}get signature(){return this.env.signatures.length>0?this.env.signatures[0].sig:Buffer.from("")}get preAuthEncoding(){return core_1.dsse.preAuthEncoding(this.env.payloadType,this.env.payload)}};exports.DSSESignatureContent=DSSESignatureContent}});var require_message2=__commonJS({"node_modules/@sigstore/verify/dist/bundle/message.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.MessageSignatureContent=void 0;var core_1=require_dist3();var protobuf_specs_1=require_dist();var HASH_ALGORITHM_MAP={[protobuf_specs_1.HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED]:"sha256",[protobuf_specs_1.HashAlgorithm.SHA2_256]:"sha256",[protobuf_specs_1.HashAlgorithm.SHA2_384]:"sha384",[protobuf_specs_1.HashAlgorithm.SHA2_512]:"sha512",[protobuf_specs_1.HashAlgorithm.SHA3_256]:"sha3-256",[protobuf_specs_1.HashAlgorithm.SHA3_384]:"sha3-384"};var MessageSignatureContent=class{signature;messageDigest;artifact;hashAlgorithm;constructor(messageSignature,artifact){this.signature=messageSignature.signature;this.messageDigest=messageSignature.messageDigest.digest;this.artifact=artifact;this.hashAlgorithm=HASH_ALGORITHM_MAP[messageSignature.messageDigest.algorithm]??"sha256"}compareSignature(signature){return core_1.crypto.bufferEqual(signature,this.signature)}compareDigest(digest){return core_1.crypto.bufferEqual(digest,this.messageDigest)}compareSignedDigest(digest){return this.compareDigest(digest)}verifySignature(key){return core_1.crypto.verify(this.artifact,key,this.signature,this.hashAlgorithm)}};exports.MessageSignatureContent=MessageSignatureContent}});var require_bundle2=__commonJS({"node_modules/@sigstore/verify/dist/bundle/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.toSignedEntity=toSignedEntity2;exports.signatureContent=signatureContent;var core_1=require_dist3();var dsse_1=require_dsse2();var message_1=require_message2();function toSignedEntity2(bundle,artifact){const{tlogEntries,timestampVerificationData}=bundle.verificationMaterial;const timestamps=[];for(const entry of tlogEntries){if(entry.integratedTime&&entry.integratedTime!=="0"){timestamps.push({$case:"transparency-log",tlogEntry:entry})}}for(const ts of timestampVerificationData?.rfc3161Timestamps??[]){timestamps.push({$case:"timestamp-authority",timestamp:core_1.RFC3161Timestamp.parse(Buffer.from(ts.signedTimestamp))})}return{signature:signatureContent(bundle,artifact),key:key(bundle),tlogEntries,timestamps}}function signatureContent(bundle,artifact){switch(bundle.content.$case){case"dsseEnvelope":return new dsse_1.DSSESignatureContent(bundle.content.dsseEnvelope);case"messageSignature":return new message_1.MessageSignatureContent(bundle.content.messageSignature,artifact)}}function key(bundle){switch(bundle.verificationMaterial.content.$case){case"publicKey":return{$case:"public-key",hint:bundle.verificationMaterial.content.publicKey.hint};case"x509CertificateChain":return{$case:"certificate",certificate:core_1.X509Certificate.parse(Buffer.from(bundle.verificationMaterial.content.x509CertificateChain.certificates[0].rawBytes))};case"certificate":return{$case:"certificate",certificate:core_1.X509Certificate.parse(Buffer.from(bundle.verificationMaterial.content.certificate.rawBytes))}}}}});var require_error=__commonJS({"node_modules/@sigstore/verify/dist/error.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.PolicyError=exports.VerificationError=void 0;var BaseError=class extends Error{code;cause;constructor({code,message,cause}){super(message);this.code=code;this.cause=cause;this.name=this.constructor.name}};var VerificationError=class extends BaseError{};exports.VerificationError=VerificationError;var PolicyError=class extends BaseError{};exports.PolicyError=PolicyError}});var require_filter=__commonJS({"node_modules/@sigstore/verify/dist/trust/filter.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.filterCertAuthorities=filterCertAuthorities;exports.filterTLogAuthorities=filterTLogAuthorities;function filterCertAuthorities(certAuthorities,timestamp){return certAuthorities.filter(ca=>{return ca.validFor.start<=timestamp&&ca.validFor.end>=timestamp})}function filterTLogAuthorities(tlogAuthorities,criteria){return tlogAuthorities.filter(tlog=>{if(criteria.logID&&!tlog.logID.equals(criteria.logID)){return false}return tlog.validFor.start<=criteria.targetDate&&criteria.targetDate<=tlog.validFor.end})}}});var require_trust=__commonJS({"node_modules/@sigstore/verify/dist/trust/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.filterTLogAuthorities=exports.filterCertAuthorities=void 0;exports.toTrustMaterial=toTrustMaterial2;var core_1=require_dist3();var protobuf_specs_1=require_dist();var error_1=require_error();var BEGINNING_OF_TIME=new Date(0);var END_OF_TIME=new Date(864e13);var filter_1=require_filter();Object.defineProperty(exports,"filterCertAuthorities",{enumerable:true,get:function(){return filter_1.filterCertAuthorities}});Object.defineProperty(exports,"filterTLogAuthorities",{enumerable:true,get:function(){return filter_1.filterTLogAuthorities}});function toTrustMaterial2(root,keys){const keyFinder=typeof keys==="function"?keys:keyLocator(keys);return{certificateAuthorities:root.certificateAuthorities.map(createCertAuthority),timestampAuthorities:root.timestampAuthorities.map(createCertAuthority),tlogs:root.tlogs.map(createTLogAuthority),ctlogs:root.ctlogs.map(createTLogAuthority),publicKey:keyFinder}}function createTLogAuthority(tlogInstance){const keyDetails=tlogInstance.publicKey.keyDetails;const keyType=keyDetails===protobuf_specs_1.PublicKeyDetails.PKCS1_RSA_PKCS1V5||keyDetails===protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V5||keyDetails===protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256||keyDetails===protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256||keyDetails===protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256?"pkcs1":"spki";return{baseURL:tlogInstance.baseUrl,logID:tlogInstance.checkpointKeyId?tlogInstance.checkpointKeyId.keyId:tlogInstance.logId.keyId,publicKey:core_1.crypto.createPublicKey(tlogInstance.publicKey.rawBytes,keyType),validFor:{start:tlogInstance.publicKey.validFor?.start||BEGINNING_OF_TIME,end:tlogInstance.publicKey.validFor?.end||END_OF_TIME}}}function createCertAuthority(ca){return{certChain:ca.certChain.certificates.map(cert=>{return core_1.X509Certificate.parse(Buffer.from(cert.rawBytes))}),validFor:{start:ca.validFor?.start||BEGINNING_OF_TIME,end:ca.validFor?.end||END_OF_TIME}}}function keyLocator(keys){return hint=>{const key=(keys||{})[hint];if(!key){throw new error_1.VerificationError({code:"PUBLIC_KEY_ERROR",message:`key not found: ${hint}`})}return{publicKey:core_1.crypto.createPublicKey(key.rawBytes),validFor:date=>{return(key.validFor?.start||BEGINNING_OF_TIME)<=date&&(key.validFor?.end||END_OF_TIME)>=date}}}}}});var require_certificate=__commonJS({"node_modules/@sigstore/verify/dist/key/certificate.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.CertificateChainVerifier=void 0;exports.verifyCertificateChain=verifyCertificateChain;var error_1=require_error();var trust_1=require_trust();function verifyCertificateChain(timestamp,leaf,certificateAuthorities){const cas=(0,trust_1.filterCertAuthorities)(certificateAuthorities,timestamp);let error;for(const ca of cas){try{const verifier=new CertificateChainVerifier({trustedCerts:ca.certChain,untrustedCert:leaf,timestamp});return verifier.verify()}catch(err){error=err}}throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"Failed to verify certificate chain",cause:error})}var CertificateChainVerifier=class{untrustedCert;trustedCerts;localCerts;timestamp;constructor(opts){this.untrustedCert=opts.untrustedCert;this.trustedCerts=opts.trustedCerts;this.localCerts=dedupeCertificates([...opts.trustedCerts,opts.untrustedCert]);this.timestamp=opts.timestamp}verify(){const certificatePath=this.sort();this.checkPath(certificatePath);const validForDate=certificatePath.every(cert=>cert.validForDate(this.timestamp));if(!validForDate){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"certificate is not valid or expired at the specified date"})}return certificatePath}sort(){const leafCert=this.untrustedCert;let paths=this.buildPaths(leafCert);paths=paths.filter(path2=>path2.some(cert=>this.trustedCerts.includes(cert)));if(paths.length===0){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"no trusted certificate path found"})}const path=paths.reduce((prev,curr)=>prev.length<curr.length?prev:curr);return[leafCert,...path].slice(0,-1)}buildPaths(certificate){const paths=[];const issuers=this.findIssuer(certificate);if(issuers.length===0){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"no valid certificate path found"})}for(let i=0;i<issuers.length;i++){const issuer=issuers[i];if(issuer.equals(certificate)){paths.push([certificate]);continue}const subPaths=this.buildPaths(issuer);for(let j=0;j<subPaths.length;j++){paths.push([issuer,...subPaths[j]])}}return paths}findIssuer(certificate){let issuers=[];let keyIdentifier;if(certificate.subject.equals(certificate.issuer)){if(certificate.verify()){return[certificate]}}if(certificate.extAuthorityKeyID){keyIdentifier=certificate.extAuthorityKeyID.keyIdentifier}this.localCerts.forEach(possibleIssuer=>{if(keyIdentifier){if(possibleIssuer.extSubjectKeyID){if(possibleIssuer.extSubjectKeyID.keyIdentifier.equals(keyIdentifier)){issuers.push(possibleIssuer)}return}}if(possibleIssuer.subject.equals(certificate.issuer)){issuers.push(possibleIssuer)}});issuers=issuers.filter(issuer=>{try{return certificate.verify(issuer)}catch(ex){return false}});return issuers}checkPath(path){if(path.length<1){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"certificate chain must contain at least one certificate"})}const validCAs=path.slice(1).every(cert=>cert.isCA);if(!validCAs){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"intermediate certificate is not a CA"})}for(let i=path.length-2;i>=0;i--){if(!path[i].issuer.equals(path[i+1].subject)){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"incorrect certificate name chaining"})}}for(let i=0;i<path.length;i++){const cert=path[i];if(cert.extBasicConstraints?.isCA){const pathLength=cert.extBasicConstraints.pathLenConstraint;if(pathLength!==void 0&&pathLength<i-1){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"path length constraint exceeded"})}}}}};exports.CertificateChainVerifier=CertificateChainVerifier;function dedupeCertificates(certs){for(let i=0;i<certs.length;i++){for(let j=i+1;j<certs.length;j++){if(certs[i].equals(certs[j])){certs.splice(j,1);j--}}}return certs}}});var require_sct=__commonJS({"node_modules/@sigstore/verify/dist/key/sct.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifySCTs=verifySCTs;var core_1=require_dist3();var error_1=require_error();var trust_1=require_trust();function verifySCTs(cert,issuer,ctlogs){let extSCT;const clone=cert.clone();for(let i=0;i<clone.extensions.length;i++){const ext=clone.extensions[i];if(ext.subs[0].toOID()===core_1.EXTENSION_OID_SCT){extSCT=new core_1.X509SCTExtension(ext);clone.extensions.splice(i,1);break}}if(!extSCT){return[]}if(extSCT.signedCertificateTimestamps.length===0){return[]}const preCert=new core_1.ByteStream;const issuerId=core_1.crypto.digest("sha256",issuer.publicKey);preCert.appendView(issuerId);const tbs=clone.tbsCertificate.toDER();preCert.appendUint24(tbs.length);preCert.appendView(tbs);return extSCT.signedCertificateTimestamps.map(sct=>{const validCTLogs=(0,trust_1.filterTLogAuthorities)(ctlogs,{logID:sct.logID,targetDate:sct.datetime});const verified=validCTLogs.some(log=>sct.verify(preCert.buffer,log.publicKey));if(!verified){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"SCT verification failed"})}return sct.logID})}}});var require_key=__commonJS({"node_modules/@sigstore/verify/dist/key/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyPublicKey=verifyPublicKey;exports.verifyCertificate=verifyCertificate;var core_1=require_dist3();var error_1=require_error();var certificate_1=require_certificate();var sct_1=require_sct();var OID_FULCIO_ISSUER_V1="1.3.6.1.4.1.57264.1.1";var OID_FULCIO_ISSUER_V2="1.3.6.1.4.1.57264.1.8";function verifyPublicKey(hint,timestamps,trustMaterial){const key=trustMaterial.publicKey(hint);timestamps.forEach(timestamp=>{if(!key.validFor(timestamp)){throw new error_1.VerificationError({code:"PUBLIC_KEY_ERROR",message:`Public key is not valid for timestamp: ${timestamp.toISOString()}`})}});return{key:key.publicKey}}function verifyCertificate(leaf,timestamps,trustMaterial){let path=[];timestamps.forEach(timestamp=>{path=(0,certificate_1.verifyCertificateChain)(timestamp,leaf,trustMaterial.certificateAuthorities)});return{scts:(0,sct_1.verifySCTs)(path[0],path[1],trustMaterial.ctlogs),signer:getSigner(path[0])}}function getSigner(cert){let issuer;const issuerExtension=cert.extension(OID_FULCIO_ISSUER_V2);if(issuerExtension){issuer=issuerExtension.valueObj.subs?.[0]?.value.toString("ascii")}else{issuer=cert.extension(OID_FULCIO_ISSUER_V1)?.value.toString("ascii")}const oids=cert.extensions.map(ext=>{const oid=ext.subs[0].toOID();return{oid:{id:oid.split(".").map(Number)},value:ext.subs[ext.subs.length-1].value}});const identity={extensions:{issuer},subjectAlternativeName:cert.subjectAltName,oids};return{key:core_1.crypto.createPublicKey(cert.publicKey),identity}}}});var require_policy=__commonJS({"node_modules/@sigstore/verify/dist/policy.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifySubjectAlternativeName=verifySubjectAlternativeName;exports.verifyExtensions=verifyExtensions;exports.verifyOIDs=verifyOIDs;var error_1=require_error();function verifySubjectAlternativeName(policyIdentity,signerIdentity){if(signerIdentity===void 0||!signerIdentity.match(policyIdentity)){throw new error_1.PolicyError({code:"UNTRUSTED_SIGNER_ERROR",message:`certificate identity error - expected ${policyIdentity}, got ${signerIdentity}`})}}function verifyExtensions(policyExtensions,signerExtensions={}){let key;for(key in policyExtensions){if(signerExtensions[key]!==policyExtensions[key]){throw new error_1.PolicyError({code:"UNTRUSTED_SIGNER_ERROR",message:`invalid certificate extension - expected ${key}=${policyExtensions[key]}, got ${key}=${signerExtensions[key]}`})}}}function verifyOIDs(policyOIDs,signerOIDs=[]){for(const policyOID of policyOIDs){const match=signerOIDs.find(signerOID=>oidEquals(policyOID.oid?.id,signerOID.oid?.id)&&policyOID.value.equals(signerOID.value));if(!match){const oid=policyOID.oid?.id.join(".")??"<unknown>";throw new error_1.PolicyError({code:"UNTRUSTED_SIGNER_ERROR",message:`invalid certificate extension - missing OID ${oid}`})}}}function oidEquals(a,b){if(a===void 0||b===void 0){return false}return a.length===b.length&&a.every((v,i)=>v===b[i])}}});var require_tsa=__commonJS({"node_modules/@sigstore/verify/dist/timestamp/tsa.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyRFC3161Timestamp=verifyRFC3161Timestamp;var core_1=require_dist3();var error_1=require_error();var certificate_1=require_certificate();var trust_1=require_trust();function verifyRFC3161Timestamp(timestamp,data,timestampAuthorities){const signingTime=timestamp.signingTime;timestampAuthorities=(0,trust_1.filterCertAuthorities)(timestampAuthorities,signingTime);timestampAuthorities=filterCAsBySerialAndIssuer(timestampAuthorities,{serialNumber:timestamp.signerSerialNumber,issuer:timestamp.signerIssuer});const verified=timestampAuthorities.some(ca=>{try{verifyTimestampForCA(timestamp,data,ca);return true}catch(e){return false}});if(!verified){throw new error_1.VerificationError({code:"TIMESTAMP_ERROR",message:"timestamp could not be verified"})}}function verifyTimestampForCA(timestamp,data,ca){const[leaf,...cas]=ca.certChain;const signingKey=core_1.crypto.createPublicKey(leaf.publicKey);const signingTime=timestamp.signingTime;try{new certificate_1.CertificateChainVerifier({untrustedCert:leaf,trustedCerts:cas,timestamp:signingTime}).verify()}catch(e){throw new error_1.VerificationError({code:"TIMESTAMP_ERROR",message:"invalid certificate chain"})}timestamp.verify(data,signingKey)}function filterCAsBySerialAndIssuer(timestampAuthorities,criteria){return timestampAuthorities.filter(ca=>ca.certChain.length>0&&core_1.crypto.bufferEqual(ca.certChain[0].serialNumber,criteria.serialNumber)&&core_1.crypto.bufferEqual(ca.certChain[0].issuer,criteria.issuer))}}});var require_timestamp=__commonJS({"node_modules/@sigstore/verify/dist/timestamp/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.getTSATimestamp=getTSATimestamp;exports.getTLogTimestamp=getTLogTimestamp;var tsa_1=require_tsa();function getTSATimestamp(timestamp,data,timestampAuthorities){(0,tsa_1.verifyRFC3161Timestamp)(timestamp,data,timestampAuthorities);return{type:"timestamp-authority",logID:timestamp.signerSerialNumber,timestamp:timestamp.signingTime}}function getTLogTimestamp(entry){if(!entry.inclusionPromise){return void 0}return{type:"transparency-log",logID:entry.logId.keyId,timestamp:new Date(Number(entry.integratedTime)*1e3)}}}});var require_verifier=__commonJS({"node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/verifier.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.Signature=exports.Verifier=exports.PublicKey=void 0;var sigstore_common_1=require_sigstore_common();exports.PublicKey={fromJSON(object2){return{rawBytes:isSet(object2.rawBytes)?Buffer.from(bytesFromBase64(object2.rawBytes)):Buffer.alloc(0)}},toJSON(message){const obj={};if(message.rawBytes.length!==0){obj.rawBytes=base64FromBytes(message.rawBytes)}return obj}};exports.Verifier={fromJSON(object2){return{verifier:isSet(object2.publicKey)?{$case:"publicKey",publicKey:exports.PublicKey.fromJSON(object2.publicKey)}:isSet(object2.x509Certificate)?{$case:"x509Certificate",x509Certificate:sigstore_common_1.X509Certificate.fromJSON(object2.x509Certificate)}:void 0,keyDetails:isSet(object2.keyDetails)?(0,sigstore_common_1.publicKeyDetailsFromJSON)(object2.keyDetails):0}},toJSON(message){const obj={};if(message.verifier?.$case==="publicKey"){obj.publicKey=exports.PublicKey.toJSON(message.verifier.publicKey)}else if(message.verifier?.$case==="x509Certificate"){obj.x509Certificate=sigstore_common_1.X509Certificate.toJSON(message.verifier.x509Certificate)}if(message.keyDetails!==0){obj.keyDetails=(0,sigstore_common_1.publicKeyDetailsToJSON)(message.keyDetails)}return obj}};exports.Signature={fromJSON(object2){return{content:isSet(object2.content)?Buffer.from(bytesFromBase64(object2.content)):Buffer.alloc(0),verifier:isSet(object2.verifier)?exports.Verifier.fromJSON(object2.verifier):void 0}},toJSON(message){const obj={};if(message.content.length!==0){obj.content=base64FromBytes(message.content)}if(message.verifier!==void 0){obj.verifier=exports.Verifier.toJSON(message.verifier)}return obj}};function bytesFromBase64(b64){return Uint8Array.from(globalThis.Buffer.from(b64,"base64"))}function base64FromBytes(arr){return globalThis.Buffer.from(arr).toString("base64")}function isSet(value){return value!==null&&value!==void 0}}});var require_dsse3=__commonJS({"node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/dsse.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.DSSELogEntryV002=exports.DSSERequestV002=void 0;var envelope_1=require_envelope();var sigstore_common_1=require_sigstore_common();var verifier_1=require_verifier();exports.DSSERequestV002={fromJSON(object2){return{envelope:isSet(object2.envelope)?envelope_1.Envelope.fromJSON(object2.envelope):void 0,verifiers:globalThis.Array.isArray(object2?.verifiers)?object2.verifiers.map(e=>verifier_1.Verifier.fromJSON(e)):[]}},toJSON(message){const obj={};if(message.envelope!==void 0){obj.envelope=envelope_1.Envelope.toJSON(message.envelope)}if(message.verifiers?.length){obj.verifiers=message.verifiers.map(e=>verifier_1.Verifier.toJSON(e))}return obj}};exports.DSSELogEntryV002={fromJSON(object2){return{payloadHash:isSet(object2.payloadHash)?sigstore_common_1.HashOutput.fromJSON(object2.payloadHash):void 0,signatures:globalThis.Array.isArray(object2?.signatures)?object2.signatures.map(e=>verifier_1.Signature.fromJSON(e)):[]}},toJSON(message){const obj={};if(message.payloadHash!==void 0){obj.payloadHash=sigstore_common_1.HashOutput.toJSON(message.payloadHash)}if(message.signatures?.length){obj.signatures=message.signatures.map(e=>verifier_1.Signature.toJSON(e))}return obj}};function isSet(value){return value!==null&&value!==void 0}}});var require_hashedrekord=__commonJS({"node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/hashedrekord.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.HashedRekordLogEntryV002=exports.HashedRekordRequestV002=void 0;var sigstore_common_1=require_sigstore_common();var verifier_1=require_verifier();exports.HashedRekordRequestV002={fromJSON(object2){return{digest:isSet(object2.digest)?Buffer.from(bytesFromBase64(object2.digest)):Buffer.alloc(0),signature:isSet(object2.signature)?verifier_1.Signature.fromJSON(object2.signature):void 0}},toJSON(message){const obj={};if(message.digest.length!==0){obj.digest=base64FromBytes(message.digest)}if(message.signature!==void 0){obj.signature=verifier_1.Signature.toJSON(message.signature)}return obj}};exports.HashedRekordLogEntryV002={fromJSON(object2){return{data:isSet(object2.data)?sigstore_common_1.HashOutput.fromJSON(object2.data):void 0,signature:isSet(object2.signature)?verifier_1.Signature.fromJSON(object2.signature):void 0}},toJSON(message){const obj={};if(message.data!==void 0){obj.data=sigstore_common_1.HashOutput.toJSON(message.data)}if(message.signature!==void 0){obj.signature=verifier_1.Signature.toJSON(message.signature)}return obj}};function bytesFromBase64(b64){return Uint8Array.from(globalThis.Buffer.from(b64,"base64"))}function base64FromBytes(arr){return globalThis.Buffer.from(arr).toString("base64")}function isSet(value){return value!==null&&value!==void 0}}});var require_entry=__commonJS({"node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/entry.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.CreateEntryRequest=exports.Spec=exports.Entry=void 0;var dsse_1=require_dsse3();var hashedrekord_1=require_hashedrekord();exports.Entry={fromJSON(object2){return{kind:isSet(object2.kind)?globalThis.String(object2.kind):"",apiVersion:isSet(object2.apiVersion)?globalThis.String(object2.apiVersion):"",spec:isSet(object2.spec)?exports.Spec.fromJSON(object2.spec):void 0}},toJSON(message){const obj={};if(message.kind!==""){obj.kind=message.kind}if(message.apiVersion!==""){obj.apiVersion=message.apiVersion}if(message.spec!==void 0){obj.spec=exports.Spec.toJSON(message.spec)}return obj}};exports.Spec={fromJSON(object2){return{spec:isSet(object2.hashedRekordV002)?{$case:"hashedRekordV002",hashedRekordV002:hashedrekord_1.HashedRekordLogEntryV002.fromJSON(object2.hashedRekordV002)}:isSet(object2.dsseV002)?{$case:"dsseV002",dsseV002:dsse_1.DSSELogEntryV002.fromJSON(object2.dsseV002)}:void 0}},toJSON(message){const obj={};if(message.spec?.$case==="hashedRekordV002"){obj.hashedRekordV002=hashedrekord_1.HashedRekordLogEntryV002.toJSON(message.spec.hashedRekordV002)}else if(message.spec?.$case==="dsseV002"){obj.dsseV002=dsse_1.DSSELogEntryV002.toJSON(message.spec.dsseV002)}return obj}};exports.CreateEntryRequest={fromJSON(object2){return{spec:isSet(object2.hashedRekordRequestV002)?{$case:"hashedRekordRequestV002",hashedRekordRequestV002:hashedrekord_1.HashedRekordRequestV002.fromJSON(object2.hashedRekordRequestV002)}:isSet(object2.dsseRequestV002)?{$case:"dsseRequestV002",dsseRequestV002:dsse_1.DSSERequestV002.fromJSON(object2.dsseRequestV002)}:void 0}},toJSON(message){const obj={};if(message.spec?.$case==="hashedRekordRequestV002"){obj.hashedRekordRequestV002=hashedrekord_1.HashedRekordRequestV002.toJSON(message.spec.hashedRekordRequestV002)}else if(message.spec?.$case==="dsseRequestV002"){obj.dsseRequestV002=dsse_1.DSSERequestV002.toJSON(message.spec.dsseRequestV002)}return obj}};function isSet(value){return value!==null&&value!==void 0}}});var require_v2=__commonJS({"node_modules/@sigstore/protobuf-specs/dist/rekor/v2/index.js"(exports){"use strict";var __createBinding=exports&&exports.__createBinding||(Object.create?(function(o,m,k,k2){if(k2===void 0)k2=k;var desc=Object.getOwnPropertyDescriptor(m,k);if(!desc||("get"in desc?!m.__esModule:desc.writable||desc.configurable)){desc={enumerable:true,get:function(){return m[k]}}}Object.defineProperty(o,k2,desc)}):(function(o,m,k,k2){if(k2===void 0)k2=k;o[k2]=m[k]}));var __exportStar=exports&&exports.__exportStar||function(m,exports2){for(var p in m)if(p!=="default"&&!Object.prototype.hasOwnProperty.call(exports2,p))__createBinding(exports2,m,p)};Object.defineProperty(exports,"__esModule",{value:true});__exportStar(require_dsse3(),exports);__exportStar(require_entry(),exports);__exportStar(require_hashedrekord(),exports);__exportStar(require_verifier(),exports)}});var require_dsse4=__commonJS({"node_modules/@sigstore/verify/dist/tlog/dsse.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.DSSE_API_VERSION_V1=void 0;exports.verifyDSSETLogBody=verifyDSSETLogBody;exports.verifyDSSETLogBodyV2=verifyDSSETLogBodyV2;var error_1=require_error();exports.DSSE_API_VERSION_V1="0.0.1";function verifyDSSETLogBody(tlogEntry,content){switch(tlogEntry.apiVersion){case exports.DSSE_API_VERSION_V1:return verifyDSSE001TLogBody(tlogEntry,content);default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported dsse version: ${tlogEntry.apiVersion}`})}}function verifyDSSETLogBodyV2(tlogEntry,content){const spec=tlogEntry.spec?.spec;if(!spec){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`missing dsse spec`})}switch(spec.$case){case"dsseV002":return verifyDSSE002TLogBody(spec.dsseV002,content);default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported version: ${spec.$case}`})}}function verifyDSSE001TLogBody(tlogEntry,content){if(tlogEntry.spec.signatures?.length!==1){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"signature count mismatch"})}const tlogSig=tlogEntry.spec.signatures[0].signature;if(!content.compareSignature(Buffer.from(tlogSig,"base64")))throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"tlog entry signature mismatch"});const tlogHash=tlogEntry.spec.payloadHash?.value||"";if(!content.compareDigest(Buffer.from(tlogHash,"hex"))){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"DSSE payload hash mismatch"})}}function verifyDSSE002TLogBody(spec,content){if(spec.signatures?.length!==1){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"signature count mismatch"})}const tlogSig=spec.signatures[0].content;if(!content.compareSignature(tlogSig))throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"tlog entry signature mismatch"});const tlogHash=spec.payloadHash?.digest||Buffer.from("");if(!content.compareDigest(tlogHash)){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"DSSE payload hash mismatch"})}}}});var require_hashedrekord2=__commonJS({"node_modules/@sigstore/verify/dist/tlog/hashedrekord.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.HASHEDREKORD_API_VERSION_V1=void 0;exports.verifyHashedRekordTLogBody=verifyHashedRekordTLogBody;exports.verifyHashedRekordTLogBodyV2=verifyHashedRekordTLogBodyV2;var error_1=require_error();exports.HASHEDREKORD_API_VERSION_V1="0.0.1";function verifyHashedRekordTLogBody(tlogEntry,content){switch(tlogEntry.apiVersion){case exports.HASHEDREKORD_API_VERSION_V1:return verifyHashedrekord001TLogBody(tlogEntry,content);default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported hashedrekord version: ${tlogEntry.apiVersion}`})}}function verifyHashedRekordTLogBodyV2(tlogEntry,content){const spec=tlogEntry.spec?.spec;if(!spec){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`missing dsse spec`})}switch(spec.$case){case"hashedRekordV002":return verifyHashedrekord002TLogBody(spec.hashedRekordV002,content);default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported version: ${spec.$case}`})}}function verifyHashedrekord001TLogBody(tlogEntry,content){const tlogSig=tlogEntry.spec.signature.content||"";if(!content.compareSignature(Buffer.from(tlogSig,"base64"))){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"signature mismatch"})}const tlogDigest=tlogEntry.spec.data.hash?.value||"";if(!content.compareSignedDigest(Buffer.from(tlogDigest,"hex"))){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"digest mismatch"})}}function verifyHashedrekord002TLogBody(spec,content){const tlogSig=spec.signature?.content||Buffer.from("");if(!content.compareSignature(tlogSig)){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"signature mismatch"})}const tlogHash=spec.data?.digest||Buffer.from("");if(!content.compareSignedDigest(tlogHash)){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"digest mismatch"})}}}});var require_intoto=__commonJS({"node_modules/@sigstore/verify/dist/tlog/intoto.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyIntotoTLogBody=verifyIntotoTLogBody;var error_1=require_error();function verifyIntotoTLogBody(tlogEntry,content){switch(tlogEntry.apiVersion){case"0.0.2":return verifyIntoto002TLogBody(tlogEntry,content);default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported intoto version: ${tlogEntry.apiVersion}`})}}function verifyIntoto002TLogBody(tlogEntry,content){if(tlogEntry.spec.content.envelope.signatures?.length!==1){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"signature count mismatch"})}const tlogSig=base64Decode(tlogEntry.spec.content.envelope.signatures[0].sig);if(!content.compareSignature(Buffer.from(tlogSig,"base64"))){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"tlog entry signature mismatch"})}const tlogHash=tlogEntry.spec.content.payloadHash?.value||"";if(!content.compareDigest(Buffer.from(tlogHash,"hex"))){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"DSSE payload hash mismatch"})}}function base64Decode(str){return Buffer.from(str,"base64").toString("utf-8")}}});var require_checkpoint=__commonJS({"node_modules/@sigstore/verify/dist/tlog/checkpoint.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.LogCheckpoint=void 0;exports.verifyCheckpoint=verifyCheckpoint;var core_1=require_dist3();var error_1=require_error();var CHECKPOINT_SEPARATOR="\n\n";var SIGNATURE_REGEX=/\u2014 (\S+) (\S+)\n/g;function verifyCheckpoint(entry,tlogs){const inclusionProof=entry.inclusionProof;const signedNote=SignedNote.fromString(inclusionProof.checkpoint.envelope);const checkpoint=LogCheckpoint.fromString(signedNote.note);if(!verifySignedNote(signedNote,tlogs)){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"invalid checkpoint signature"})}return checkpoint}function verifySignedNote(signedNote,tlogs){const data=Buffer.from(signedNote.note,"utf-8");return signedNote.signatures.some(signature=>{const tlog=tlogs.find(tlog2=>core_1.crypto.bufferEqual(tlog2.logID.subarray(0,4),signature.keyHint)&&tlog2.baseURL.includes(signature.name));if(!tlog){return false}return core_1.crypto.verify(data,tlog.publicKey,signature.signature)})}var SignedNote=class _SignedNote{note;signatures;constructor(note,signatures){this.note=note;this.signatures=signatures}static fromString(envelope){if(!envelope.includes(CHECKPOINT_SEPARATOR)){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"missing checkpoint separator"})}const split=envelope.indexOf(CHECKPOINT_SEPARATOR);const header=envelope.slice(0,split+1);const data=envelope.slice(split+CHECKPOINT_SEPARATOR.length);const matches=data.matchAll(SIGNATURE_REGEX);const signatures=Array.from(matches,match=>{const[,name,signature]=match;const sigBytes=Buffer.from(signature,"base64");if(sigBytes.length<5){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"malformed checkpoint signature"})}return{name,keyHint:sigBytes.subarray(0,4),signature:sigBytes.subarray(4)}});if(signatures.length===0){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"no signatures found in checkpoint"})}return new _SignedNote(header,signatures)}};var LogCheckpoint=class _LogCheckpoint{origin;logSize;logHash;rest;constructor(origin,logSize,logHash,rest){this.origin=origin;this.logSize=logSize;this.logHash=logHash;this.rest=rest}static fromString(note){const lines=note.trimEnd().split("\n");if(lines.length<3){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"too few lines in checkpoint header"})}const origin=lines[0];let logSize;try{logSize=BigInt(lines[1])}catch{throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"invalid checkpoint log size"})}const rootHash=Buffer.from(lines[2],"base64");const rest=lines.slice(3);return new _LogCheckpoint(origin,logSize,rootHash,rest)}};exports.LogCheckpoint=LogCheckpoint}});var require_merkle=__commonJS({"node_modules/@sigstore/verify/dist/tlog/merkle.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyMerkleInclusion=verifyMerkleInclusion;var core_1=require_dist3();var error_1=require_error();var RFC6962_LEAF_HASH_PREFIX=Buffer.from([0]);var RFC6962_NODE_HASH_PREFIX=Buffer.from([1]);function verifyMerkleInclusion(entry,checkpoint){const inclusionProof=entry.inclusionProof;let logIndex;try{logIndex=BigInt(inclusionProof.logIndex)}catch{throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"invalid inclusion proof log index"})}const treeSize=BigInt(checkpoint.logSize);if(logIndex<0n||logIndex>=treeSize){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:`invalid index: ${logIndex}`})}const{inner,border}=decompInclProof(logIndex,treeSize);if(inclusionProof.hashes.length!==inner+border){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"invalid hash count"})}const innerHashes=inclusionProof.hashes.slice(0,inner);const borderHashes=inclusionProof.hashes.slice(inner);const leafHash=hashLeaf(entry.canonicalizedBody);const calculatedHash=chainBorderRight(chainInner(leafHash,innerHashes,logIndex),borderHashes);if(!core_1.crypto.bufferEqual(calculatedHash,checkpoint.logHash)){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROOF_ERROR",message:"calculated root hash does not match inclusion proof"})}}function decompInclProof(index,size){const inner=innerProofSize(index,size);const border=onesCount(index>>BigInt(inner));return{inner,border}}function chainInner(seed,hashes,index){return hashes.reduce((acc,h,i)=>{if(index>>BigInt(i)&BigInt(1)){return hashChildren(h,acc)}else{return hashChildren(acc,h)}},seed)}function chainBorderRight(seed,hashes){return hashes.reduce((acc,h)=>hashChildren(h,acc),seed)}function innerProofSize(index,size){return bitLength(index^size-BigInt(1))}function onesCount(num){return num.toString(2).split("1").length-1}function bitLength(n){if(n===0n){return 0}return n.toString(2).length}function hashChildren(left,right){return core_1.crypto.digest("sha256",RFC6962_NODE_HASH_PREFIX,left,right)}function hashLeaf(leaf){return core_1.crypto.digest("sha256",RFC6962_LEAF_HASH_PREFIX,leaf)}}});var require_set=__commonJS({"node_modules/@sigstore/verify/dist/tlog/set.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyTLogSET=verifyTLogSET;var core_1=require_dist3();var error_1=require_error();var trust_1=require_trust();function verifyTLogSET(entry,tlogs){const validTLogs=(0,trust_1.filterTLogAuthorities)(tlogs,{logID:entry.logId.keyId,targetDate:new Date(Number(entry.integratedTime)*1e3)});const verified=validTLogs.some(tlog=>{const payload=toVerificationPayload(entry);const data=Buffer.from(core_1.json.canonicalize(payload),"utf8");const signature=entry.inclusionPromise.signedEntryTimestamp;return core_1.crypto.verify(data,tlog.publicKey,signature)});if(!verified){throw new error_1.VerificationError({code:"TLOG_INCLUSION_PROMISE_ERROR",message:"inclusion promise could not be verified"})}}function toVerificationPayload(entry){const{integratedTime,logIndex,logId,canonicalizedBody}=entry;return{body:canonicalizedBody.toString("base64"),integratedTime:Number(integratedTime),logIndex:Number(logIndex),logID:logId.keyId.toString("hex")}}}});var require_tlog=__commonJS({"node_modules/@sigstore/verify/dist/tlog/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.verifyTLogBody=verifyTLogBody;exports.verifyTLogInclusion=verifyTLogInclusion;var v2_1=require_v2();var error_1=require_error();var dsse_1=require_dsse4();var hashedrekord_1=require_hashedrekord2();var intoto_1=require_intoto();var checkpoint_1=require_checkpoint();var merkle_1=require_merkle();var set_1=require_set();function verifyTLogBody(entry,sigContent){const{kind,version}=entry.kindVersion;let body;try{body=JSON.parse(entry.canonicalizedBody.toString("utf8"))}catch{throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:"invalid canonicalized body"})}if(kind!==body.kind||version!==body.apiVersion){throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`kind/version mismatch - expected: ${kind}/${version}, received: ${body.kind}/${body.apiVersion}`})}switch(kind){case"dsse":if(version==dsse_1.DSSE_API_VERSION_V1){return(0,dsse_1.verifyDSSETLogBody)(body,sigContent)}else{const entryRekorV2=v2_1.Entry.fromJSON(body);return(0,dsse_1.verifyDSSETLogBodyV2)(entryRekorV2,sigContent)}case"intoto":return(0,intoto_1.verifyIntotoTLogBody)(body,sigContent);case"hashedrekord":if(version==hashedrekord_1.HASHEDREKORD_API_VERSION_V1){return(0,hashedrekord_1.verifyHashedRekordTLogBody)(body,sigContent)}else{const entryRekorV2=v2_1.Entry.fromJSON(body);return(0,hashedrekord_1.verifyHashedRekordTLogBodyV2)(entryRekorV2,sigContent)}default:throw new error_1.VerificationError({code:"TLOG_BODY_ERROR",message:`unsupported kind: ${kind}`})}}function verifyTLogInclusion(entry,tlogAuthorities){let inclusionVerified=false;if(isTLogEntryWithInclusionPromise(entry)){(0,set_1.verifyTLogSET)(entry,tlogAuthorities);inclusionVerified=true}if(isTLogEntryWithInclusionProof(entry)){const matchingAuthorities=tlogAuthorities.filter(tlog=>tlog.logID.equals(entry.logId.keyId));const checkpoint=(0,checkpoint_1.verifyCheckpoint)(entry,matchingAuthorities);(0,merkle_1.verifyMerkleInclusion)(entry,checkpoint);inclusionVerified=true}if(!inclusionVerified){throw new error_1.VerificationError({code:"TLOG_MISSING_INCLUSION_ERROR",message:"inclusion could not be verified"})}return}function isTLogEntryWithInclusionPromise(entry){return entry.inclusionPromise!==void 0}function isTLogEntryWithInclusionProof(entry){return entry.inclusionProof!==void 0}}});var require_verifier2=__commonJS({"node_modules/@sigstore/verify/dist/verifier.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.Verifier=void 0;var util_1=__require("util");var error_1=require_error();var key_1=require_key();var policy_1=require_policy();var timestamp_1=require_timestamp();var tlog_1=require_tlog();var Verifier2=class{trustMaterial;options;constructor(trustMaterial,options={}){this.trustMaterial=trustMaterial;this.options={ctlogThreshold:options.ctlogThreshold??1,tlogThreshold:options.tlogThreshold??1,timestampThreshold:options.timestampThreshold??options.tsaThreshold??1,tsaThreshold:0}}verify(entity,policy){const timestamps=this.verifyTimestamps(entity);const signer=this.verifySigningKey(entity,timestamps);this.verifyTLogs(entity);this.verifySignature(entity,signer);if(policy){this.verifyPolicy(policy,signer.identity||{})}return signer}verifyTimestamps(entity){const timestamps=[];for(const timestamp of entity.timestamps){switch(timestamp.$case){case"timestamp-authority":timestamps.push((0,timestamp_1.getTSATimestamp)(timestamp.timestamp,entity.signature.signature,this.trustMaterial.timestampAuthorities));break;case"transparency-log":{const result=(0,timestamp_1.getTLogTimestamp)(timestamp.tlogEntry);if(result){timestamps.push(result)}break}}}if(containsDupes(timestamps)){throw new error_1.VerificationError({code:"TIMESTAMP_ERROR",message:"duplicate timestamp"})}if(timestamps.length<this.options.timestampThreshold){throw new error_1.VerificationError({code:"TIMESTAMP_ERROR",message:`expected ${this.options.timestampThreshold} timestamps, got ${timestamps.length}`})}return timestamps.map(t=>t.timestamp)}verifySigningKey({key},timestamps){switch(key.$case){case"public-key":{return(0,key_1.verifyPublicKey)(key.hint,timestamps,this.trustMaterial)}case"certificate":{const result=(0,key_1.verifyCertificate)(key.certificate,timestamps,this.trustMaterial);if(containsDupes(result.scts)){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:"duplicate SCT"})}if(result.scts.length<this.options.ctlogThreshold){throw new error_1.VerificationError({code:"CERTIFICATE_ERROR",message:`expected ${this.options.ctlogThreshold} SCTs, got ${result.scts.length}`})}return result.signer}}}verifyTLogs({signature:content,tlogEntries}){const entryIDs=[];tlogEntries.forEach(entry=>{(0,tlog_1.verifyTLogInclusion)(entry,this.trustMaterial.tlogs);(0,tlog_1.verifyTLogBody)(entry,content);entryIDs.push({logID:entry.logId.keyId,body:entry.canonicalizedBody})});if(containsDupes(entryIDs)){throw new error_1.VerificationError({code:"TLOG_ERROR",message:"duplicate tlog entry"})}if(entryIDs.length<this.options.tlogThreshold){throw new error_1.VerificationError({code:"TLOG_ERROR",message:`expected ${this.options.tlogThreshold} tlog entries, got ${entryIDs.length}`})}}verifySignature(entity,signer){if(!entity.signature.verifySignature(signer.key)){throw new error_1.VerificationError({code:"SIGNATURE_ERROR",message:"signature verification failed"})}}verifyPolicy(policy,identity){if(policy.subjectAlternativeName){(0,policy_1.verifySubjectAlternativeName)(policy.subjectAlternativeName,identity.subjectAlternativeName)}if(policy.extensions){(0,policy_1.verifyExtensions)(policy.extensions,identity.extensions)}if(policy.oids){(0,policy_1.verifyOIDs)(policy.oids,identity.oids)}}};exports.Verifier=Verifier2;function containsDupes(arr){for(let i=0;i<arr.length;i++){for(let j=i+1;j<arr.length;j++){if((0,util_1.isDeepStrictEqual)(arr[i],arr[j])){return true}}}return false}}});var require_dist4=__commonJS({"node_modules/@sigstore/verify/dist/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.Verifier=exports.toTrustMaterial=exports.VerificationError=exports.PolicyError=exports.toSignedEntity=void 0;var bundle_1=require_bundle2();Object.defineProperty(exports,"toSignedEntity",{enumerable:true,get:function(){return bundle_1.toSignedEntity}});var error_1=require_error();Object.defineProperty(exports,"PolicyError",{enumerable:true,get:function(){return error_1.PolicyError}});Object.defineProperty(exports,"VerificationError",{enumerable:true,get:function(){return error_1.VerificationError}});var trust_1=require_trust();Object.defineProperty(exports,"toTrustMaterial",{enumerable:true,get:function(){return trust_1.toTrustMaterial}});var verifier_1=require_verifier2();Object.defineProperty(exports,"Verifier",{enumerable:true,get:function(){return verifier_1.Verifier}})}});
// packages/connections/sigstore.ts
import { join } from "node:path";

// packages/line/public-log.ts
function assertPublicLogAllowed({ visibility, ownInstance, allowed }) {
  if (visibility === "public" || ownInstance || allowed) return;
  throw lineError(
    "public-log-refused",
    { visibility },
    `the repository is ${visibility}, and the transparency log is public`
  );
}

// packages/sigstore/signer.ts
var import_bundle = __toESM(require_dist2(), 1);
var import_bundler = __toESM(require_bundler(), 1);

// packages/sigstore/instance.ts
var PUBLIC_GOOD = {
  fulcio: new URL("https://fulcio.sigstore.dev"),
  rekor: new URL("https://rekor.sigstore.dev"),
  timestamp: new URL("https://timestamp.sigstore.dev/api/v1/timestamp"),
  rekorVersion: 1
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

// packages/sigstore/rekor.ts
var ENTRIES = "api/v1/log/entries";
var UUID = /\/([0-9a-f]{16})?([0-9a-f]{64})$/;
function rekorWitness(rekor, ports) {
  return {
    testify: async (content, certificate) => {
      const proposed = proposeEntry(content, certificate);
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

// packages/sigstore/signing-session.ts
import { generateKeyPairSync, sign as sign2 } from "node:crypto";

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
  const issuer = readUtf8(extensions, ISSUER) ?? extensions.get(ISSUER_RAW)?.toString("utf8");
  if (subject === void 0 || issuer === void 0 || issuer === "") {
    throw malformed("the certificate names no single subject and issuer");
  }
  const optional2 = Object.entries(NUMBERS).flatMap(([claim, number]) => {
    const value = readUtf8(extensions, `${ARC}.${String(number)}`);
    return value === void 0 ? [] : [[claim, value]];
  });
  return { subject, issuer, ...Object.fromEntries(optional2) };
}
function readUtf8(extensions, oid) {
  const bytes = extensions.get(oid);
  if (bytes === void 0) return void 0;
  const { tag, value } = import_core.ASN1Obj.parseBuffer(Buffer.from(bytes));
  if (tag.number !== UTF8_STRING || !tag.isUniversal() || tag.constructed) {
    throw malformed(`certificate extension ${oid} is not a UTF8String`);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(value);
}

// packages/sigstore/fulcio.ts
import { sign } from "node:crypto";
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
  const parsed = answerShape.safeParse(answer);
  if (!parsed.success) return void 0;
  const { data } = parsed;
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

// packages/sigstore/signing-session.ts
var RESERVE_MS = 2 * 60 * 1e3;
function createSessions(ports) {
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
  const token = readIdentityToken(await ports.token(SIGSTORE_AUDIENCE), ports.clock.now());
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const leaf = await requestCertificate(ports.instance.fulcio, token, keys, ports);
  const certificate = pemOf(leaf);
  return {
    session: {
      signer: signerOf(keys, certificate),
      certificate,
      claims: claimsOf(leaf)
    },
    lifetime: leaf.notAfter.getTime() - leaf.notBefore.getTime()
  };
}
function signerOf(keys, certificate) {
  return {
    sign: async (data) => ({
      signature: sign2("sha256", data, keys.privateKey),
      key: { $case: "x509Certificate", certificate }
    })
  };
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

// packages/sigstore/timestamp.ts
var import_core2 = __toESM(require_dist3(), 1);
import { createHash } from "node:crypto";
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
      artifactHash: createHash("sha256").update(signature).digest("base64"),
      hashAlgorithm: "sha256"
    })
  };
  const response = await ask(ports, request);
  if (response.status !== 201 && response.status !== 200) throw unexpected(request, response);
  return Buffer.from(response.body);
}
function assertOver(token, signature, authority) {
  try {
    import_core2.RFC3161Timestamp.parse(Buffer.from(token)).tstInfo.verify(signature);
  } catch (cause) {
    const message = `the timestamp authority answered without a timestamp of the signature: ${reasonOf(cause)}`;
    throw sigstoreError("sigstore-unavailable", { service: authority.host }, message, { cause });
  }
}
function signatureOf(content) {
  if (content.$case === "messageSignature") return content.messageSignature.signature;
  return content.dsseEnvelope.signatures[0]?.sig ?? Buffer.alloc(0);
}

// packages/sigstore/signer.ts
function createKeylessSigner(ports) {
  const witnesses = witnessesOf(ports);
  const session = createSessions(ports);
  return {
    signStatement: async (statement) => {
      const { predicateType } = readStatement(statement);
      const current = await session();
      const builder = new import_bundler.DSSEBundleBuilder({ signer: current.signer, witnesses });
      const bundle = await builder.create({ data: Buffer.from(statement), type: IN_TOTO_PAYLOAD });
      return { bundle: Buffer.from(JSON.stringify((0, import_bundle.bundleToJSON)(bundle))), predicateType, logIndex: logIndexOf(bundle) };
    },
    signPayload: async (payload) => {
      const current = await session();
      const builder = new import_bundler.MessageSignatureBundleBuilder({ signer: current.signer, witnesses });
      const bundle = await builder.create({ data: Buffer.from(payload) });
      const material = legacyMaterial(bundle, current.certificate);
      if (material === void 0) throw needsLog();
      const signature = bundle.content.messageSignature.signature.toString("base64");
      const annotations = { [LEGACY_ANNOTATIONS.signature]: signature, ...material };
      return { layer: { payload, annotations }, logIndex: logIndexOf(bundle) };
    },
    identity: async () => {
      const { claims } = await session();
      return { subject: claims.subject, issuer: claims.issuer, claims };
    }
  };
}
function witnessesOf(ports) {
  const { rekor, timestamp, rekorVersion } = ports.instance;
  if (rekor !== void 0 && rekorVersion === 2) {
    throw sigstoreError("signing-config-unsupported", { found: 2, wanted: 1 }, "entries of Rekor v2 are not written");
  }
  return [
    ...rekor === void 0 ? [] : [rekorWitness(rekor, ports)],
    ...timestamp === void 0 ? [] : [timestampWitness(timestamp, ports)]
  ];
}
function logIndexOf(bundle) {
  return bundle.verificationMaterial.tlogEntries[0]?.logIndex ?? "";
}
function needsLog() {
  return sigstoreError("sigstore-refused", {}, "a legacy signature needs a Rekor v1 log, and the instance has none", {
    remedy: "Leave `legacy` out of `evidence-formats`, or name an instance with a Rekor v1 log."
  });
}

// packages/sigstore/trust.ts
var import_protobuf_specs = __toESM(require_dist(), 1);
var import_verify2 = __toESM(require_dist4(), 1);

// packages/sigstore/encode-once.ts
function encodeOnce(certificate) {
  const { root } = certificate;
  for (const object2 of [root, ...root.subs.slice(0, 1)]) {
    const der = object2.toDER();
    object2.toDER = () => der;
  }
}

// packages/sigstore/legacy.ts
var import_bundle2 = __toESM(require_dist2(), 1);
import { createHash as createHash2 } from "node:crypto";
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
    const hash = material.body.spec?.envelopeHash?.value;
    if (material.body.kind === "dsse" && hash !== sha256(layer.payload).toString("hex")) {
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
    assertCounts(bundle);
    return { bundle, certificate: certificateOf(bundle), digest, annotations: payload.optional ?? null };
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
  const certificate = derOf(annotation(annotations, LEGACY_ANNOTATIONS.certificate));
  const { SignedEntryTimestamp, Payload } = logged.parse(parseJson(annotation(annotations, LEGACY_ANNOTATIONS.bundle)));
  const body = loggedBody.parse(parseJson(Buffer.from(Payload.body, "base64")));
  const parts = {
    mediaType: import_bundle2.BUNDLE_V01_MEDIA_TYPE,
    verificationMaterial: {
      x509CertificateChain: { certificates: [{ rawBytes: certificate.toString("base64") }] },
      tlogEntries: [
        {
          logIndex: String(Payload.logIndex),
          logId: { keyId: Buffer.from(Payload.logID, "hex").toString("base64") },
          kindVersion: { kind: body.kind, version: body.apiVersion },
          integratedTime: String(Payload.integratedTime),
          inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
          canonicalizedBody: Payload.body
        }
      ],
      timestampVerificationData: { rfc3161Timestamps: timestampsOf(annotations) }
    }
  };
  return { parts, body };
}
function timestampsOf(annotations) {
  const text = annotations[LEGACY_ANNOTATIONS.timestamp];
  if (text === void 0 || text === "") return [];
  const { SignedRFC3161Timestamp } = timestamped.parse(parseJson(text, { maxBytes: ANNOTATION_LIMIT }));
  return [{ signedTimestamp: SignedRFC3161Timestamp }];
}
function annotation(annotations, name) {
  const text = annotations[name];
  if (text === void 0 || text.length > ANNOTATION_LIMIT)
    throw malformed(`its annotation ${name} is missing or too large`);
  return text;
}
function sha256(bytes) {
  return createHash2("sha256").update(bytes).digest();
}

// packages/sigstore/memory.ts
var ENTRY_LIMIT = 500;
var SIZE_LIMIT = 64 * 1024;
function createMemory() {
  const results = /* @__PURE__ */ new Map();
  return (key, size, verify) => {
    const known = results.get(key);
    if (known !== void 0) return known;
    const result = verify();
    const [oldest] = results.keys();
    if (results.size >= ENTRY_LIMIT && oldest !== void 0) results.delete(oldest);
    if (size <= SIZE_LIMIT) results.set(key, result);
    return result;
  };
}

// packages/sigstore/verification.ts
var import_core3 = __toESM(require_dist3(), 1);
var import_verify = __toESM(require_dist4(), 1);

// packages/sigstore/logged-certificate.ts
var dsseBody = object({
  spec: object({ signatures: array(object({ verifier: string() })).check(_length(1)) })
});
var hashedRekordBody = object({
  spec: object({ signature: object({ publicKey: object({ content: string() }) }) })
});
function namesCertificate(entry, certificate) {
  const logged2 = loggedVerifier(entry);
  if (logged2 === void 0) return true;
  return derOf(Buffer.from(logged2, "base64").toString()).equals(certificate);
}
function loggedVerifier(entry) {
  const kind = entry.kindVersion?.version === "0.0.1" ? entry.kindVersion.kind : void 0;
  const body = JSON.parse(entry.canonicalizedBody.toString());
  if (kind === "dsse") return dsseBody.parse(body).spec.signatures[0]?.verifier;
  return kind === "hashedrekord" ? hashedRekordBody.parse(body).spec.signature.publicKey.content : void 0;
}

// packages/sigstore/verification.ts
function verifyEntity(verifier, bundle, certificate, artifact) {
  const { entity, leaf } = readEntity(bundle, artifact);
  try {
    encodeOnce(leaf);
    verifier.verify(entity);
    if (!isCodeSigning(leaf)) throw malformed("the certificate is not for signing code");
    if (!bundle.verificationMaterial.tlogEntries.every((entry) => namesCertificate(entry, certificate))) {
      throw malformed("a log entry is about another certificate");
    }
    const logIndex = bundle.verificationMaterial.tlogEntries[0]?.logIndex ?? "";
    return { claims: readClaims(leaf), signedAt: earliestTime(bundle), logIndex };
  } catch (cause) {
    throw sigstoreError("signature-invalid", {}, `the signature does not verify: ${reasonOf(cause)}`, { cause });
  }
}
function readEntity(bundle, artifact) {
  try {
    const entity = (0, import_verify.toSignedEntity)(bundle, artifact === void 0 ? void 0 : Buffer.from(artifact));
    if (entity.key.$case === "certificate") return { entity, leaf: entity.key.certificate };
  } catch (cause) {
    throw sigstoreError("bundle-invalid", {}, `the bundle cannot be read: ${reasonOf(cause)}`, { cause });
  }
  throw malformed("it is signed with a key, not a certificate");
}
function earliestTime(bundle) {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  const promised = tlogEntries.filter((entry) => entry.inclusionPromise !== void 0 && entry.integratedTime !== "0");
  const tokens = timestampVerificationData?.rfc3161Timestamps ?? [];
  const times = [
    ...promised.map((entry) => Number(entry.integratedTime) * 1e3),
    ...tokens.map((token) => import_core3.RFC3161Timestamp.parse(Buffer.from(token.signedTimestamp)).signingTime.getTime())
  ];
  return new Date(Math.min(...times));
}

// packages/sigstore/trust.ts
var ROOT_LIMIT = 1024 * 1024;
function readTrustedRoot(text) {
  const verifier = verifierOf(parseRoot(text));
  const statements = createMemory();
  const signatures = createMemory();
  const verifyStatement = ({ bundle, certificate, payload }) => {
    return { ...readStatement(payload), ...verifyEntity(verifier, bundle, certificate) };
  };
  return {
    verifyBundle: (bytes) => statements(`bundle ${digestOf(bytes)}`, bytes.byteLength, () => verifyStatement(readBundle(bytes))),
    verifyLegacyEnvelope: (layer) => statements(`layer ${keyOf(layer)}`, layer.payload.byteLength, () => verifyStatement(readLegacyEnvelope(layer))),
    verifyLegacySignature: (layer) => signatures(keyOf(layer), layer.payload.byteLength, () => {
      const { bundle, certificate, digest, annotations } = readLegacySignature(layer);
      return { digest, annotations, ...verifyEntity(verifier, bundle, certificate, layer.payload) };
    })
  };
}
function keyOf({ payload, annotations }) {
  return `${digestOf(payload)} ${digestOf(JSON.stringify(annotations))}`;
}
function parseRoot(text) {
  try {
    return import_protobuf_specs.TrustedRoot.fromJSON(parseJson(text, { maxBytes: ROOT_LIMIT }));
  } catch (cause) {
    throw sigstoreError("trusted-root-invalid", {}, `the trusted root cannot be read: ${reasonOf(cause)}`, { cause });
  }
}
function verifierOf(root) {
  const { certificateAuthorities, tlogs, ctlogs, timestampAuthorities } = root;
  if (certificateAuthorities.length === 0 || tlogs.length + timestampAuthorities.length === 0) {
    throw sigstoreError(
      "trusted-root-invalid",
      {},
      "the trusted root names no certificate authority, or neither a log nor a timestamp authority"
    );
  }
  try {
    const material = (0, import_verify2.toTrustMaterial)(root);
    for (const { certChain } of [...material.certificateAuthorities, ...material.timestampAuthorities])
      certChain.forEach(encodeOnce);
    return new import_verify2.Verifier(material, {
      tlogThreshold: tlogs.length > 0 ? 1 : 0,
      ctlogThreshold: ctlogs.length > 0 ? 1 : 0,
      timestampThreshold: 1
    });
  } catch (cause) {
    throw sigstoreError("trusted-root-invalid", {}, `the trusted root has an unusable key: ${reasonOf(cause)}`, {
      cause
    });
  }
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
  const { fetchTarget } = await import("./tuf-client-B3S4CYN5.js");
  return fetchTarget({ mirrorURL: MIRROR, cachePath, name: TARGET }, http);
}
async function embeddedRoot() {
  const { default: seeds } = await import("./seeds-KWAJFJDZ.js");
  return Buffer.from(seeds[MIRROR].targets[TARGET], "base64").toString();
}

// packages/sigstore/signing-config.ts
var service = object({
  url: url(),
  majorApiVersion: int(),
  validFor: optional(object({ start: optional(string()), end: optional(string()) }))
});
var selection = optional(object({ selector: optional(string()), count: optional(int()) }));
var signingConfig = object({
  mediaType: literal("application/vnd.dev.sigstore.signingconfig.v0.2+json"),
  caUrls: array(service),
  rekorTlogUrls: optional(array(service)),
  rekorTlogConfig: selection,
  tsaUrls: optional(array(service)),
  tsaConfig: selection
});
function readSigningConfig(text, at) {
  const config = parseConfig(text);
  assertOneEach([config.rekorTlogConfig, config.tsaConfig]);
  const fulcio = choose(config.caUrls, at);
  if (fulcio === void 0) {
    throw sigstoreError("signing-config-invalid", {}, "no certificate authority of the signing config is valid now");
  }
  const rekor = chooseLog(config.rekorTlogUrls ?? [], at);
  const timestamp = choose(config.tsaUrls ?? [], at);
  if (rekor === void 0 && timestamp === void 0) {
    throw sigstoreError(
      "signing-config-invalid",
      {},
      "the signing config has neither a log nor a timestamp authority that is valid now"
    );
  }
  return {
    fulcio: new URL(fulcio.url),
    ...rekor === void 0 ? {} : { rekor: new URL(rekor.url) },
    ...timestamp === void 0 ? {} : { timestamp: new URL(timestamp.url) },
    rekorVersion: 1
  };
}
function parseConfig(text) {
  try {
    return signingConfig.parse(parseJson(text));
  } catch (cause) {
    throw sigstoreError("signing-config-invalid", {}, `not a signing config: ${reasonOf(cause)}`, { cause });
  }
}
function assertOneEach(selections) {
  for (const wanted of selections) {
    const one = wanted?.selector !== "ALL" && (wanted?.selector !== "EXACT" || (wanted.count ?? 1) === 1);
    if (!one) {
      const facts = { selector: wanted.selector, count: wanted.count };
      throw sigstoreError(
        "signing-config-unsupported",
        facts,
        "the signing config asks for several services of one kind",
        {
          remedy: "Use the selector ANY, or EXACT with count 1: one log and one timestamp authority are written to."
        }
      );
    }
  }
}
function chooseLog(services, at) {
  const chosen = choose(services, at);
  const newer = services.some((each) => each.majorApiVersion === 2 && isValid(each, at));
  if (chosen === void 0 && newer) {
    throw sigstoreError(
      "signing-config-unsupported",
      { found: 2, wanted: 1 },
      "the signing config names only a Rekor v2 log"
    );
  }
  return chosen;
}
function choose(services, at) {
  const usable = services.filter((each) => each.majorApiVersion === 1 && isValid(each, at));
  return usable.toSorted((a, b) => startOf(b) - startOf(a))[0];
}
function isValid(candidate, at) {
  const end = candidate.validFor?.end;
  return startOf(candidate) <= at.getTime() && (end === void 0 || at.getTime() <= Date.parse(end));
}
function startOf(candidate) {
  return Date.parse(candidate.validFor?.start ?? "1970-01-01T00:00:00Z");
}

// packages/connections/sigstore.ts
function connectSigner(runner, access) {
  assertPublicLogAllowed({
    visibility: runner.context.repository.visibility,
    ownInstance: access.signingConfig !== void 0,
    allowed: access.publicLog
  });
  const { identityToken, signingConfig: signingConfig2 } = access;
  return createKeylessSigner({
    http: connectHttp(runner),
    token: (audience) => identityToken === void 0 ? runner.identityToken(audience) : Promise.resolve(identityToken),
    instance: signingConfig2 === void 0 ? PUBLIC_GOOD : readSigningConfig(signingConfig2, systemClock.now()),
    clock: systemClock
  });
}
async function connectTrust(runner, access, offline = false) {
  if (access.trustedRoot !== void 0) return readTrustedRoot(access.trustedRoot);
  return publicGoodTrust({ cachePath: join(runner.context.temp, "promo-tuf"), http: connectHttp(runner), offline });
}

export {
  connectSigner,
  connectTrust
};
