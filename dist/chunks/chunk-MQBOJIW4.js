import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  _enum,
  _maxLength,
  _nonnegative,
  _positive,
  _regex,
  int,
  joinValues,
  literal,
  object,
  parsedType,
  refine,
  string,
  stringifyPrimitive
} from "./chunk-CMTFYGHV.js";
import {
  COMMIT_PATTERN,
  NAME_PATTERN,
  REPOSITORY_PATTERN,
  SEVERITIES
} from "./chunk-535AGLRV.js";
import {
  DIGEST_PATTERN,
  parseImageName,
  parseJson
} from "./chunk-OXU5TALQ.js";
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";
var error=()=>{const Sizable={string:{unit:"characters",verb:"to have"},file:{unit:"bytes",verb:"to have"},array:{unit:"items",verb:"to have"},set:{unit:"items",verb:"to have"},map:{unit:"entries",verb:"to have"}};function getSizing(origin){return Sizable[origin]??null}const FormatDictionary={regex:"input",email:"email address",url:"URL",emoji:"emoji",uuid:"UUID",uuidv4:"UUIDv4",uuidv6:"UUIDv6",nanoid:"nanoid",guid:"GUID",cuid:"cuid",cuid2:"cuid2",ulid:"ULID",xid:"XID",ksuid:"KSUID",datetime:"ISO datetime",date:"ISO date",time:"ISO time",duration:"ISO duration",ipv4:"IPv4 address",ipv6:"IPv6 address",mac:"MAC address",cidrv4:"IPv4 range",cidrv6:"IPv6 range",base64:"base64-encoded string",base64url:"base64url-encoded string",json_string:"JSON string",e164:"E.164 number",currency_code:"currency code",credit_card:"credit card number",iban:"IBAN",jwt:"JWT",template_literal:"input"};const TypeDictionary={nan:"NaN"};function getTypeName(type,input){if(type==="number"&&typeof input==="number"&&!Number.isFinite(input)){return String(input)}return TypeDictionary[type]??type}return issue=>{switch(issue.code){case"invalid_type":{const expected=getTypeName(issue.expected);const receivedType=parsedType(issue.input);const received=getTypeName(receivedType,issue.input);return`Invalid input: expected ${expected}, received ${received}`}case"invalid_value":if(issue.values.length===1)return`Invalid input: expected ${stringifyPrimitive(issue.values[0])}`;return`Invalid option: expected one of ${joinValues(issue.values,"|")}`;case"too_big":{const adj=issue.exact?"exactly ":issue.inclusive?"<=":"<";const sizing=getSizing(issue.origin);if(sizing)return`Too big: expected ${issue.origin??"value"} to have ${adj}${issue.maximum.toString()} ${sizing.unit??"elements"}`;return`Too big: expected ${issue.origin??"value"} to be ${adj}${issue.maximum.toString()}`}case"too_small":{const adj=issue.exact?"exactly ":issue.inclusive?">=":">";const sizing=getSizing(issue.origin);if(sizing){return`Too small: expected ${issue.origin} to have ${adj}${issue.minimum.toString()} ${sizing.unit}`}return`Too small: expected ${issue.origin} to be ${adj}${issue.minimum.toString()}`}case"invalid_format":{const _issue=issue;if(_issue.format==="starts_with"){return`Invalid string: must start with "${_issue.prefix}"`}if(_issue.format==="ends_with")return`Invalid string: must end with "${_issue.suffix}"`;if(_issue.format==="includes")return`Invalid string: must include "${_issue.includes}"`;if(_issue.format==="regex")return`Invalid string: must match pattern ${_issue.pattern}`;return`Invalid ${FormatDictionary[_issue.format]??issue.format}`}case"not_multiple_of":return`Invalid number: must be a multiple of ${issue.divisor}`;case"unrecognized_keys":return`Unrecognized key${issue.keys.length>1?"s":""}: ${joinValues(issue.keys,", ")}`;case"invalid_key":return`Invalid key in ${issue.origin}`;case"invalid_union":if(issue.options&&Array.isArray(issue.options)&&issue.options.length>0){const opts=issue.options.map(o=>`'${o}'`).join(" | ");return`Invalid discriminator value. Expected ${opts}`}if(issue.inclusive===false){return"Invalid input: more than one option matched"}return"Invalid input";case"invalid_element":return`Invalid value in ${issue.origin}`;default:return`Invalid input`}}};function en_default(){return{localeError:error()}}
// packages/core/documents/faults.ts
var IN_WORDS = { error: en_default().localeError };
var FAULT_LIMIT = 50;
function describeFaults(issues) {
  const shown = issues.slice(0, FAULT_LIMIT).map((issue) => `${pointer(issue.path)}: ${issue.message}`);
  const more = issues.length - shown.length;
  return more > 0 ? [...shown, `and ${String(more)} more`] : shown;
}
function pointer(path) {
  if (path.length === 0) return "/";
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1").slice(0, 100)}`).join("");
}

