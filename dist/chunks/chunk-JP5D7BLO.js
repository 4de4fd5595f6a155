import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import {
  require_dist
} from "./chunk-3S6IDYQ7.js";
import {
  LEGACY_TAG,
  blobOf
} from "./chunk-3PGUMVOA.js";
import {
  formatTime
} from "./chunk-HEW256BD.js";
import {
  isJsonObject,
  sameJson
} from "./chunk-HIKYTEVY.js";
import {
  PREDICATE_TYPES
} from "./chunk-5DFI25AZ.js";
import {
  _enum,
  _maxLength,
  _minLength,
  _nonnegative,
  _positive,
  _regex,
  array,
  int,
  object,
  optional,
  record,
  string
} from "./chunk-CMTFYGHV.js";
import {
  digestOf,
  hexOf,
  isDigest,
  parseImageReference,
  parseJson
} from "./chunk-OXU5TALQ.js";
import {
  defineErrors,
  isPromoError
} from "./chunk-P6ISFHGS.js";
import {
  __commonJS,
  __require,
  __toESM
} from "./chunk-DCH3LH7I.js";
var require_bundle=__commonJS({"node_modules/@sigstore/bundle/dist/bundle.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.BUNDLE_V03_MEDIA_TYPE=exports.BUNDLE_V03_LEGACY_MEDIA_TYPE=exports.BUNDLE_V02_MEDIA_TYPE=exports.BUNDLE_V01_MEDIA_TYPE=void 0;exports.isBundleWithCertificateChain=isBundleWithCertificateChain;exports.isBundleWithPublicKey=isBundleWithPublicKey;exports.isBundleWithMessageSignature=isBundleWithMessageSignature;exports.isBundleWithDsseEnvelope=isBundleWithDsseEnvelope;exports.BUNDLE_V01_MEDIA_TYPE="application/vnd.dev.sigstore.bundle+json;version=0.1";exports.BUNDLE_V02_MEDIA_TYPE="application/vnd.dev.sigstore.bundle+json;version=0.2";exports.BUNDLE_V03_LEGACY_MEDIA_TYPE="application/vnd.dev.sigstore.bundle+json;version=0.3";exports.BUNDLE_V03_MEDIA_TYPE="application/vnd.dev.sigstore.bundle.v0.3+json";function isBundleWithCertificateChain(b){return b.verificationMaterial.content.$case==="x509CertificateChain"}function isBundleWithPublicKey(b){return b.verificationMaterial.content.$case==="publicKey"}function isBundleWithMessageSignature(b){return b.content.$case==="messageSignature"}function isBundleWithDsseEnvelope(b){return b.content.$case==="dsseEnvelope"}}});var require_build=__commonJS({"node_modules/@sigstore/bundle/dist/build.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.toMessageSignatureBundle=toMessageSignatureBundle;exports.toDSSEBundle=toDSSEBundle;var protobuf_specs_1=require_dist();var bundle_1=require_bundle();function toMessageSignatureBundle(options){return{mediaType:options.certificateChain?bundle_1.BUNDLE_V02_MEDIA_TYPE:bundle_1.BUNDLE_V03_MEDIA_TYPE,content:{$case:"messageSignature",messageSignature:{messageDigest:{algorithm:protobuf_specs_1.HashAlgorithm.SHA2_256,digest:options.digest},signature:options.signature}},verificationMaterial:toVerificationMaterial(options)}}function toDSSEBundle(options){return{mediaType:options.certificateChain?bundle_1.BUNDLE_V02_MEDIA_TYPE:bundle_1.BUNDLE_V03_MEDIA_TYPE,content:{$case:"dsseEnvelope",dsseEnvelope:toEnvelope(options)},verificationMaterial:toVerificationMaterial(options)}}function toEnvelope(options){return{payloadType:options.artifactType,payload:options.artifact,signatures:[toSignature(options)]}}function toSignature(options){return{keyid:options.keyHint||"",sig:options.signature}}function toVerificationMaterial(options){return{content:toKeyContent(options),tlogEntries:[],timestampVerificationData:{rfc3161Timestamps:[]}}}function toKeyContent(options){if(options.certificate){if(options.certificateChain){return{$case:"x509CertificateChain",x509CertificateChain:{certificates:[{rawBytes:options.certificate}]}}}else{return{$case:"certificate",certificate:{rawBytes:options.certificate}}}}else{return{$case:"publicKey",publicKey:{hint:options.keyHint||""}}}}}});var require_error=__commonJS({"node_modules/@sigstore/bundle/dist/error.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.ValidationError=void 0;var ValidationError=class extends Error{fields;constructor(message,fields){super(message);this.fields=fields}};exports.ValidationError=ValidationError}});var require_validate=__commonJS({"node_modules/@sigstore/bundle/dist/validate.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.assertBundle=assertBundle;exports.assertBundleV01=assertBundleV01;exports.isBundleV01=isBundleV01;exports.assertBundleV02=assertBundleV02;exports.assertBundleLatest=assertBundleLatest;var error_1=require_error();function assertBundle(b){const invalidValues=validateBundleBase(b);if(invalidValues.length>0){throw new error_1.ValidationError("invalid bundle",invalidValues)}}function assertBundleV01(b){const invalidValues=[];invalidValues.push(...validateBundleBase(b));invalidValues.push(...validateInclusionPromise(b));if(invalidValues.length>0){throw new error_1.ValidationError("invalid v0.1 bundle",invalidValues)}}function isBundleV01(b){try{assertBundleV01(b);return true}catch(e){return false}}function assertBundleV02(b){const invalidValues=[];invalidValues.push(...validateBundleBase(b));invalidValues.push(...validateInclusionProof(b));if(invalidValues.length>0){throw new error_1.ValidationError("invalid v0.2 bundle",invalidValues)}}function assertBundleLatest(b){const invalidValues=[];invalidValues.push(...validateBundleBase(b));invalidValues.push(...validateInclusionProof(b));invalidValues.push(...validateNoCertificateChain(b));if(invalidValues.length>0){throw new error_1.ValidationError("invalid bundle",invalidValues)}}function validateBundleBase(b){const invalidValues=[];if(b.mediaType===void 0||!b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\+json;version=\d\.\d/)&&!b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\.v\d\.\d\+json/)){invalidValues.push("mediaType")}if(b.content===void 0){invalidValues.push("content")}else{switch(b.content.$case){case"messageSignature":if(b.content.messageSignature.messageDigest===void 0){invalidValues.push("content.messageSignature.messageDigest")}else{if(b.content.messageSignature.messageDigest.digest.length===0){invalidValues.push("content.messageSignature.messageDigest.digest")}}if(b.content.messageSignature.signature.length===0){invalidValues.push("content.messageSignature.signature")}break;case"dsseEnvelope":if(b.content.dsseEnvelope.payload.length===0){invalidValues.push("content.dsseEnvelope.payload")}if(b.content.dsseEnvelope.signatures.length!==1){invalidValues.push("content.dsseEnvelope.signatures")}else{if(b.content.dsseEnvelope.signatures[0].sig.length===0){invalidValues.push("content.dsseEnvelope.signatures[0].sig")}}break}}if(b.verificationMaterial===void 0){invalidValues.push("verificationMaterial")}else{if(b.verificationMaterial.content===void 0){invalidValues.push("verificationMaterial.content")}else{switch(b.verificationMaterial.content.$case){case"x509CertificateChain":if(b.verificationMaterial.content.x509CertificateChain.certificates.length===0){invalidValues.push("verificationMaterial.content.x509CertificateChain.certificates")}b.verificationMaterial.content.x509CertificateChain.certificates.forEach((cert,i)=>{if(cert.rawBytes.length===0){invalidValues.push(`verificationMaterial.content.x509CertificateChain.certificates[${i}].rawBytes`)}});break;case"certificate":if(b.verificationMaterial.content.certificate.rawBytes.length===0){invalidValues.push("verificationMaterial.content.certificate.rawBytes")}break}}if(b.verificationMaterial.tlogEntries===void 0){invalidValues.push("verificationMaterial.tlogEntries")}else{if(b.verificationMaterial.tlogEntries.length>0){b.verificationMaterial.tlogEntries.forEach((entry,i)=>{if(entry.logId===void 0){invalidValues.push(`verificationMaterial.tlogEntries[${i}].logId`)}if(entry.kindVersion===void 0){invalidValues.push(`verificationMaterial.tlogEntries[${i}].kindVersion`)}})}}}return invalidValues}function validateInclusionPromise(b){const invalidValues=[];if(b.verificationMaterial&&b.verificationMaterial.tlogEntries?.length>0){b.verificationMaterial.tlogEntries.forEach((entry,i)=>{if(entry.inclusionPromise===void 0){invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionPromise`)}})}return invalidValues}function validateInclusionProof(b){const invalidValues=[];if(b.verificationMaterial&&b.verificationMaterial.tlogEntries?.length>0){b.verificationMaterial.tlogEntries.forEach((entry,i)=>{if(entry.inclusionProof===void 0){invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof`)}else{if(entry.inclusionProof.checkpoint===void 0){invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof.checkpoint`)}}})}return invalidValues}function validateNoCertificateChain(b){const invalidValues=[];if(b.verificationMaterial?.content?.$case==="x509CertificateChain"){invalidValues.push("verificationMaterial.content.$case")}return invalidValues}}});var require_serialized=__commonJS({"node_modules/@sigstore/bundle/dist/serialized.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.envelopeToJSON=exports.envelopeFromJSON=exports.bundleToJSON=exports.bundleFromJSON=void 0;var protobuf_specs_1=require_dist();var bundle_1=require_bundle();var validate_1=require_validate();var bundleFromJSON2=obj=>{const bundle=protobuf_specs_1.Bundle.fromJSON(obj);switch(bundle.mediaType){case bundle_1.BUNDLE_V01_MEDIA_TYPE:(0,validate_1.assertBundleV01)(bundle);break;case bundle_1.BUNDLE_V02_MEDIA_TYPE:(0,validate_1.assertBundleV02)(bundle);break;default:(0,validate_1.assertBundleLatest)(bundle);break}return bundle};exports.bundleFromJSON=bundleFromJSON2;var bundleToJSON=bundle=>{return protobuf_specs_1.Bundle.toJSON(bundle)};exports.bundleToJSON=bundleToJSON;var envelopeFromJSON=obj=>{return protobuf_specs_1.Envelope.fromJSON(obj)};exports.envelopeFromJSON=envelopeFromJSON;var envelopeToJSON2=envelope=>{return protobuf_specs_1.Envelope.toJSON(envelope)};exports.envelopeToJSON=envelopeToJSON2}});var require_dist2=__commonJS({"node_modules/@sigstore/bundle/dist/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.isBundleV01=exports.assertBundleV02=exports.assertBundleV01=exports.assertBundleLatest=exports.assertBundle=exports.envelopeToJSON=exports.envelopeFromJSON=exports.bundleToJSON=exports.bundleFromJSON=exports.ValidationError=exports.isBundleWithPublicKey=exports.isBundleWithMessageSignature=exports.isBundleWithDsseEnvelope=exports.isBundleWithCertificateChain=exports.BUNDLE_V03_MEDIA_TYPE=exports.BUNDLE_V03_LEGACY_MEDIA_TYPE=exports.BUNDLE_V02_MEDIA_TYPE=exports.BUNDLE_V01_MEDIA_TYPE=exports.toMessageSignatureBundle=exports.toDSSEBundle=void 0;var build_1=require_build();Object.defineProperty(exports,"toDSSEBundle",{enumerable:true,get:function(){return build_1.toDSSEBundle}});Object.defineProperty(exports,"toMessageSignatureBundle",{enumerable:true,get:function(){return build_1.toMessageSignatureBundle}});var bundle_1=require_bundle();Object.defineProperty(exports,"BUNDLE_V01_MEDIA_TYPE",{enumerable:true,get:function(){return bundle_1.BUNDLE_V01_MEDIA_TYPE}});Object.defineProperty(exports,"BUNDLE_V02_MEDIA_TYPE",{enumerable:true,get:function(){return bundle_1.BUNDLE_V02_MEDIA_TYPE}});Object.defineProperty(exports,"BUNDLE_V03_LEGACY_MEDIA_TYPE",{enumerable:true,get:function(){return bundle_1.BUNDLE_V03_LEGACY_MEDIA_TYPE}});Object.defineProperty(exports,"BUNDLE_V03_MEDIA_TYPE",{enumerable:true,get:function(){return bundle_1.BUNDLE_V03_MEDIA_TYPE}});Object.defineProperty(exports,"isBundleWithCertificateChain",{enumerable:true,get:function(){return bundle_1.isBundleWithCertificateChain}});Object.defineProperty(exports,"isBundleWithDsseEnvelope",{enumerable:true,get:function(){return bundle_1.isBundleWithDsseEnvelope}});Object.defineProperty(exports,"isBundleWithMessageSignature",{enumerable:true,get:function(){return bundle_1.isBundleWithMessageSignature}});Object.defineProperty(exports,"isBundleWithPublicKey",{enumerable:true,get:function(){return bundle_1.isBundleWithPublicKey}});var error_1=require_error();Object.defineProperty(exports,"ValidationError",{enumerable:true,get:function(){return error_1.ValidationError}});var serialized_1=require_serialized();Object.defineProperty(exports,"bundleFromJSON",{enumerable:true,get:function(){return serialized_1.bundleFromJSON}});Object.defineProperty(exports,"bundleToJSON",{enumerable:true,get:function(){return serialized_1.bundleToJSON}});Object.defineProperty(exports,"envelopeFromJSON",{enumerable:true,get:function(){return serialized_1.envelopeFromJSON}});Object.defineProperty(exports,"envelopeToJSON",{enumerable:true,get:function(){return serialized_1.envelopeToJSON}});var validate_1=require_validate();Object.defineProperty(exports,"assertBundle",{enumerable:true,get:function(){return validate_1.assertBundle}});Object.defineProperty(exports,"assertBundleLatest",{enumerable:true,get:function(){return validate_1.assertBundleLatest}});Object.defineProperty(exports,"assertBundleV01",{enumerable:true,get:function(){return validate_1.assertBundleV01}});Object.defineProperty(exports,"assertBundleV02",{enumerable:true,get:function(){return validate_1.assertBundleV02}});Object.defineProperty(exports,"isBundleV01",{enumerable:true,get:function(){return validate_1.isBundleV01}})}});var require_stream=__commonJS({"node_modules/@sigstore/core/dist/stream.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.ByteStream=void 0;var StreamError=class extends Error{};var ByteStream=class _ByteStream{static BLOCK_SIZE=1024;buf;view;start=0;constructor(buffer){if(buffer){this.buf=buffer;this.view=Buffer.from(buffer)}else{this.buf=Buffer.alloc(0);this.view=Buffer.from(this.buf)}}get buffer(){return this.view.subarray(0,this.start)}get length(){return this.view.byteLength}get position(){return this.start}seek(position){this.start=position}slice(start,len){const end=start+len;if(end>this.length){throw new StreamError("request past end of buffer")}return this.view.subarray(start,end)}appendChar(char){this.ensureCapacity(1);this.view[this.start]=char;this.start+=1}appendUint16(num){this.ensureCapacity(2);const value=new Uint16Array([num]);const view=new Uint8Array(value.buffer);this.view[this.start]=view[1];this.view[this.start+1]=view[0];this.start+=2}appendUint24(num){this.ensureCapacity(3);const value=new Uint32Array([num]);const view=new Uint8Array(value.buffer);this.view[this.start]=view[2];this.view[this.start+1]=view[1];this.view[this.start+2]=view[0];this.start+=3}appendView(view){this.ensureCapacity(view.length);this.view.set(view,this.start);this.start+=view.length}getBlock(size){if(size<=0){return Buffer.alloc(0)}if(this.start+size>this.view.length){throw new Error("request past end of buffer")}const result=this.view.subarray(this.start,this.start+size);this.start+=size;return result}getUint8(){return this.getBlock(1)[0]}getUint16(){const block=this.getBlock(2);return block[0]<<8|block[1]}ensureCapacity(size){if(this.start+size>this.view.byteLength){const blockSize=_ByteStream.BLOCK_SIZE+(size>_ByteStream.BLOCK_SIZE?size:0);this.realloc(this.view.byteLength+blockSize)}}realloc(size){const newArray=Buffer.alloc(size);const newView=Buffer.from(newArray);newView.set(this.view);this.buf=newArray;this.view=newView}};exports.ByteStream=ByteStream}});var require_error2=__commonJS({"node_modules/@sigstore/core/dist/asn1/error.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.ASN1TypeError=exports.ASN1ParseError=void 0;var ASN1ParseError=class extends Error{};exports.ASN1ParseError=ASN1ParseError;var ASN1TypeError=class extends Error{};exports.ASN1TypeError=ASN1TypeError}});var require_length=__commonJS({"node_modules/@sigstore/core/dist/asn1/length.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.decodeLength=decodeLength;exports.encodeLength=encodeLength;var error_1=require_error2();function decodeLength(stream){const buf=stream.getUint8();if((buf&128)===0){return buf}const byteCount=buf&127;if(byteCount>6){throw new error_1.ASN1ParseError("length exceeds 6 byte limit")}let len=0;for(let i=0;i<byteCount;i++){const byte=stream.getUint8();if(i===0&&byte===0){throw new error_1.ASN1ParseError("non-minimal length encoding")}len=len*256+byte}if(len===0){throw new error_1.ASN1ParseError("indefinite length encoding not supported")}if(len<128){throw new error_1.ASN1ParseError("non-minimal length encoding")}return len}function encodeLength(len){if(len<128){return Buffer.from([len])}let val=BigInt(len);const bytes=[];while(val>0n){bytes.unshift(Number(val&255n));val=val>>8n}return Buffer.from([128|bytes.length,...bytes])}}});var require_parse=__commonJS({"node_modules/@sigstore/core/dist/asn1/parse.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.parseInteger=parseInteger;exports.parseStringASCII=parseStringASCII;exports.parseTime=parseTime;exports.parseOID=parseOID;exports.parseBoolean=parseBoolean;exports.parseBitString=parseBitString;var error_1=require_error2();var RE_TIME_SHORT_YEAR=/^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{3})?Z$/;var RE_TIME_LONG_YEAR=/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{3})?Z$/;function parseInteger(buf){let pos=0;const end=buf.length;let val=buf[pos];const neg=val>127;const pad=neg?255:0;while(val==pad&&++pos<end){val=buf[pos]}const len=end-pos;if(len===0)return BigInt(neg?-1:0);val=neg?val-256:val;let n=BigInt(val);for(let i=pos+1;i<end;++i){n=n*BigInt(256)+BigInt(buf[i])}return n}function parseStringASCII(buf){return buf.toString("ascii")}function parseTime(buf,shortYear){const timeStr=parseStringASCII(buf);const m=shortYear?RE_TIME_SHORT_YEAR.exec(timeStr):RE_TIME_LONG_YEAR.exec(timeStr);if(!m){throw new Error("invalid time")}if(shortYear){let year=Number(m[1]);year+=year>=50?1900:2e3;m[1]=year.toString()}return new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`)}function parseOID(buf){let pos=0;const end=buf.length;let n=buf[pos++];const first=Math.floor(n/40);const second=n%40;let oid=`${first}.${second}`;let val=0n;for(;pos<end;++pos){n=buf[pos];val=(val<<7n)+BigInt(n&127);if((n&128)===0){oid+=`.${val}`;val=0n}}return oid}function parseBoolean(buf){if(buf.length!==1){throw new error_1.ASN1ParseError("invalid boolean")}switch(buf[0]){case 0:return false;case 255:return true;default:throw new error_1.ASN1ParseError("invalid boolean")}}function parseBitString(buf){const unused=buf[0];if(unused>7){throw new error_1.ASN1ParseError("invalid bit string")}const start=1;const end=buf.length;const bits=[];for(let i=start;i<end;++i){const byte=buf[i];const skip=i===end-1?unused:0;for(let j=7;j>=skip;--j){bits.push(byte>>j&1)}}return bits}}});var require_tag=__commonJS({"node_modules/@sigstore/core/dist/asn1/tag.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.ASN1Tag=void 0;var error_1=require_error2();var UNIVERSAL_TAG={BOOLEAN:1,INTEGER:2,BIT_STRING:3,OCTET_STRING:4,OBJECT_IDENTIFIER:6,SEQUENCE:16,SET:17,PRINTABLE_STRING:19,UTC_TIME:23,GENERALIZED_TIME:24};var TAG_CLASS={UNIVERSAL:0,APPLICATION:1,CONTEXT_SPECIFIC:2,PRIVATE:3};var ASN1Tag=class{number;constructed;class;constructor(enc){this.number=enc&31;this.constructed=(enc&32)===32;this.class=enc>>6;if(this.number===31){throw new error_1.ASN1ParseError("long form tags not supported")}if(this.class===TAG_CLASS.UNIVERSAL&&this.number===0){throw new error_1.ASN1ParseError("unsupported tag 0x00")}}isUniversal(){return this.class===TAG_CLASS.UNIVERSAL}isContextSpecific(num){const res=this.class===TAG_CLASS.CONTEXT_SPECIFIC;return num!==void 0?res&&this.number===num:res}isBoolean(){return this.isUniversal()&&this.number===UNIVERSAL_TAG.BOOLEAN}isInteger(){return this.isUniversal()&&this.number===UNIVERSAL_TAG.INTEGER}isBitString(){return this.isUniversal()&&this.number===UNIVERSAL_TAG.BIT_STRING}isOctetString(){return this.isUniversal()&&this.number===UNIVERSAL_TAG.OCTET_STRING}isOID(){return this.isUniversal()&&this.number===UNIVERSAL_TAG.OBJECT_IDENTIFIER}isUTCTime(){return this.isUniversal()&&this.number===UNIVERSAL_TAG.UTC_TIME}isGeneralizedTime(){return this.isUniversal()&&this.number===UNIVERSAL_TAG.GENERALIZED_TIME}toDER(){return this.number|(this.constructed?32:0)|this.class<<6}};exports.ASN1Tag=ASN1Tag}});var require_obj=__commonJS({"node_modules/@sigstore/core/dist/asn1/obj.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.ASN1Obj=void 0;var stream_1=require_stream();var error_1=require_error2();var length_1=require_length();var parse_1=require_parse();var tag_1=require_tag();var ASN1Obj2=class{tag;subs;value;constructor(tag,value,subs){this.tag=tag;this.value=value;this.subs=subs}static parseBuffer(buf){const stream=new stream_1.ByteStream(buf);const obj=parseStream(stream);if(stream.position!==stream.length){throw new error_1.ASN1ParseError("invalid trailing data")}return obj}toDER(){const valueStream=new stream_1.ByteStream;if(this.subs.length>0){for(const sub of this.subs){valueStream.appendView(sub.toDER())}}else{valueStream.appendView(this.value)}const value=valueStream.buffer;const obj=new stream_1.ByteStream;obj.appendChar(this.tag.toDER());obj.appendView((0,length_1.encodeLength)(value.length));obj.appendView(value);return obj.buffer}toBoolean(){if(!this.tag.isBoolean()){throw new error_1.ASN1TypeError("not a boolean")}return(0,parse_1.parseBoolean)(this.value)}toInteger(){if(!this.tag.isInteger()){throw new error_1.ASN1TypeError("not an integer")}return(0,parse_1.parseInteger)(this.value)}toOID(){if(!this.tag.isOID()){throw new error_1.ASN1TypeError("not an OID")}return(0,parse_1.parseOID)(this.value)}toDate(){switch(true){case this.tag.isUTCTime():return(0,parse_1.parseTime)(this.value,true);case this.tag.isGeneralizedTime():return(0,parse_1.parseTime)(this.value,false);default:throw new error_1.ASN1TypeError("not a date")}}toBitString(){if(!this.tag.isBitString()){throw new error_1.ASN1TypeError("not a bit string")}return(0,parse_1.parseBitString)(this.value)}};exports.ASN1Obj=ASN1Obj2;var MAX_DEPTH=100;function parseStream(stream,depth=0){if(depth>MAX_DEPTH){throw new error_1.ASN1ParseError("maximum nesting depth exceeded")}const tag=new tag_1.ASN1Tag(stream.getUint8());const len=(0,length_1.decodeLength)(stream);const value=stream.slice(stream.position,len);const start=stream.position;let subs=[];if(tag.constructed){subs=collectSubs(stream,len,depth)}else if(tag.isOctetString()){try{subs=collectSubs(stream,len,depth)}catch(e){}}if(subs.length===0){stream.seek(start+len)}return new ASN1Obj2(tag,value,subs)}function collectSubs(stream,len,depth){const end=stream.position+len;if(end>stream.length){throw new error_1.ASN1ParseError("invalid length")}const subs=[];while(stream.position<end){subs.push(parseStream(stream,depth+1))}if(stream.position!==end){throw new error_1.ASN1ParseError("invalid length")}return subs}}});var require_asn1=__commonJS({"node_modules/@sigstore/core/dist/asn1/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.ASN1Obj=void 0;var obj_1=require_obj();Object.defineProperty(exports,"ASN1Obj",{enumerable:true,get:function(){return obj_1.ASN1Obj}})}});var require_crypto=__commonJS({"node_modules/@sigstore/core/dist/crypto.js"(exports){"use strict";var __importDefault=exports&&exports.__importDefault||function(mod){return mod&&mod.__esModule?mod:{"default":mod}};Object.defineProperty(exports,"__esModule",{value:true});exports.createPublicKey=createPublicKey2;exports.digest=digest;exports.verify=verify;exports.bufferEqual=bufferEqual;var crypto_1=__importDefault(__require("crypto"));function createPublicKey2(key,type="spki"){if(typeof key==="string"){if(key.startsWith("-----")){return crypto_1.default.createPublicKey(key)}else{return crypto_1.default.createPublicKey({key:Buffer.from(key,"base64"),format:"der",type})}}else{return crypto_1.default.createPublicKey({key,format:"der",type})}}function digest(algorithm,...data){const hash=crypto_1.default.createHash(algorithm);for(const d of data){hash.update(d)}return hash.digest()}function verify(data,key,signature,algorithm){try{return crypto_1.default.verify(algorithm,data,key,signature)}catch(e){return false}}function bufferEqual(a,b){try{return crypto_1.default.timingSafeEqual(a,b)}catch{return false}}}});var require_dsse=__commonJS({"node_modules/@sigstore/core/dist/dsse.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.preAuthEncoding=preAuthEncoding;var PAE_PREFIX="DSSEv1";function preAuthEncoding(payloadType,payload){const typeBytes=Buffer.from(payloadType,"utf-8");return Buffer.concat([Buffer.from(`${PAE_PREFIX} ${typeBytes.length} `,"ascii"),typeBytes,Buffer.from(` ${payload.length} `,"ascii"),payload])}}});var require_encoding=__commonJS({"node_modules/@sigstore/core/dist/encoding.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.base64Encode=base64Encode;exports.base64Decode=base64Decode;var BASE64_ENCODING="base64";var UTF8_ENCODING="utf-8";function base64Encode(str){return Buffer.from(str,UTF8_ENCODING).toString(BASE64_ENCODING)}function base64Decode(str){return Buffer.from(str,BASE64_ENCODING).toString(UTF8_ENCODING)}}});var require_json=__commonJS({"node_modules/@sigstore/core/dist/json.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.canonicalize=canonicalize;function canonicalize(object2){let buffer="";if(object2===null||typeof object2!=="object"||object2.toJSON!=null){buffer+=JSON.stringify(object2)}else if(Array.isArray(object2)){buffer+="[";let first=true;object2.forEach(element=>{if(!first){buffer+=","}first=false;buffer+=canonicalize(element)});buffer+="]"}else{buffer+="{";let first=true;Object.keys(object2).sort().forEach(property=>{if(!first){buffer+=","}first=false;buffer+=JSON.stringify(property);buffer+=":";buffer+=canonicalize(object2[property])});buffer+="}"}return buffer}}});var require_pem=__commonJS({"node_modules/@sigstore/core/dist/pem.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.toDER=toDER;exports.fromDER=fromDER;var PEM_HEADER=/-----BEGIN (.*)-----/;var PEM_FOOTER=/-----END (.*)-----/;function toDER(certificate){let der="";certificate.split("\n").forEach(line=>{if(line.match(PEM_HEADER)||line.match(PEM_FOOTER)){return}der+=line});return Buffer.from(der,"base64")}function fromDER(certificate,type="CERTIFICATE"){const der=certificate.toString("base64");const lines=der.match(/.{1,64}/g)||"";return[`-----BEGIN ${type}-----`,...lines,`-----END ${type}-----`].join("\n").concat("\n")}}});var require_oid=__commonJS({"node_modules/@sigstore/core/dist/oid.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.SHA2_HASH_ALGOS=exports.RSA_SIGNATURE_ALGOS=exports.ECDSA_SIGNATURE_ALGOS=void 0;exports.ECDSA_SIGNATURE_ALGOS={"1.2.840.10045.4.3.1":"sha224","1.2.840.10045.4.3.2":"sha256","1.2.840.10045.4.3.3":"sha384","1.2.840.10045.4.3.4":"sha512"};exports.RSA_SIGNATURE_ALGOS={"1.2.840.113549.1.1.14":"sha224","1.2.840.113549.1.1.11":"sha256","1.2.840.113549.1.1.12":"sha384","1.2.840.113549.1.1.13":"sha512"};exports.SHA2_HASH_ALGOS={"2.16.840.1.101.3.4.2.1":"sha256","2.16.840.1.101.3.4.2.2":"sha384","2.16.840.1.101.3.4.2.3":"sha512"}}});var require_error3=__commonJS({"node_modules/@sigstore/core/dist/rfc3161/error.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.RFC3161TimestampVerificationError=void 0;var RFC3161TimestampVerificationError=class extends Error{};exports.RFC3161TimestampVerificationError=RFC3161TimestampVerificationError}});var require_tstinfo=__commonJS({"node_modules/@sigstore/core/dist/rfc3161/tstinfo.js"(exports){"use strict";var __createBinding=exports&&exports.__createBinding||(Object.create?(function(o,m,k,k2){if(k2===void 0)k2=k;var desc=Object.getOwnPropertyDescriptor(m,k);if(!desc||("get"in desc?!m.__esModule:desc.writable||desc.configurable)){desc={enumerable:true,get:function(){return m[k]}}}Object.defineProperty(o,k2,desc)}):(function(o,m,k,k2){if(k2===void 0)k2=k;o[k2]=m[k]}));var __setModuleDefault=exports&&exports.__setModuleDefault||(Object.create?(function(o,v){Object.defineProperty(o,"default",{enumerable:true,value:v})}):function(o,v){o["default"]=v});var __importStar=exports&&exports.__importStar||(function(){var ownKeys=function(o){ownKeys=Object.getOwnPropertyNames||function(o2){var ar=[];for(var k in o2)if(Object.prototype.hasOwnProperty.call(o2,k))ar[ar.length]=k;return ar};return ownKeys(o)};return function(mod){if(mod&&mod.__esModule)return mod;var result={};if(mod!=null){for(var k=ownKeys(mod),i=0;i<k.length;i++)if(k[i]!=="default")__createBinding(result,mod,k[i])}__setModuleDefault(result,mod);return result}})();Object.defineProperty(exports,"__esModule",{value:true});exports.TSTInfo=void 0;var crypto=__importStar(require_crypto());var oid_1=require_oid();var error_1=require_error3();var TSTInfo=class{root;constructor(asn1){this.root=asn1}get version(){return this.root.subs[0].toInteger()}get genTime(){return this.root.subs[4].toDate()}get messageImprintHashAlgorithm(){const oid=this.messageImprintObj.subs[0].subs[0].toOID();return oid_1.SHA2_HASH_ALGOS[oid]}get messageImprintHashedMessage(){return this.messageImprintObj.subs[1].value}get raw(){return this.root.toDER()}verify(data){const digest=crypto.digest(this.messageImprintHashAlgorithm,data);if(!crypto.bufferEqual(digest,this.messageImprintHashedMessage)){throw new error_1.RFC3161TimestampVerificationError("message imprint does not match artifact")}}get messageImprintObj(){return this.root.subs[2]}};exports.TSTInfo=TSTInfo}});var require_timestamp=__commonJS({"node_modules/@sigstore/core/dist/rfc3161/timestamp.js"(exports){"use strict";var __createBinding=exports&&exports.__createBinding||(Object.create?(function(o,m,k,k2){if(k2===void 0)k2=k;var desc=Object.getOwnPropertyDescriptor(m,k);if(!desc||("get"in desc?!m.__esModule:desc.writable||desc.configurable)){desc={enumerable:true,get:function(){return m[k]}}}Object.defineProperty(o,k2,desc)}):(function(o,m,k,k2){if(k2===void 0)k2=k;o[k2]=m[k]}));var __setModuleDefault=exports&&exports.__setModuleDefault||(Object.create?(function(o,v){Object.defineProperty(o,"default",{enumerable:true,value:v})}):function(o,v){o["default"]=v});var __importStar=exports&&exports.__importStar||(function(){var ownKeys=function(o){ownKeys=Object.getOwnPropertyNames||function(o2){var ar=[];for(var k in o2)if(Object.prototype.hasOwnProperty.call(o2,k))ar[ar.length]=k;return ar};return ownKeys(o)};return function(mod){if(mod&&mod.__esModule)return mod;var result={};if(mod!=null){for(var k=ownKeys(mod),i=0;i<k.length;i++)if(k[i]!=="default")__createBinding(result,mod,k[i])}__setModuleDefault(result,mod);return result}})();Object.defineProperty(exports,"__esModule",{value:true});exports.RFC3161Timestamp=void 0;var asn1_1=require_asn1();var crypto=__importStar(require_crypto());var oid_1=require_oid();var error_1=require_error3();var tstinfo_1=require_tstinfo();var OID_PKCS9_CONTENT_TYPE_SIGNED_DATA="1.2.840.113549.1.7.2";var OID_PKCS9_CONTENT_TYPE_TSTINFO="1.2.840.113549.1.9.16.1.4";var OID_PKCS9_MESSAGE_DIGEST_KEY="1.2.840.113549.1.9.4";var RFC3161Timestamp=class _RFC3161Timestamp{root;constructor(asn1){this.root=asn1}static parse(der){const asn1=asn1_1.ASN1Obj.parseBuffer(der);return new _RFC3161Timestamp(asn1)}get status(){return this.pkiStatusInfoObj.subs[0].toInteger()}get contentType(){return this.contentTypeObj.toOID()}get eContentType(){return this.eContentTypeObj.toOID()}get signingTime(){return this.tstInfo.genTime}get signerIssuer(){return this.signerSidObj.subs[0].value}get signerSerialNumber(){return this.signerSidObj.subs[1].value}get signerDigestAlgorithm(){const oid=this.signerDigestAlgorithmObj.subs[0].toOID();return oid_1.SHA2_HASH_ALGOS[oid]}get signatureAlgorithm(){const oid=this.signatureAlgorithmObj.subs[0].toOID();return oid_1.ECDSA_SIGNATURE_ALGOS[oid]}get signatureValue(){return this.signatureValueObj.value}get tstInfo(){return new tstinfo_1.TSTInfo(this.eContentObj.subs[0].subs[0])}verify(data,publicKey){if(!this.timeStampTokenObj){throw new error_1.RFC3161TimestampVerificationError("timeStampToken is missing")}if(this.contentType!==OID_PKCS9_CONTENT_TYPE_SIGNED_DATA){throw new error_1.RFC3161TimestampVerificationError(`incorrect content type: ${this.contentType}`)}if(this.eContentType!==OID_PKCS9_CONTENT_TYPE_TSTINFO){throw new error_1.RFC3161TimestampVerificationError(`incorrect encapsulated content type: ${this.eContentType}`)}this.tstInfo.verify(data);this.verifyMessageDigest();this.verifySignature(publicKey)}verifyMessageDigest(){const tstInfoDigest=crypto.digest(this.signerDigestAlgorithm,this.tstInfo.raw);const expectedDigest=this.messageDigestAttributeObj.subs[1].subs[0].value;if(!crypto.bufferEqual(tstInfoDigest,expectedDigest)){throw new error_1.RFC3161TimestampVerificationError("signed data does not match tstInfo")}}verifySignature(key){const signedAttrs=this.signedAttrsObj.toDER();signedAttrs[0]=49;const verified=crypto.verify(signedAttrs,key,this.signatureValue,this.signatureAlgorithm);if(!verified){throw new error_1.RFC3161TimestampVerificationError("signature verification failed")}}get pkiStatusInfoObj(){return this.root.subs[0]}get timeStampTokenObj(){return this.root.subs[1]}get contentTypeObj(){return this.timeStampTokenObj.subs[0]}get signedDataObj(){const obj=this.timeStampTokenObj.subs.find(sub=>sub.tag.isContextSpecific(0));return obj.subs[0]}get encapContentInfoObj(){return this.signedDataObj.subs[2]}get signerInfosObj(){const sd=this.signedDataObj;return sd.subs[sd.subs.length-1]}get signerInfoObj(){return this.signerInfosObj.subs[0]}get eContentTypeObj(){return this.encapContentInfoObj.subs[0]}get eContentObj(){return this.encapContentInfoObj.subs[1]}get signedAttrsObj(){const signedAttrs=this.signerInfoObj.subs.find(sub=>sub.tag.isContextSpecific(0));return signedAttrs}get messageDigestAttributeObj(){const messageDigest=this.signedAttrsObj.subs.find(sub=>sub.subs[0].tag.isOID()&&sub.subs[0].toOID()===OID_PKCS9_MESSAGE_DIGEST_KEY);return messageDigest}get signerSidObj(){return this.signerInfoObj.subs[1]}get signerDigestAlgorithmObj(){return this.signerInfoObj.subs[2]}get signatureAlgorithmObj(){return this.signerInfoObj.subs[4]}get signatureValueObj(){return this.signerInfoObj.subs[5]}};exports.RFC3161Timestamp=RFC3161Timestamp}});var require_rfc3161=__commonJS({"node_modules/@sigstore/core/dist/rfc3161/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.RFC3161Timestamp=void 0;var timestamp_1=require_timestamp();Object.defineProperty(exports,"RFC3161Timestamp",{enumerable:true,get:function(){return timestamp_1.RFC3161Timestamp}})}});var require_sct=__commonJS({"node_modules/@sigstore/core/dist/x509/sct.js"(exports){"use strict";var __createBinding=exports&&exports.__createBinding||(Object.create?(function(o,m,k,k2){if(k2===void 0)k2=k;var desc=Object.getOwnPropertyDescriptor(m,k);if(!desc||("get"in desc?!m.__esModule:desc.writable||desc.configurable)){desc={enumerable:true,get:function(){return m[k]}}}Object.defineProperty(o,k2,desc)}):(function(o,m,k,k2){if(k2===void 0)k2=k;o[k2]=m[k]}));var __setModuleDefault=exports&&exports.__setModuleDefault||(Object.create?(function(o,v){Object.defineProperty(o,"default",{enumerable:true,value:v})}):function(o,v){o["default"]=v});var __importStar=exports&&exports.__importStar||(function(){var ownKeys=function(o){ownKeys=Object.getOwnPropertyNames||function(o2){var ar=[];for(var k in o2)if(Object.prototype.hasOwnProperty.call(o2,k))ar[ar.length]=k;return ar};return ownKeys(o)};return function(mod){if(mod&&mod.__esModule)return mod;var result={};if(mod!=null){for(var k=ownKeys(mod),i=0;i<k.length;i++)if(k[i]!=="default")__createBinding(result,mod,k[i])}__setModuleDefault(result,mod);return result}})();Object.defineProperty(exports,"__esModule",{value:true});exports.SignedCertificateTimestamp=void 0;var crypto=__importStar(require_crypto());var stream_1=require_stream();var SignedCertificateTimestamp=class _SignedCertificateTimestamp{version;logID;timestamp;extensions;hashAlgorithm;signatureAlgorithm;signature;constructor(options){this.version=options.version;this.logID=options.logID;this.timestamp=options.timestamp;this.extensions=options.extensions;this.hashAlgorithm=options.hashAlgorithm;this.signatureAlgorithm=options.signatureAlgorithm;this.signature=options.signature}get datetime(){return new Date(Number(this.timestamp.readBigInt64BE()))}get algorithm(){switch(this.hashAlgorithm){case 0:return"none";case 1:return"md5";case 2:return"sha1";case 3:return"sha224";case 4:return"sha256";case 5:return"sha384";case 6:return"sha512";default:return"unknown"}}verify(preCert,key){const stream=new stream_1.ByteStream;stream.appendChar(this.version);stream.appendChar(0);stream.appendView(this.timestamp);stream.appendUint16(1);stream.appendView(preCert);stream.appendUint16(this.extensions.byteLength);if(this.extensions.byteLength>0){stream.appendView(this.extensions)}return crypto.verify(stream.buffer,key,this.signature,this.algorithm)}static parse(buf){const stream=new stream_1.ByteStream(buf);const version=stream.getUint8();const logID=stream.getBlock(32);const timestamp=stream.getBlock(8);const extenstionLength=stream.getUint16();const extensions=stream.getBlock(extenstionLength);const hashAlgorithm=stream.getUint8();const signatureAlgorithm=stream.getUint8();const sigLength=stream.getUint16();const signature=stream.getBlock(sigLength);if(stream.position!==buf.length){throw new Error("SCT buffer length mismatch")}return new _SignedCertificateTimestamp({version,logID,timestamp,extensions,hashAlgorithm,signatureAlgorithm,signature})}};exports.SignedCertificateTimestamp=SignedCertificateTimestamp}});var require_ext=__commonJS({"node_modules/@sigstore/core/dist/x509/ext.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.X509SCTExtension=exports.X509SubjectKeyIDExtension=exports.X509AuthorityKeyIDExtension=exports.X509SubjectAlternativeNameExtension=exports.X509KeyUsageExtension=exports.X509BasicConstraintsExtension=exports.X509Extension=void 0;var stream_1=require_stream();var sct_1=require_sct();var X509Extension=class{root;constructor(asn1){this.root=asn1}get oid(){return this.root.subs[0].toOID()}get critical(){return this.root.subs.length===3?this.root.subs[1].toBoolean():false}get value(){return this.extnValueObj.value}get valueObj(){return this.extnValueObj}get extnValueObj(){return this.root.subs[this.root.subs.length-1]}};exports.X509Extension=X509Extension;var X509BasicConstraintsExtension=class extends X509Extension{get isCA(){return this.sequence.subs[0]?.toBoolean()??false}get pathLenConstraint(){return this.sequence.subs.length>1?this.sequence.subs[1].toInteger():void 0}get sequence(){return this.extnValueObj.subs[0]}};exports.X509BasicConstraintsExtension=X509BasicConstraintsExtension;var X509KeyUsageExtension=class extends X509Extension{get digitalSignature(){return this.bitString[0]===1}get keyCertSign(){return this.bitString[5]===1}get crlSign(){return this.bitString[6]===1}get bitString(){return this.extnValueObj.subs[0].toBitString()}};exports.X509KeyUsageExtension=X509KeyUsageExtension;var X509SubjectAlternativeNameExtension=class extends X509Extension{get rfc822Name(){return this.findGeneralName(1)?.value.toString("ascii")}get uri(){return this.findGeneralName(6)?.value.toString("ascii")}otherName(oid){const otherName=this.findGeneralName(0);if(otherName===void 0){return void 0}const otherNameOID=otherName.subs[0].toOID();if(otherNameOID!==oid){return void 0}const otherNameValue=otherName.subs[1];return otherNameValue.subs[0].value.toString("ascii")}findGeneralName(tag){return this.generalNames.find(gn=>gn.tag.isContextSpecific(tag))}get generalNames(){return this.extnValueObj.subs[0].subs}};exports.X509SubjectAlternativeNameExtension=X509SubjectAlternativeNameExtension;var X509AuthorityKeyIDExtension=class extends X509Extension{get keyIdentifier(){return this.findSequenceMember(0)?.value}findSequenceMember(tag){return this.sequence.subs.find(el=>el.tag.isContextSpecific(tag))}get sequence(){return this.extnValueObj.subs[0]}};exports.X509AuthorityKeyIDExtension=X509AuthorityKeyIDExtension;var X509SubjectKeyIDExtension=class extends X509Extension{get keyIdentifier(){return this.extnValueObj.subs[0].value}};exports.X509SubjectKeyIDExtension=X509SubjectKeyIDExtension;var X509SCTExtension=class extends X509Extension{constructor(asn1){super(asn1)}get signedCertificateTimestamps(){const buf=this.extnValueObj.subs[0].value;const stream=new stream_1.ByteStream(buf);const end=stream.getUint16()+2;const sctList=[];while(stream.position<end){const sctLength=stream.getUint16();const sct=stream.getBlock(sctLength);sctList.push(sct_1.SignedCertificateTimestamp.parse(sct))}if(stream.position!==end){throw new Error("SCT list length does not match actual length")}return sctList}};exports.X509SCTExtension=X509SCTExtension}});var require_cert=__commonJS({"node_modules/@sigstore/core/dist/x509/cert.js"(exports){"use strict";var __createBinding=exports&&exports.__createBinding||(Object.create?(function(o,m,k,k2){if(k2===void 0)k2=k;var desc=Object.getOwnPropertyDescriptor(m,k);if(!desc||("get"in desc?!m.__esModule:desc.writable||desc.configurable)){desc={enumerable:true,get:function(){return m[k]}}}Object.defineProperty(o,k2,desc)}):(function(o,m,k,k2){if(k2===void 0)k2=k;o[k2]=m[k]}));var __setModuleDefault=exports&&exports.__setModuleDefault||(Object.create?(function(o,v){Object.defineProperty(o,"default",{enumerable:true,value:v})}):function(o,v){o["default"]=v});var __importStar=exports&&exports.__importStar||(function(){var ownKeys=function(o){ownKeys=Object.getOwnPropertyNames||function(o2){var ar=[];for(var k in o2)if(Object.prototype.hasOwnProperty.call(o2,k))ar[ar.length]=k;return ar};return ownKeys(o)};return function(mod){if(mod&&mod.__esModule)return mod;var result={};if(mod!=null){for(var k=ownKeys(mod),i=0;i<k.length;i++)if(k[i]!=="default")__createBinding(result,mod,k[i])}__setModuleDefault(result,mod);return result}})();Object.defineProperty(exports,"__esModule",{value:true});exports.X509Certificate=exports.EXTENSION_OID_SCT=void 0;var asn1_1=require_asn1();var crypto=__importStar(require_crypto());var oid_1=require_oid();var pem3=__importStar(require_pem());var ext_1=require_ext();var EXTENSION_OID_SUBJECT_KEY_ID="2.5.29.14";var EXTENSION_OID_KEY_USAGE="2.5.29.15";var EXTENSION_OID_SUBJECT_ALT_NAME="2.5.29.17";var EXTENSION_OID_BASIC_CONSTRAINTS="2.5.29.19";var EXTENSION_OID_AUTHORITY_KEY_ID="2.5.29.35";exports.EXTENSION_OID_SCT="1.3.6.1.4.1.11129.2.4.2";var X509Certificate2=class _X509Certificate{root;constructor(asn1){this.root=asn1}static parse(cert){const der=typeof cert==="string"?pem3.toDER(cert):cert;const asn1=asn1_1.ASN1Obj.parseBuffer(der);return new _X509Certificate(asn1)}get tbsCertificate(){return this.tbsCertificateObj}get version(){const ver=this.versionObj.subs[0].toInteger();return`v${(ver+BigInt(1)).toString()}`}get serialNumber(){return this.serialNumberObj.value}get notBefore(){return this.validityObj.subs[0].toDate()}get notAfter(){return this.validityObj.subs[1].toDate()}get issuer(){return this.issuerObj.value}get subject(){return this.subjectObj.value}get publicKey(){return this.subjectPublicKeyInfoObj.toDER()}get signatureAlgorithm(){const oid=this.signatureAlgorithmObj.subs[0].toOID();if(oid_1.RSA_SIGNATURE_ALGOS[oid]){return oid_1.RSA_SIGNATURE_ALGOS[oid]}return oid_1.ECDSA_SIGNATURE_ALGOS[oid]}get signatureValue(){return this.signatureValueObj.value.subarray(1)}get subjectAltName(){const ext=this.extSubjectAltName;return ext?.uri||ext?.rfc822Name}get extensions(){const extSeq=this.extensionsObj?.subs[0];return extSeq?.subs||[]}get extKeyUsage(){const ext=this.findExtension(EXTENSION_OID_KEY_USAGE);return ext?new ext_1.X509KeyUsageExtension(ext):void 0}get extBasicConstraints(){const ext=this.findExtension(EXTENSION_OID_BASIC_CONSTRAINTS);return ext?new ext_1.X509BasicConstraintsExtension(ext):void 0}get extSubjectAltName(){const ext=this.findExtension(EXTENSION_OID_SUBJECT_ALT_NAME);return ext?new ext_1.X509SubjectAlternativeNameExtension(ext):void 0}get extAuthorityKeyID(){const ext=this.findExtension(EXTENSION_OID_AUTHORITY_KEY_ID);return ext?new ext_1.X509AuthorityKeyIDExtension(ext):void 0}get extSubjectKeyID(){const ext=this.findExtension(EXTENSION_OID_SUBJECT_KEY_ID);return ext?new ext_1.X509SubjectKeyIDExtension(ext):void 0}get extSCT(){const ext=this.findExtension(exports.EXTENSION_OID_SCT);return ext?new ext_1.X509SCTExtension(ext):void 0}get isCA(){const ca=this.extBasicConstraints?.isCA||false;if(this.extKeyUsage){return ca&&this.extKeyUsage.keyCertSign}return ca}extension(oid){const ext=this.findExtension(oid);return ext?new ext_1.X509Extension(ext):void 0}verify(issuerCertificate){const publicKey=issuerCertificate?.publicKey||this.publicKey;const key=crypto.createPublicKey(publicKey);return crypto.verify(this.tbsCertificate.toDER(),key,this.signatureValue,this.signatureAlgorithm)}validForDate(date){return this.notBefore<=date&&date<=this.notAfter}equals(other){return this.root.toDER().equals(other.root.toDER())}clone(){const der=this.root.toDER();const clone=Buffer.alloc(der.length);der.copy(clone);return _X509Certificate.parse(clone)}findExtension(oid){return this.extensions.find(ext=>ext.subs[0].toOID()===oid)}get tbsCertificateObj(){return this.root.subs[0]}get signatureAlgorithmObj(){return this.root.subs[1]}get signatureValueObj(){return this.root.subs[2]}get versionObj(){return this.tbsCertificateObj.subs[0]}get serialNumberObj(){return this.tbsCertificateObj.subs[1]}get issuerObj(){return this.tbsCertificateObj.subs[3]}get validityObj(){return this.tbsCertificateObj.subs[4]}get subjectObj(){return this.tbsCertificateObj.subs[5]}get subjectPublicKeyInfoObj(){return this.tbsCertificateObj.subs[6]}get extensionsObj(){return this.tbsCertificateObj.subs.find(sub=>sub.tag.isContextSpecific(3))}};exports.X509Certificate=X509Certificate2}});var require_x509=__commonJS({"node_modules/@sigstore/core/dist/x509/index.js"(exports){"use strict";Object.defineProperty(exports,"__esModule",{value:true});exports.X509SCTExtension=exports.X509Certificate=exports.EXTENSION_OID_SCT=void 0;var cert_1=require_cert();Object.defineProperty(exports,"EXTENSION_OID_SCT",{enumerable:true,get:function(){return cert_1.EXTENSION_OID_SCT}});Object.defineProperty(exports,"X509Certificate",{enumerable:true,get:function(){return cert_1.X509Certificate}});var ext_1=require_ext();Object.defineProperty(exports,"X509SCTExtension",{enumerable:true,get:function(){return ext_1.X509SCTExtension}})}});var require_dist3=__commonJS({"node_modules/@sigstore/core/dist/index.js"(exports){"use strict";var __createBinding=exports&&exports.__createBinding||(Object.create?(function(o,m,k,k2){if(k2===void 0)k2=k;var desc=Object.getOwnPropertyDescriptor(m,k);if(!desc||("get"in desc?!m.__esModule:desc.writable||desc.configurable)){desc={enumerable:true,get:function(){return m[k]}}}Object.defineProperty(o,k2,desc)}):(function(o,m,k,k2){if(k2===void 0)k2=k;o[k2]=m[k]}));var __setModuleDefault=exports&&exports.__setModuleDefault||(Object.create?(function(o,v){Object.defineProperty(o,"default",{enumerable:true,value:v})}):function(o,v){o["default"]=v});var __importStar=exports&&exports.__importStar||(function(){var ownKeys=function(o){ownKeys=Object.getOwnPropertyNames||function(o2){var ar=[];for(var k in o2)if(Object.prototype.hasOwnProperty.call(o2,k))ar[ar.length]=k;return ar};return ownKeys(o)};return function(mod){if(mod&&mod.__esModule)return mod;var result={};if(mod!=null){for(var k=ownKeys(mod),i=0;i<k.length;i++)if(k[i]!=="default")__createBinding(result,mod,k[i])}__setModuleDefault(result,mod);return result}})();Object.defineProperty(exports,"__esModule",{value:true});exports.X509SCTExtension=exports.X509Certificate=exports.EXTENSION_OID_SCT=exports.ByteStream=exports.RFC3161Timestamp=exports.pem=exports.json=exports.encoding=exports.dsse=exports.crypto=exports.ASN1Obj=void 0;var asn1_1=require_asn1();Object.defineProperty(exports,"ASN1Obj",{enumerable:true,get:function(){return asn1_1.ASN1Obj}});exports.crypto=__importStar(require_crypto());exports.dsse=__importStar(require_dsse());exports.encoding=__importStar(require_encoding());exports.json=__importStar(require_json());exports.pem=__importStar(require_pem());var rfc3161_1=require_rfc3161();Object.defineProperty(exports,"RFC3161Timestamp",{enumerable:true,get:function(){return rfc3161_1.RFC3161Timestamp}});var stream_1=require_stream();Object.defineProperty(exports,"ByteStream",{enumerable:true,get:function(){return stream_1.ByteStream}});var x509_1=require_x509();Object.defineProperty(exports,"EXTENSION_OID_SCT",{enumerable:true,get:function(){return x509_1.EXTENSION_OID_SCT}});Object.defineProperty(exports,"X509Certificate",{enumerable:true,get:function(){return x509_1.X509Certificate}});Object.defineProperty(exports,"X509SCTExtension",{enumerable:true,get:function(){return x509_1.X509SCTExtension}})}});
// packages/sigstore/legacy-annotations.ts
var LEGACY_ANNOTATIONS = {
  signature: "dev.cosignproject.cosign/signature",
  certificate: "dev.sigstore.cosign/certificate",
  chain: "dev.sigstore.cosign/chain",
  bundle: "dev.sigstore.cosign/bundle",
  timestamp: "dev.sigstore.cosign/rfc3161timestamp",
  predicateType: "predicateType"
};
function legacyMaterial(testimony, certificate) {
  const entry = testimony.tlogEntries?.[0];
  if (entry?.inclusionPromise === void 0) return void 0;
  const timestamp = testimony.rfc3161Timestamps?.[0];
  const logged = {
    SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp.toString("base64"),
    Payload: {
      body: entry.canonicalizedBody.toString("base64"),
      integratedTime: Number(entry.integratedTime),
      logIndex: Number(entry.logIndex),
      logID: entry.logId.keyId.toString("hex")
    }
  };
  const token = timestamp?.signedTimestamp.toString("base64");
  return {
    ...certificate === void 0 ? {} : { [LEGACY_ANNOTATIONS.certificate]: certificate, [LEGACY_ANNOTATIONS.chain]: "" },
    [LEGACY_ANNOTATIONS.bundle]: JSON.stringify(logged),
    ...token === void 0 ? {} : { [LEGACY_ANNOTATIONS.timestamp]: JSON.stringify({ SignedRFC3161Timestamp: token }) }
  };
}

// packages/sigstore/errors.ts
var sigstoreError = defineErrors("sigstore", {
  "bundle-invalid": {
    ending: "findings",
    remedy: "The attestation is not a readable Sigstore bundle about an image. Remove it, or sign again with a current tool."
  },
  "certificate-refused": {
    ending: "configuration",
    remedy: "Fulcio does not accept the identity token: sign in a job with `permissions: id-token: write`, or name the right instance in `signing-config`."
  },
  "identity-token-invalid": {
    ending: "configuration",
    remedy: "Give the job `permissions: id-token: write`, or pass an `identity-token` whose audience is `sigstore` and that has not expired."
  },
  "key-invalid": {
    ending: "configuration",
    remedy: "Give one private key as PEM: PKCS #8, SEC 1 or PKCS #1, or as `cosign generate-key-pair` writes it. `env://NAME` names a variable that holds it."
  },
  "key-password-wrong": {
    ending: "configuration",
    remedy: "Give the password of the key as `key-password`, or in the variable COSIGN_PASSWORD."
  },
  "key-unsupported": {
    ending: "configuration",
    remedy: "Sign with a key on P-256: every log and verifier takes it. P-384, P-521 and RSA (2048, 3072, 4096) are taken too, and Ed25519 for bundles in a Rekor v1 log or in none."
  },
  "legacy-unsupported": {
    ending: "configuration",
    remedy: "Leave `legacy` out of `evidence-formats`, or name an instance with a Rekor v1 log."
  },
  "log-answer-invalid": {
    ending: "infrastructure",
    remedy: "The transparency log did not confirm the entry that was sent. Try again; if it stays, check the instance in `signing-config`."
  },
  "log-entry-lost": {
    ending: "infrastructure",
    remedy: "An earlier attempt wrote this very signature and its answer was lost. Try again later, or sign with an ECDSA key, whose signatures differ each time."
  },
  "public-key-invalid": {
    ending: "configuration",
    remedy: "Give one public key as PEM (`cosign public-key`, `openssl pkey -pubout`): ECDSA, RSA or Ed25519."
  },
  "signature-invalid": {
    ending: "findings",
    remedy: "The signature does not verify with this trusted root. Sign the digest again, or give the root of the instance that signed."
  },
  "signing-config-invalid": {
    ending: "configuration",
    remedy: "Give a Sigstore SigningConfig (JSON, version 0.2) whose services are valid now: a certificate authority unless a key signs, and a timestamp authority beside a Rekor v2 log."
  },
  "signing-config-unsupported": {
    ending: "configuration",
    remedy: "Name services with an API that promo speaks: Fulcio 1, Rekor 1 or 2, timestamp authority 1; at most 8 logs or timestamp authorities at once."
  },
  "sigstore-refused": {
    ending: "configuration",
    remedy: "The Sigstore service refuses the request; its answer is in the message. Check the instance in `signing-config`."
  },
  "sigstore-unavailable": {
    ending: "infrastructure",
    remedy: "A Sigstore service did not answer as it should. Try again later; https://status.sigstore.dev shows the public instance."
  },
  "subject-digest-invalid": {
    ending: "configuration",
    remedy: "Give the full digest in lower case: `sha256:`, `sha384:` or `sha512:` and the hexadecimal digits."
  },
  "trusted-root-invalid": {
    ending: "configuration",
    remedy: "Give a Sigstore TrustedRoot (JSON) with at least one certificate authority and a log or timestamp authority."
  },
  "trusted-root-unavailable": {
    ending: "infrastructure",
    remedy: "The public trusted root could not be fetched by TUF. Try again, or give a file as `trusted-root`."
  }
});
function malformed(why) {
  return sigstoreError("bundle-invalid", {}, why);
}
var MESSAGE_LIMIT = 300;
function reasonOf(error) {
  return oneLine(error instanceof Error ? error.message : "unknown failure");
}
function oneLine(text) {
  return text.slice(0, 4 * MESSAGE_LIMIT).replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").slice(0, MESSAGE_LIMIT);
}

// packages/sigstore/statement.ts
var IN_TOTO_PAYLOAD = "application/vnd.in-toto+json";
var BUNDLE_LIMIT = 1e7;
var DEPTH_LIMIT = 100;
var SUBJECT_LIMIT = 1e3;
var statementShape = object({
  _type: _enum(["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"]),
  subject: array(object({ digest: record(string(), string()) })).check(_minLength(1), _maxLength(SUBJECT_LIMIT)),
  predicateType: string().check(_minLength(1), _maxLength(1024))
});
function readStatement(payload) {
  const statement = parse(payload);
  const parsed = statementShape.safeParse(statement);
  if (!parsed.success) {
    throw sigstoreError(
      "bundle-invalid",
      {},
      "the payload is not an in-toto statement with subjects and a predicate type"
    );
  }
  const subjectDigests = parsed.data.subject.flatMap(
    ({ digest }) => Object.entries(digest).map(([algorithm, value]) => `${algorithm}:${value}`)
  );
  const digests = parsed.data.subject.flatMap(
    ({ digest }) => digest["sha256"] === void 0 ? [] : [`sha256:${digest["sha256"]}`]
  );
  if (!digests.every(isDigest))
    throw sigstoreError("bundle-invalid", {}, "a subject of the statement has a malformed sha256 digest");
  const predicate = isJsonObject(statement) ? statement["predicate"] ?? null : null;
  return { predicateType: parsed.data.predicateType, predicate, subjects: digests, subjectDigests, statement };
}
function parse(payload) {
  try {
    return parseJson(payload, { maxBytes: BUNDLE_LIMIT, maxDepth: DEPTH_LIMIT });
  } catch (cause) {
    throw sigstoreError("bundle-invalid", {}, `the statement cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

// packages/sigstore/bundle.ts
var import_bundle = __toESM(require_dist2(), 1);

// packages/sigstore/bundle-shape.ts
var BASE64 = /^[A-Za-z0-9+/_\r\n-]*={0,2}[\r\n]*$/;
var BYTES = /* @__PURE__ */ new Set([
  "canonicalizedBody",
  "digest",
  "hashes",
  "keyId",
  "payload",
  "rawBytes",
  "rootHash",
  "sig",
  "signature",
  "signedEntryTimestamp",
  "signedTimestamp"
]);
var ALTERNATIVES = [
  ["messageSignature", "dsseEnvelope"],
  ["publicKey", "x509CertificateChain", "certificate"]
];
function assertShape(value) {
  if (Array.isArray(value)) value.forEach(assertShape);
  else if (isJsonObject(value)) assertObject(value);
}
function assertObject(value) {
  for (const names of ALTERNATIVES) {
    const found = names.filter((name) => (value[name] ?? null) !== null);
    if (found.length > 1) throw malformed(`it has both ${found.join(" and ")}`);
  }
  for (const [name, child] of Object.entries(value)) {
    if (BYTES.has(name)) assertBytes(name, child);
    assertShape(child);
  }
}
function assertBytes(name, value) {
  const texts2 = Array.isArray(value) ? value : [value];
  if (texts2.every((text) => typeof text !== "string" || BASE64.test(text))) return;
  throw malformed(`its ${name} is not base64`);
}

// packages/sigstore/certificate.ts
var import_core = __toESM(require_dist3(), 1);
import { createPublicKey } from "node:crypto";
var EXTENDED_KEY_USAGE = "2.5.29.37";
var SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
var CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
var SUBJECT_TAGS = { email: 1, uri: 6 };
var CERTIFICATE_LIMIT = 64 * 1024;
function parseCertificate(der) {
  if (der.byteLength > CERTIFICATE_LIMIT) throw malformed("the certificate is too large");
  const certificate = import_core.X509Certificate.parse(Buffer.from(der));
  if (certificate.version !== "v3") throw malformed("the certificate is not X.509 version 3");
  return certificate;
}
function parsePem(text) {
  return parseCertificate(derOf(text));
}
function derOf(text) {
  return import_core.pem.toDER(text.replaceAll("\r", ""));
}
function pemOf(certificate) {
  return import_core.pem.fromDER(certificate.root.toDER());
}
function publicKeyOf(certificate) {
  return createPublicKey({ key: certificate.publicKey, format: "der", type: "spki" });
}
function isCodeSigning(certificate) {
  const usages = extensionValue(certificate, EXTENDED_KEY_USAGE)?.subs.map((usage) => usage.toOID()) ?? [];
  return usages.includes(CODE_SIGNING) && certificate.extKeyUsage?.digitalSignature === true && !certificate.isCA;
}
function subjectOf(certificate) {
  const names = extensionValue(certificate, SUBJECT_ALTERNATIVE_NAME)?.subs ?? [];
  const [name] = names;
  const text = name === void 0 || names.length !== 1 ? void 0 : textOf(name);
  return text !== void 0 && /^[\x21-\x7e]+$/.test(text) ? text : void 0;
}
function textOf(name) {
  if (Object.values(SUBJECT_TAGS).some((tag) => name.tag.isContextSpecific(tag))) return name.value.toString("latin1");
  return name.tag.isContextSpecific(OTHER_NAME_TAG) ? userNameOf(name.subs) : void 0;
}
function userNameOf([type, explicit]) {
  const [text, ...more] = explicit?.subs ?? [];
  if (type?.toOID() !== USER_NAME || more.length > 0 || text?.tag.number !== UTF8_STRING) return void 0;
  return text.value.toString("utf8");
}
var OTHER_NAME_TAG = 0;
var UTF8_STRING = 12;
var USER_NAME = "1.3.6.1.4.1.57264.1.7";
function extensionsOf(certificate) {
  const entries = certificate.extensions.map(
    ({ subs }) => [subs[0]?.toOID() ?? "", subs.at(-1)?.value ?? Buffer.alloc(0)]
  );
  const extensions = new Map(entries);
  if (extensions.size === entries.length) return extensions;
  throw malformed("the certificate has an extension twice");
}
function extensionValue(certificate, oid) {
  const value = certificate.extension(oid)?.value;
  return value === void 0 ? void 0 : import_core.ASN1Obj.parseBuffer(Buffer.from(value));
}

// packages/sigstore/bundle.ts
var import_bundle2 = __toESM(require_dist2(), 1);
var DEPTH_LIMIT2 = 20;
var WITNESS_LIMIT = 8;
var PROOF_HASH_LIMIT = 64;
var CHECKPOINT_LIMIT = 16 * 1024;
var REGISTRY_TYPES = [import_bundle.BUNDLE_V03_MEDIA_TYPE, import_bundle.BUNDLE_V03_LEGACY_MEDIA_TYPE];
var MEDIA_TYPES = [...REGISTRY_TYPES, import_bundle.BUNDLE_V02_MEDIA_TYPE, import_bundle.BUNDLE_V01_MEDIA_TYPE];
function readBundle(bytes) {
  return reading(() => readDsse(parseBundle(bytes, REGISTRY_TYPES)));
}
function readDsse(bundle) {
  assertMaterial(bundle);
  if (!isDsse(bundle)) throw malformed("it holds no DSSE envelope");
  const { dsseEnvelope } = bundle.content;
  if (dsseEnvelope.payloadType !== IN_TOTO_PAYLOAD) throw malformed(`its payload type is ${dsseEnvelope.payloadType}`);
  return { bundle, payload: dsseEnvelope.payload };
}
function certificateOf(bundle) {
  const { content } = bundle.verificationMaterial;
  if (content.$case === "certificate") return content.certificate.rawBytes;
  return content.$case === "x509CertificateChain" ? content.x509CertificateChain.certificates[0]?.rawBytes : void 0;
}
function assertMaterial(bundle) {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  if (Math.max(tlogEntries.length, timestamps.length) > WITNESS_LIMIT) throw malformed("it has too many witnesses");
  if (!tlogEntries.every(hasBoundedProof)) throw malformed("its inclusion proof is too large");
  if (!tlogEntries.flatMap(numbersOf).every((number) => COUNT.test(number))) {
    throw malformed("an index, size or time of its log entry is no whole number");
  }
  if (!tlogEntries.every(hasCheckpoint)) throw malformed("its inclusion proof has no checkpoint");
  if ((certificateOf(bundle)?.byteLength ?? 0) > CERTIFICATE_LIMIT) throw malformed("its certificate is too large");
}
function parseBundle(bytes, mediaTypes) {
  const value = parseJson(bytes, { maxBytes: BUNDLE_LIMIT, maxDepth: DEPTH_LIMIT2 });
  assertShape(value);
  const bundle = (0, import_bundle.bundleFromJSON)(value);
  if (!mediaTypes.includes(bundle.mediaType)) throw malformed(`its media type is ${bundle.mediaType}`);
  return bundle;
}
function reading(read) {
  try {
    return read();
  } catch (cause) {
    throw sigstoreError("bundle-invalid", {}, `the bundle cannot be read: ${reasonOf(cause)}`, { cause });
  }
}
function hasBoundedProof({ inclusionProof }) {
  if (inclusionProof === void 0) return true;
  const checkpoint = inclusionProof.checkpoint?.envelope ?? "";
  return inclusionProof.hashes.length <= PROOF_HASH_LIMIT && checkpoint.length <= CHECKPOINT_LIMIT;
}
function hasCheckpoint({ inclusionProof }) {
  return inclusionProof === void 0 || (inclusionProof.checkpoint?.envelope ?? "") !== "";
}
var COUNT = /^(?:0|[1-9]\d{0,18})$/;
function numbersOf({ logIndex, integratedTime, inclusionProof }) {
  const proven = inclusionProof === void 0 ? [] : [inclusionProof.logIndex, inclusionProof.treeSize];
  return [logIndex, integratedTime, ...proven];
}
function isDsse(bundle) {
  return bundle.content.$case === "dsseEnvelope";
}

// packages/evidence/errors.ts
var evidenceError = defineErrors("evidence", {
  "evidence-archive-taken": {
    ending: "configuration",
    remedy: "The tag `sha256-<hex>.archive` is where promo keeps superseded scans of a digest. Remove or rename what somebody else put there."
  },
  "evidence-budget-spent": {
    ending: "configuration",
    remedy: "Verifiers stop at 50 referrers of one digest. Superseded scans of the same signer are archived by themselves; delete others that are not needed (`promo inspect` lists them), or keep evidence in a repository of its own (`evidence-repository`)."
  },
  "evidence-malformed": {
    ending: "findings",
    remedy: "The referrer claims to hold a Sigstore bundle and does not. Remove it, or attach the bundle again."
  },
  "evidence-not-stored": {
    ending: "infrastructure",
    remedy: "The registry does not give back what was written. Run again: evidence that is there already is not signed twice."
  },
  "evidence-subject-mismatch": {
    ending: "findings",
    remedy: "The evidence is about another digest. Attach it to that digest, or sign this one."
  },
  "evidence-too-large": {
    ending: "configuration",
    remedy: "Verifiers refuse a bundle over 10,000,000 bytes. Attest a reference to the document instead (`on-too-large: reference`)."
  },
  "evidence-too-many": {
    ending: "configuration",
    remedy: "The digest has more referrers than promo reads. Remove those that are not needed, or look for whoever adds them."
  },
  "evidence-unverifiable": {
    ending: "configuration",
    remedy: "What was just signed does not verify: give the `trusted-root` of the instance that `signing-config` names."
  },
  "legacy-needs-log": {
    ending: "configuration",
    remedy: "Leave `legacy` out of `evidence-formats`, or sign with an instance that has a Rekor v1 log."
  },
  "predicate-mismatch": {
    ending: "configuration",
    remedy: "Attest the document to the digest that it is about."
  }
});

// packages/evidence/subject-annotations.ts
var shape = object({
  subject: array(
    object({ digest: record(string(), string()), annotations: optional(record(string(), string())) })
  )
});
function subjectAnnotations(statement, subject) {
  const parsed = shape.safeParse(statement);
  if (!parsed.success) return {};
  const named = parsed.data.subject.find(({ digest }) => digest["sha256"] === hexOf(subject));
  return named?.annotations ?? {};
}

// packages/evidence/bundle-referrers.ts
var BUNDLE_TYPE_PREFIX = "application/vnd.dev.sigstore.bundle";
var PREDICATE_TYPE_LABEL = "dev.sigstore.bundle.predicateType";
async function readReferrer({ registry, trust, keys }, name, subject, listed) {
  const bundle = await readBundle2(registry, name, subject, listed);
  if (bundle === void 0) return void 0;
  return { bundle, evidence: evidenceOf(trust.verifyBundle(bundle, keys), listed.digest, subject) };
}
async function readBundle2(registry, name, subject, listed) {
  const manifest = await registry.manifest(name, listed.digest);
  const layer = bundleLayer(manifest);
  if (layer === void 0) return void 0;
  if (manifest.content.subject?.digest !== subject) throw mismatch(listed.digest, subject);
  if (layer.size > BUNDLE_LIMIT) {
    const facts = { digest: listed.digest, size: layer.size, limit: BUNDLE_LIMIT };
    throw evidenceError(
      "evidence-too-large",
      facts,
      `the bundle has ${String(layer.size)} bytes, the limit is ${String(BUNDLE_LIMIT)}`
    );
  }
  return registry.readBlob(name, layer.digest, Math.max(layer.size, 1));
}
function bundleLayer({ content }) {
  if (content.kind !== "image") return void 0;
  const [layer] = content.layers;
  const claimed = [content.artifactType, layer?.mediaType].some((type) => type?.startsWith(BUNDLE_TYPE_PREFIX) ?? false);
  if (!claimed) return void 0;
  if (layer !== void 0 && content.layers.length === 1) return layer;
  throw evidenceError(
    "evidence-malformed",
    {},
    `a bundle artifact has one layer, this one has ${String(content.layers.length)}`
  );
}
function evidenceOf(verified, manifest, subject) {
  if (!verified.subjects.includes(subject)) throw mismatch(manifest, subject);
  const { statement, predicateType, predicate, logIndex } = verified;
  const annotations = subjectAnnotations(statement, subject);
  return attributed({ manifest, storage: "bundle", predicateType, predicate, logIndex, subject, annotations }, verified);
}
function attributed(said, { signer, signedAt }) {
  if (signer.kind === "key") return { ...said, signer, signedAt };
  if (signedAt === void 0)
    throw evidenceError("evidence-malformed", {}, "nothing vouches for the time of the signature");
  return { ...said, claims: signer.claims, signedAt };
}
async function attachBundle(registry, name, subject, bundle) {
  const { digest } = await registry.attach(name, subject, {
    artifactType: import_bundle2.BUNDLE_V03_MEDIA_TYPE,
    payload: bundle.bytes,
    annotations: {
      "dev.sigstore.bundle.content": "dsse-envelope",
      [PREDICATE_TYPE_LABEL]: bundle.predicateType,
      "org.opencontainers.image.created": formatTime(bundle.created),
      ...bundle.annotations
    }
  });
  return digest;
}
function mismatch(manifest, subject) {
  return evidenceError(
    "evidence-subject-mismatch",
    { manifest, subject },
    `${manifest} holds no statement about ${subject}`
  );
}
var FAULTS_OF_EVIDENCE = [
  "bundle-invalid",
  "signature-invalid",
  "evidence-malformed",
  "evidence-subject-mismatch",
  "evidence-too-large",
  "manifest-invalid",
  "manifest-missing",
  "blob-missing"
];
function faultOfEvidence(error) {
  if (isPromoError(error) && FAULTS_OF_EVIDENCE.includes(error.code)) return { code: error.code, reason: error.message };
  throw error;
}

// packages/evidence/legacy-tags.ts
var LEGACY_LAYERS = {
  signature: "application/vnd.dev.cosign.simplesigning.v1+json",
  attestation: "application/vnd.dsse.envelope.v1+json"
};
async function readTag(registry, name, tag) {
  const found = await registry.resolve(parseImageReference(`${name}:${tag}`));
  return found === void 0 ? void 0 : registry.manifest(name, found.digest);
}
async function readLayer(registry, name, layer) {
  if (layer.size > BUNDLE_LIMIT) {
    throw evidenceError(
      "evidence-too-large",
      { size: layer.size, limit: BUNDLE_LIMIT },
      `a layer has ${String(layer.size)} bytes`
    );
  }
  const payload = await registry.readBlob(name, layer.digest, Math.max(layer.size, 1));
  return { payload, annotations: layer.annotations ?? {} };
}
async function appendLayer(registry, name, tag, { payload, annotations, mediaType }) {
  const digest = digestOf(payload);
  await registry.putBlob(name, blobOf(payload, digest));
  const layer = { mediaType, digest, size: payload.byteLength, annotations };
  return (await registry.appendLayers(name, tag, [layer])).manifest;
}

// packages/evidence/ports.ts
function evidenceName(image, ports) {
  return ports.evidenceRepository ?? image.name;
}

// packages/evidence/collect.ts
var REFERRER_LIMIT = 500;
var LAYER_LIMIT = 1e3;
var PARALLEL_READS = 8;
async function collectEvidence(image, ports) {
  return collect(image, void 0, ports);
}
async function collectOwnType(image, type, ports) {
  return collect(image, type, ports);
}
async function collect(image, type, ports) {
  const name = evidenceName(image, ports);
  const limit = pLimit(PARALLEL_READS);
  const isSignature = type === PREDICATE_TYPES.signature;
  const [{ referrers, listed }, signatures, attestations] = await Promise.all([
    readReferrers({ subject: image.digest, type }, name, ports, limit),
    type === void 0 || isSignature ? readLegacy(image.digest, name, ports, "signature", limit) : [],
    isSignature ? [] : readLegacy(image.digest, name, ports, "attestation", limit, type)
  ]);
  const results = [...referrers, ...signatures, ...attestations];
  return {
    image,
    valid: results.filter((each) => "claims" in each),
    keyed: results.filter((each) => "signer" in each),
    invalid: results.filter((each) => "code" in each),
    foreign: results.filter((each) => "artifactType" in each),
    referrers: listed
  };
}
async function readReferrers({ subject, type }, name, ports, limit) {
  const all = await ports.registry.referrers(name, subject);
  if (all.length > REFERRER_LIMIT) {
    const facts = { subject, found: all.length, limit: REFERRER_LIMIT };
    throw evidenceError("evidence-too-many", facts, `${subject} has ${String(all.length)} referrers`);
  }
  const wanted = all.filter(({ annotations }) => mayBeOf(type, annotations?.[PREDICATE_TYPE_LABEL]));
  const open = async (descriptor) => (await readReferrer(ports, name, subject, descriptor))?.evidence ?? foreign(descriptor);
  const referrers = await Promise.all(
    wanted.map((descriptor) => limit(() => judged(descriptor.digest, "bundle", () => open(descriptor))))
  );
  return { referrers, listed: all.length };
}
function mayBeOf(wanted, label) {
  return wanted === void 0 || label === void 0 || label === wanted;
}
function foreign({ digest, artifactType = "" }) {
  return { manifest: digest, artifactType };
}
async function readLegacy(subject, name, ports, kind, limit, type) {
  const manifest = await readTag(ports.registry, name, LEGACY_TAG[kind](subject));
  if (manifest === void 0) return [];
  const verify = kind === "signature" ? legacySignature : legacyAttestation;
  return Promise.all(
    legacyLayers(manifest, kind).filter(({ annotations }) => mayBeOf(type, annotations?.[LEGACY_ANNOTATIONS.predicateType])).map(
      (layer) => limit(
        () => judged(
          layer.digest,
          "legacy",
          async () => verify(ports, await readLayer(ports.registry, name, layer), manifest.digest, subject)
        )
      )
    )
  );
}
function legacyLayers({ content }, kind) {
  const layers = content.kind === "image" ? content.layers.filter((layer) => layer.mediaType === LEGACY_LAYERS[kind]) : [];
  if (layers.length <= LAYER_LIMIT) return layers;
  throw evidenceError(
    "evidence-too-many",
    { found: layers.length, limit: LAYER_LIMIT },
    `a legacy tag has ${String(layers.length)} layers`
  );
}
async function judged(digest, storage, read) {
  try {
    return await read();
  } catch (error) {
    return { digest, storage, ...faultOfEvidence(error) };
  }
}
function legacyAttestation({ trust, keys }, layer, manifest, subject) {
  return { ...evidenceOf(trust.verifyLegacyEnvelope(layer, keys), manifest, subject), storage: "legacy" };
}
function legacySignature({ trust, keys }, layer, manifest, subject) {
  const verified = trust.verifyLegacySignature(layer, keys);
  if (verified.digest !== subject) {
    const facts = { found: verified.digest, subject };
    throw evidenceError("evidence-subject-mismatch", facts, `the signature is about ${verified.digest}, not ${subject}`);
  }
  const said = { manifest, storage: "legacy", predicateType: PREDICATE_TYPES.signature, predicate: null };
  const annotations = textsOf(verified.annotations);
  return attributed({ ...said, logIndex: verified.logIndex, subject, annotations }, verified);
}
function textsOf(value) {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry) => typeof entry[1] === "string")
  );
}

// packages/sigstore/key-algorithm.ts
var CURVES = {
  prime256v1: { details: "PKIX_ECDSA_P256_SHA_256", hash: "sha256" },
  secp384r1: { details: "PKIX_ECDSA_P384_SHA_384", hash: "sha384" },
  secp521r1: { details: "PKIX_ECDSA_P521_SHA_512", hash: "sha512" }
};
var RSA_SIZES = [2048, 3072, 4096];
var ED25519 = { details: "PKIX_ED25519", hash: void 0 };
function algorithmOf(key) {
  const { namedCurve = "", modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === "ed25519") return ED25519;
  if (key.asymmetricKeyType === "rsa" && RSA_SIZES.includes(modulusLength)) {
    return { details: `PKIX_RSA_PKCS1V15_${String(modulusLength)}_SHA256`, hash: "sha256" };
  }
  const known = key.asymmetricKeyType === "ec" ? CURVES[namedCurve] : void 0;
  if (known !== void 0) return known;
  const found = [key.asymmetricKeyType, namedCurve, modulusLength].filter(Boolean).join(" ");
  throw sigstoreError("key-unsupported", { found }, `a key of the kind ${found} cannot sign here`);
}
function hashOf({ hash }) {
  if (hash !== void 0) return hash;
  throw sigstoreError("key-unsupported", {}, "a log entry over a digest cannot be made with an Ed25519 key");
}

// packages/sigstore/legacy-encoding.ts
var import_core2 = __toESM(require_dist3(), 1);

// packages/sigstore/log-entry.ts
var import_bundle4 = __toESM(require_dist2(), 1);
import { createHash } from "node:crypto";
var HEX_256 = /^[0-9a-f]{64}$/;
var hex = string().check(_regex(HEX_256));
var base64 = string().check(_regex(/^[A-Za-z0-9+/]+={0,2}$/));
var loggedEntry = object({
  body: base64,
  integratedTime: int().check(_positive()),
  logID: hex,
  logIndex: int().check(_nonnegative()),
  verification: object({
    signedEntryTimestamp: base64,
    inclusionProof: object({
      checkpoint: string(),
      hashes: array(hex).check(_maxLength(64)),
      logIndex: int().check(_nonnegative()),
      rootHash: hex,
      treeSize: int().check(_positive())
    })
  })
});
var responseShape = record(string(), loggedEntry);
function readLoggedEntry(answer) {
  const parsed = responseShape.safeParse(answer);
  const entries = parsed.success ? Object.values(parsed.data) : [];
  return entries.length === 1 ? entries[0] : void 0;
}
function proposeEntry(content, session) {
  const verifier = Buffer.from(session.verifier).toString("base64");
  return content.$case === "messageSignature" ? proposeSignature(content.messageSignature, verifier, hashOf(session.key.algorithm)) : proposeEnvelope(content.dsseEnvelope, verifier);
}
function proposeEnvelope(envelope, verifier) {
  const text = envelopeText(envelope);
  const signatures = envelope.signatures.map(({ sig }) => ({ signature: sig.toString("base64"), verifier }));
  return {
    request: {
      apiVersion: "0.0.1",
      kind: "dsse",
      spec: { proposedContent: { envelope: text, verifiers: [verifier] } }
    },
    stored: {
      apiVersion: "0.0.1",
      kind: "dsse",
      spec: { envelopeHash: sha256(text), payloadHash: sha256(envelope.payload), signatures }
    }
  };
}
function proposeSignature(message, verifier, algorithm) {
  const entry = {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm, value: message.messageDigest.digest.toString("hex") } },
      signature: { content: message.signature.toString("base64"), publicKey: { content: verifier } }
    }
  };
  return { request: entry, stored: entry };
}
function envelopeText(envelope) {
  const text = texts.get(envelope) ?? JSON.stringify((0, import_bundle4.envelopeToJSON)(envelope));
  texts.set(envelope, text);
  return text;
}
var texts = /* @__PURE__ */ new WeakMap();
function isEntryOf(entry, proposed) {
  try {
    return sameJson(parseJson(Buffer.from(entry.body, "base64")), proposed.stored);
  } catch {
    return false;
  }
}
function bundledEntry(entry, proposed) {
  const { inclusionProof, signedEntryTimestamp } = entry.verification;
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: Buffer.from(entry.logID, "hex") },
    kindVersion: { kind: proposed.stored.kind, version: proposed.stored.apiVersion },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp: Buffer.from(signedEntryTimestamp, "base64") },
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      rootHash: Buffer.from(inclusionProof.rootHash, "hex"),
      treeSize: String(inclusionProof.treeSize),
      hashes: inclusionProof.hashes.map((hash) => Buffer.from(hash, "hex")),
      checkpoint: { envelope: inclusionProof.checkpoint }
    },
    canonicalizedBody: Buffer.from(entry.body, "base64")
  };
}
function sha256(content) {
  return { algorithm: "sha256", value: createHash("sha256").update(content).digest("hex") };
}

// packages/sigstore/legacy-encoding.ts
function legacyEncoding(bundle) {
  const read = readBundle(bundle);
  return legacyLayer(read.bundle, readStatement(read.payload).predicateType);
}
function legacyLayer(bundle, predicateType) {
  const certificate = certificateOf(bundle);
  const signer = certificate === void 0 ? void 0 : import_core2.pem.fromDER(Buffer.from(certificate));
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  const rfc3161Timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  const material = legacyMaterial({ tlogEntries, rfc3161Timestamps }, signer);
  if (material === void 0) return void 0;
  const annotations = {
    [LEGACY_ANNOTATIONS.signature]: "",
    ...untimed(material),
    [LEGACY_ANNOTATIONS.predicateType]: predicateType
  };
  return { payload: Buffer.from(envelopeText(bundle.content.dsseEnvelope)), annotations };
}
function untimed(material) {
  return Object.fromEntries(Object.entries(material).filter(([name]) => name !== LEGACY_ANNOTATIONS.timestamp));
}

export {
  sigstoreError,
  malformed,
  reasonOf,
  oneLine,
  require_dist2 as require_dist,
  require_dist3 as require_dist2,
  algorithmOf,
  hashOf,
  parsePem,
  derOf,
  pemOf,
  publicKeyOf,
  isCodeSigning,
  subjectOf,
  extensionsOf,
  LEGACY_ANNOTATIONS,
  legacyMaterial,
  assertShape,
  IN_TOTO_PAYLOAD,
  BUNDLE_LIMIT,
  readStatement,
  readBundle,
  readDsse,
  certificateOf,
  assertMaterial,
  readLoggedEntry,
  proposeEntry,
  isEntryOf,
  bundledEntry,
  legacyEncoding,
  legacyLayer,
  evidenceError,
  PREDICATE_TYPE_LABEL,
  readReferrer,
  readBundle2,
  evidenceOf,
  attachBundle,
  LEGACY_LAYERS,
  appendLayer,
  evidenceName,
  collectEvidence,
  collectOwnType
};
