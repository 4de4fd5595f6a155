import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  isMovingRef
} from "./chunk-WGUV6V2W.js";
import {
  parseYaml
} from "./chunk-PJ22OAPH.js";
import {
  PROPERTY_PATTERN
} from "./chunk-ZQQCMQLO.js";
import {
  IN_WORDS,
  describeFaults,
  environment,
  imageName,
  leg,
  numericId,
  platform,
  repository,
  severity,
  text
} from "./chunk-MQBOJIW4.js";
import {
  _default,
  _enum,
  _maxLength,
  _positive,
  _regex,
  array,
  boolean,
  int,
  literal,
  looseObject,
  number,
  optional,
  pipe,
  record,
  refine,
  strictObject,
  string,
  transform,
  union,
  url
} from "./chunk-CMTFYGHV.js";
import {
  DURATION_PATTERN
} from "./chunk-MHAMTB5W.js";
import {
  COMMIT_PATTERN
} from "./chunk-535AGLRV.js";
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/core/config-shapes.ts
var repositoryPath = string().check(_maxLength(1024), _regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\0\r\n]+$/));
var repositoryId = pipe(pipe(union([string(), int()]), transform(String)), numericId);

// packages/core/trust-schema.ts
var TRUST_ROLES = [
  "signature",
  "provenance",
  "sbom",
  "scan",
  "tests",
  "refusal",
  "mark",
  "verdict",
  "promotion"
];
var day = string().check(_regex(/^\d{4}-\d{2}-\d{2}$/), refine(isCalendarDay, "not a day of the calendar"));
function isCalendarDay(written) {
  const time = Date.parse(`${written}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(written);
}
var validity = strictObject({ from: optional(day), until: optional(day) });
var revocation = strictObject({ at: day, reason: _enum(["compromised", "superseded"]) });
var standing = { valid: optional(validity), revoked: optional(revocation) };
var signer = strictObject({
  id: text,
  issuer: url(),
  /** `owner/repo/.github/workflows/file.yml`, without a ref. */
  workflow: string().check(_regex(/^[^/\s@]+\/[^/\s@]+\/\.github\/workflows\/[^/\s@]+\.ya?ml$/)),
  commits: _default(array(string().check(_regex(COMMIT_PATTERN))), []),
  refs: _default(array(string().check(_regex(/^refs\/(?:heads|tags)\/[^\s*]+$/))), []),
  "allow-moving-ref": _default(boolean(), false),
  roles: array(_enum(TRUST_ROLES)),
  runners: _default(array(_enum(["github-hosted", "self-hosted"])), ["github-hosted"]),
  source: optional(
    strictObject({
      repository,
      id: repositoryId,
      refs: _default(array(text), [])
    })
  ),
  environment: optional(environment),
  ...standing
});
var key = strictObject({
  id: text,
  /** Path of a PEM file beside promo.yaml's commit; the bytes of the base branch are read. */
  "public-key": repositoryPath,
  roles: array(_enum(TRUST_ROLES)),
  /** Images that the key may speak for, by their names in promo.yaml; all of them when left out. */
  images: optional(array(leg)),
  ...standing
});
var trustSchema = strictObject({
  signers: _default(array(signer), []),
  keys: _default(array(key), [])
});

// packages/core/config-schema.ts
var duration = string().check(_regex(DURATION_PATTERN));
var owners = optional(array(text));
var build = strictObject({
  context: _default(repositoryPath, "."),
  file: optional(repositoryPath),
  target: optional(text),
  builder: _default(_enum(["buildx", "buildah", "layout"]), "buildx"),
  command: optional(array(text)),
  layout: optional(repositoryPath),
  platforms: _default(array(platform), [])
});
var image = strictObject({
  repository: imageName,
  "overlay-name": optional(text),
  source: optional(strictObject({ repository, id: repositoryId })),
  build: optional(build),
  quarantine: optional(imageName),
  owners
});
var environmentShape = strictObject({
  overlay: repositoryPath,
  promote: optional(_enum(["push", "pull-request", "none"])),
  after: _default(array(environment), []),
  policy: _default(array(text), ["base"]),
  facts: _default(record(string(), union([string(), number(), boolean()])), {}),
  owners
});
var markRule = strictObject({
  properties: _default(array(string().check(_regex(PROPERTY_PATTERN))), []),
  soak: optional(duration),
  within: optional(duration)
});
var policyBlock = looseObject({
  registry: optional(strictObject({ allow: array(text) })),
  signature: optional(strictObject({ required: boolean() })),
  provenance: optional(
    strictObject({
      required: boolean(),
      branches: optional(array(text)),
      triggers: optional(array(text)),
      runners: optional(array(_enum(["github-hosted", "self-hosted"])))
    })
  ),
  scan: optional(
    strictObject({
      "fail-on": _default(severity, "high"),
      "ignore-unfixed": _default(boolean(), false),
      "max-age": optional(duration),
      "max-database-age": optional(duration)
    })
  ),
  sbom: optional(strictObject({ required: boolean() })),
  tests: optional(strictObject({ "min-passed": _default(int().check(_positive()), 1) })),
  marks: optional(record(environment, markRule))
});
var configSchema = strictObject({
  version: literal(1),
  "config-repository": optional(repository),
  images: record(leg, image),
  environments: _default(record(environment, environmentShape), {}),
  evidence: _default(strictObject({ mode: _enum(["beside", "separate"]), repository: optional(imageName) }), {
    mode: "beside"
  }),
  trust: _default(trustSchema, { signers: [], keys: [] }),
  policy: _default(record(string(), policyBlock), {}),
  exceptions: optional(repositoryPath),
  revocations: optional(repositoryPath)
});

// packages/core/trust-faults.ts
var PLACED_ROLES = ["mark", "verdict", "promotion"];
var CERTIFICATE_ROLES = ["refusal", ...PLACED_ROLES];
function trustFaults({ signers, keys }, images) {
  return [
    ...signers.flatMap(signerFaults),
    ...keys.flatMap((key2) => keyFaults(key2, images)),
    ...[...signers, ...keys].flatMap(validityFaults),
    ...repeated([...signers, ...keys].map(({ id }) => id)).map((id) => `/trust: the id ${id} is there twice`),
    ...repeated(keys.map((key2) => key2["public-key"])).map((path) => `/trust/keys: ${path} is there twice`),
    ...mingledWorkflows(signers)
  ];
}
function signerFaults(signer2) {
  const { id, roles, commits, refs, workflow, source, environment: environment2 } = signer2;
  const ownWorkflow = source !== void 0 && workflow.startsWith(`${source.repository}/`) && source.refs.length > 0;
  const placed = roles.filter((role) => PLACED_ROLES.includes(role));
  const moving = signer2["allow-moving-ref"] ? [] : refs.filter(isMovingRef);
  const checks = [
    [commits.length > 0 || refs.length > 0 || ownWorkflow, "needs commits or refs"],
    [
      placed.length === 0 || source !== void 0 && source.refs.length > 0,
      `needs source.id and source.refs for ${placed.join(", ")}`
    ],
    [moving.length === 0, `lists ${moving.join(", ")}, which may move: name commits, or set allow-moving-ref: true`],
    [!roles.includes("mark") || environment2 !== void 0, "needs environment for mark"]
  ];
  return faultsOf(`/trust/signers: ${id}`, checks);
}
function keyFaults({ id, roles, images }, known) {
  const beyond = roles.filter((role) => CERTIFICATE_ROLES.includes(role));
  const unknown = (images ?? []).filter((image2) => !known.includes(image2));
  const checks = [
    [beyond.length === 0, `may not hold ${beyond.join(", ")}: that needs a certificate`],
    [unknown.length === 0, `no image ${unknown.join(", ")}`]
  ];
  return faultsOf(`/trust/keys: ${id}`, checks);
}
function validityFaults({ id, valid }) {
  const { from, until } = valid ?? {};
  const isEmpty = from !== void 0 && until !== void 0 && from > until;
  return isEmpty ? [`/trust: ${id} is valid from ${from} until ${until}, which is never`] : [];
}
var REFUSING_ROLES = ["refusal", "verdict"];
function mingledWorkflows(signers) {
  const workflowsOf = (role) => signers.filter(({ roles }) => roles.includes(role)).map(({ issuer, workflow }) => `${workflow} (${issuer})`);
  const signing = [...new Set(workflowsOf("signature"))];
  return REFUSING_ROLES.flatMap((role) => {
    const refusing = workflowsOf(role);
    return signing.filter((workflow) => refusing.includes(workflow)).map((workflow) => `/trust/signers: ${workflow} may not hold both signature and ${role}`);
  });
}
function faultsOf(place, checks) {
  return checks.filter(([holds]) => !holds).map(([, fault]) => `${place} ${fault}`);
}
function repeated(names) {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

// packages/core/config.ts
var configError = defineErrors("core", {
  "config-invalid": {
    ending: "configuration",
    remedy: "Correct `promo.yaml` at the places named; `schemas/promo.schema.json` describes every key."
  },
  "rule-not-built": {
    ending: "configuration",
    remedy: "Take the key out of the policy: this release of promo does not check it, and a rule that is not checked must not look as if it were."
  }
});
var BUILT_RULES = ["registry", "signature", "provenance", "scan", "sbom", "tests", "marks"];
var UNBUILT_KEYS = ["exceptions"];
function readConfig(text2) {
  const parsed = configSchema.safeParse(parseYaml(text2), IN_WORDS);
  if (!parsed.success) {
    const faults = describeFaults(parsed.error.issues);
    throw configError("config-invalid", { faults }, `promo.yaml is not valid: ${faults.join("; ")}`);
  }
  assertBuilt(parsed.data);
  assertConsistent(parsed.data);
  return parsed.data;
}
function policyOf(config, environment2) {
  const found = Object.entries(config.environments).find(([name]) => name === environment2)?.[1];
  if (found === void 0) throw inconsistent([`/environments: no environment ${environment2}`]);
  return Object.assign({}, ...found.policy.map((name) => config.policy[name]));
}
function environmentOrder(config) {
  const ordered = [];
  const visit = (name, path) => {
    if (ordered.includes(name)) return;
    if (path.includes(name)) throw inconsistent([`/environments: cycle ${[...path, name].join(" → ")}`]);
    const after = config.environments[name]?.after ?? [];
    for (const earlier of after) visit(earlier, [...path, name]);
    ordered.push(name);
  };
  for (const name of Object.keys(config.environments)) visit(name, []);
  return ordered;
}
function assertBuilt(config) {
  const keys = UNBUILT_KEYS.filter((key2) => config[key2] !== void 0).map((key2) => `/${key2}`);
  const rules = Object.entries(config.policy).flatMap(
    ([block, rules2]) => Object.keys(rules2).filter((rule) => !BUILT_RULES.includes(rule)).map((rule) => `/policy/${block}/${rule}`)
  );
  const places = [...keys, ...rules];
  if (places.length > 0)
    throw configError("rule-not-built", { places }, `not built in this release: ${places.join(", ")}`);
}
function assertConsistent(config) {
  const environments = Object.keys(config.environments);
  const faults = Object.entries(config.environments).flatMap(([name, { after, policy }]) => [
    ...after.filter((other) => !environments.includes(other)).map((other) => `/environments/${name}/after: no environment ${other}`),
    ...policy.filter((block) => !Object.hasOwn(config.policy, block)).map((block) => `/environments/${name}/policy: no policy ${block}`)
  ]);
  faults.push(...trustFaults(config.trust, Object.keys(config.images)), ...markFaults(config));
  if (faults.length > 0) throw inconsistent(faults);
  environmentOrder(config);
}
function markFaults(config) {
  return Object.entries(config.policy).flatMap(
    ([block, { marks }]) => Object.keys(marks ?? {}).filter((name) => !Object.hasOwn(config.environments, name)).map((name) => `/policy/${block}/marks: no environment ${name}`)
  );
}
function inconsistent(faults) {
  return configError("config-invalid", { faults }, `promo.yaml is not valid: ${faults.join("; ")}`);
}

export {
  day,
  readConfig,
  policyOf,
  environmentOrder
};