// packages/core/documents/document.ts
var documentError = defineErrors("core", {
  "document-invalid": {
    ending: "configuration",
    remedy: "Write the document as its schema in `schemas/` says; every fault is listed with its place."
  },
  "document-unknown": {
    ending: "configuration",
    remedy: "Use the same release of promo for the step that writes the document and the one that reads it."
  }
});
var DOCUMENT_SIZE_LIMIT = 16 * 1024 * 1024;
function defineDocument(kind, shape) {
  const schemaId = `promo/${kind}/v1`;
  const schema = object({ schema: literal(schemaId), ...shape });
  const check = (value) => {
    assertKnown(value, schemaId);
    const parsed = schema.safeParse(value, IN_WORDS);
    if (parsed.success) return parsed.data;
    const faults = describeFaults(parsed.error.issues);
    throw documentError("document-invalid", { kind, faults }, `invalid ${kind} document: ${faults.join("; ")}`);
  };
  return {
    kind,
    schemaId,
    schema,
    check,
    read: (text2) => check(parseJson(text2, { maxBytes: DOCUMENT_SIZE_LIMIT })),
    create: (fields) => check({ schema: schemaId, ...fields }),
    write: (document) => `${JSON.stringify(document, null, 2)}
`
  };
}
function assertKnown(value, wanted) {
  const found = typeof value === "object" && value !== null && "schema" in value ? value.schema : void 0;
  if (found === wanted) return;
  const shown = typeof found === "string" ? found.slice(0, 100) : "no schema";
  throw documentError("document-unknown", { found: shown, wanted }, `expected a document ${wanted}, found ${shown}`);
}

// packages/core/documents/shapes.ts
function branded(pattern) {
  return string().check(_regex(pattern));
}
function isImageName(text2) {
  try {
    return parseImageName(text2) === text2;
  } catch {
    return false;
  }
}
var digest = branded(DIGEST_PATTERN);
var commit = branded(COMMIT_PATTERN);
var leg = branded(NAME_PATTERN);
var environment = branded(NAME_PATTERN);
var repository = branded(REPOSITORY_PATTERN);
var imageName = string().check(_maxLength(255), refine(isImageName, "not a repository name"));
var numericId = string().check(_regex(/^[1-9][0-9]{0,19}$/));
var time = string().check(_regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/));
var text = string().check(_maxLength(8192));
var count = int().check(_nonnegative());
var severity = _enum(SEVERITIES);
var outcome = _enum(["pass", "findings", "configuration", "infrastructure"]);
var platform = string().check(_regex(/^[a-z0-9._-]+\/[a-z0-9._-]+(?:\/[a-z0-9._-]+)?$/));
var source = object({ repository, repositoryId: numericId, sha: commit, ref: text });
var run = object({
  id: numericId,
  attempt: int().check(_positive()),
  workflowRef: text,
  workflowSha: commit
});
var platformDigest = object({ platform, digest, size: count });
var severityCounts = object({
  critical: count,
  high: count,
  medium: count,
  low: count,
  negligible: count,
  unknown: count
});

export {
  IN_WORDS,
  describeFaults,
  documentError,
  defineDocument,
  digest,
  commit,
  leg,
  environment,
  repository,
  imageName,
  numericId,
  time,
  text,
  count,
  severity,
  outcome,
  platform,
  source,
  run,
  platformDigest,
  severityCounts
};
