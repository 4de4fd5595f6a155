import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  markRevocation,
  readRevocationsAt,
  readTrustAt
} from "./chunk-UH2SWEW4.js";
import {
  imagesOfOverlay,
  proposedImage
} from "./chunk-WXLEEPBL.js";
import {
  describeMismatches,
  isDated,
  manifestsOf,
  newestFirst,
  pass,
  readScanPredicate,
  refuse,
  refuseUntrusted,
  trustedEvidence
} from "./chunk-BYRFBBYG.js";
import {
  readTestsPredicate
} from "./chunk-UKSC2WUM.js";
import {
  gravest,
  signerName,
  workflowOf
} from "./chunk-K35JMKYK.js";
import {
  decideScan
} from "./chunk-OL3OGCVP.js";
import {
  refersToSbom
} from "./chunk-HZTWHQCX.js";
import "./chunk-JNHU7PUP.js";
import {
  attestImages,
  ownEvidence
} from "./chunk-KJJBT5NK.js";
import "./chunk-K3IZWFDI.js";
import {
  headOf
} from "./chunk-ZY7Q5525.js";
import {
  KUSTOMIZATION_NAMES,
  connectForge,
  environmentOf,
  findOverlayAt,
  imageByOverlayName,
  overlayNameOf,
  readConfigAt,
  readOverlayImages
} from "./chunk-FXAMNVZD.js";
import {
  policyOf
} from "./chunk-ARX5WIIS.js";
import "./chunk-MM7H6SUN.js";
import "./chunk-WGUV6V2W.js";
import {
  platformsOf
} from "./chunk-DJNNUIWM.js";
import {
  connectSigner,
  connectTrust
} from "./chunk-4GRPIX2G.js";
import {
  collectEvidence
} from "./chunk-JP5D7BLO.js";
import {
  pLimit
} from "./chunk-VFUMXG24.js";
import {
  connectRegistries
} from "./chunk-NQD7TOJS.js";
import "./chunk-MS44U55T.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-CGG7XM5G.js";
import {
  OUTCOME_WORDS,
  minute,
  plural,
  short
} from "./chunk-ELEXUCDR.js";
import "./chunk-R2QD4G32.js";
import "./chunk-37R5YAIF.js";
import "./chunk-3PGUMVOA.js";
import "./chunk-KMCBQIOD.js";
import {
  formatTime,
  systemClock
} from "./chunk-HEW256BD.js";
import {
  parseYaml
} from "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import "./chunk-YZ3BQTF4.js";
import "./chunk-QBJQ2CKM.js";
import "./chunk-3ACOM72A.js";
import {
  isJsonList,
  isJsonObject,
  memberAt,
  memberOf,
  sameJson
} from "./chunk-HIKYTEVY.js";
import {
  promotionError
} from "./chunk-DL4OCOAT.js";
import {
  readMarkPredicate
} from "./chunk-ZQQCMQLO.js";
import {
  LEG_BUILD_TYPE,
  PREDICATE_TYPES,
  VERDICT_EXTENSION,
  VERDICT_VERIFIER,
  isPredicateType
} from "./chunk-5DFI25AZ.js";
import {
  commit,
  count,
  defineDocument,
  digest,
  environment,
  imageName,
  outcome,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  _enum,
  _maxLength,
  array,
  literal,
  nullable,
  object,
  optional
} from "./chunk-CMTFYGHV.js";
import {
  actionError
} from "./chunk-NW5PXJHT.js";
import {
  untrustedEvent
} from "./chunk-2IOASY4C.js";
import {
  parseDuration
} from "./chunk-MHAMTB5W.js";
import {
  prose
} from "./chunk-36ANPUK7.js";
import {
  parseCommit
} from "./chunk-535AGLRV.js";
import {
  blocks,
  bullets,
  code,
  details,
  heading,
  md,
  table
} from "./chunk-LMKEVEGF.js";
import "./chunk-A2Z5YZBB.js";
import {
  canonicalName,
  digestOf,
  hexOf,
  isDigest,
  notPinned,
  parseImageName,
  parseImageReference,
  pinImage
} from "./chunk-OXU5TALQ.js";
import {
  PromoError,
  asPromoError,
  isPromoError
} from "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// actions/verify-evidence/run.ts
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";

// packages/core/documents/verdict.ts
var ruleResult = object({
  rule: text,
  outcome: _enum(["pass", "findings", "configuration", "infrastructure", "warn", "skipped"]),
  /** Error code, empty on pass. */
  code: text,
  fact: text,
  expected: text,
  remedy: text,
  owner: optional(text),
  /** Digests of the manifests that hold the evidence used. */
  evidence: array(digest)
});
var verdictShape = {
  environment,
  image: object({ name: imageName, digest }),
  policy: object({ uri: text, digest }),
  evaluatedAt: time,
  outcome,
  rules: array(ruleResult),
  exceptions: array(text),
  /** When the first piece of evidence goes stale; null when nothing expires. */
  expiresAt: nullable(time)
};
var verdictDocument = defineDocument("verdict", verdictShape);
var gateDocument = defineDocument("gate", {
  verdicts: array(verdictDocument.schema),
  outcome,
  /** Code of the failure that is not a verdict's: an overlay that cannot be read, a digest that is a tag. Empty otherwise. */
  code: text,
  fact: text,
  remedy: text,
  /** The pull request that was judged, at this head; null for named images. */
  pullRequest: nullable(object({ number: count, head: commit })),
  policyBase: object({ repository: text, ref: text, sha: nullable(commit) })
});

// packages/report/gate-summary.ts
function gateSummary(gate2) {
  const refused = gate2.verdicts.filter(({ outcome: outcome2 }) => outcome2 !== "pass");
  const passed = gate2.verdicts.filter(({ outcome: outcome2 }) => outcome2 === "pass");
  return String(
    blocks(
      heading(3, gateHeadline(gate2)),
      failure(gate2),
      ...refused.map(verdictSection),
      passed.length === 0 ? md`` : passedTable(passed),
      ...passed.map(
        (verdict2) => details(`Rules for ${verdict2.image.name} in ${verdict2.environment}`, ruleTable(verdict2.rules))
      ),
      md`Policy from ${code(policyBase(gate2))}.`
    )
  );
}
function gateHeadline(gate2) {
  const refused = gate2.verdicts.filter(({ outcome: outcome2 }) => outcome2 !== "pass").length;
  if (gate2.verdicts.length === 0) {
    return gate2.outcome === "pass" ? "Not affected: no digest changes here" : `${OUTCOME_WORDS[gate2.outcome]}: ${gate2.code}`;
  }
  const digests = plural(gate2.verdicts.length, "digest");
  if (gate2.outcome === "pass") return `Passed: ${digests} with valid evidence`;
  return `${OUTCOME_WORDS[gate2.outcome]}: ${refused} of ${digests} may not be promoted`;
}
function failure(gate2) {
  if (gate2.code === "") return md``;
  return blocks(md`${code(gate2.code)}: ${prose(gate2.fact)}`, md`**What to do:** ${prose(gate2.remedy)}`);
}
function verdictSection(verdict2) {
  const broken = verdict2.rules.filter(({ outcome: outcome2 }) => outcome2 !== "pass" && outcome2 !== "skipped");
  const good = verdict2.rules.filter((rule) => !broken.includes(rule));
  return blocks(
    heading(4, md`${OUTCOME_WORDS[verdict2.outcome]} for ${verdict2.environment}: ${verdict2.image.name}`),
    code(`${verdict2.image.name}@${verdict2.image.digest}`),
    ruleTable(broken),
    bullets(broken.filter(({ remedy: remedy2 }) => remedy2 !== "").map(remedy)),
    good.length === 0 ? md`` : details(`${plural(good.length, "rule")} without objection`, ruleTable(good))
  );
}
function ruleTable(rules) {
  const owned = rules.some(({ owner }) => owner !== void 0);
  const rows = rules.map(({ rule, outcome: outcome2, code: reason, fact, expected, owner }) => [
    code(rule),
    reason === "" ? outcome2 : md`${outcome2} ${code(reason)}`,
    prose(short(fact)),
    prose(short(expected)),
    ...owned ? [owner ?? ""] : []
  ]);
  return table(["Rule", "Outcome", "Found", "Wanted", ...owned ? ["Owner"] : []], rows);
}
function remedy({ rule, remedy: advice, owner }) {
  return owner === void 0 ? md`${code(rule)}: ${prose(advice)}` : md`${code(rule)}: ${prose(advice)} Ask ${code(owner)}.`;
}
function passedTable(verdicts) {
  const excepted = verdicts.some(({ exceptions }) => exceptions.length > 0);
  const rows = verdicts.map(({ environment: environment2, image, expiresAt, exceptions }) => [
    environment2,
    code(image.name),
    code(image.digest),
    expiresAt === null ? "does not expire" : minute(expiresAt),
    ...excepted ? [exceptions.join(", ")] : []
  ]);
  return table(
    ["Environment", "Image", "Digest", "Evidence good until", ...excepted ? ["Exceptions used"] : []],
    rows
  );
}
function policyBase({ policyBase: { repository, ref, sha } }) {
  return sha === null ? `${repository} ${ref}` : `${repository} ${ref} at ${sha.slice(0, 12)}`;
}

// packages/promotion/check.ts
async function publishGate(request, forge) {
  const { repository, head: sha, name, gate: gate2, detailsUrl } = request;
  return forge.publishCheck({
    repository,
    sha,
    name,
    conclusion: gate2.outcome === "pass" ? "success" : "failure",
    title: gateHeadline(gate2),
    summary: gateSummary(gate2),
    ...detailsUrl === void 0 ? {} : { detailsUrl }
  });
}
async function enforcementOf(forge, repository, branch, name) {
  const source = await forge.requiredCheckSource(repository, branch, name);
  return source === "app" ? "enforcing" : "advisory";
}

// packages/core/verdict-predicate.ts
var SLSA_VERSION = "1.1";
var LEVELS_LIMIT = 20;
var predicate = object({
  verifier: object({ id: literal(VERDICT_VERIFIER) }),
  timeVerified: time,
  resourceUri: text,
  policy: object({ uri: text, digest: object({ sha256: text }) }),
  verificationResult: _enum(["PASSED", "FAILED"]),
  verifiedLevels: array(text).check(_maxLength(LEVELS_LIMIT)),
  [VERDICT_EXTENSION]: object({ environment, outcome, expires: optional(time) })
});
function verdictPredicate(verdict2) {
  const { environment: environment2, image, policy, evaluatedAt, rules, exceptions, expiresAt } = verdict2;
  const evidence = [...new Set(rules.flatMap((rule) => rule.evidence))].sort();
  return {
    verifier: { id: VERDICT_VERIFIER },
    timeVerified: evaluatedAt,
    resourceUri: resourceUri(image, environment2),
    policy: { uri: policy.uri, digest: { sha256: hexOf(policy.digest) } },
    inputAttestations: evidence.map((digest2) => ({ digest: { sha256: hexOf(digest2) } })),
    verificationResult: verdict2.outcome === "pass" ? "PASSED" : "FAILED",
    verifiedLevels: [levelOf(verdict2)],
    slsaVersion: SLSA_VERSION,
    [VERDICT_EXTENSION]: {
      environment: environment2,
      outcome: verdict2.outcome,
      rules: rules.map(({ rule, outcome: ended, code: code2 }) => ({
        rule,
        outcome: ended,
        ...code2 === "" ? {} : { code: code2 }
      })),
      exceptions: [...exceptions],
      ...expiresAt === null ? {} : { expires: expiresAt }
    }
  };
}
function resourceUri({ name, digest: digest2 }, environment2) {
  const last = name.slice(name.lastIndexOf("/") + 1);
  const where = `${environmentQualifier(environment2)}&repository_url=${encodeURIComponent(name)}`;
  return `pkg:oci/${last}@${encodeURIComponent(digest2)}?${where}`;
}
function environmentQualifier(environment2) {
  return `environment=${encodeURIComponent(environment2)}`;
}
function levelOf({ outcome: ended, environment: environment2 }) {
  return ended === "pass" ? `PROMO_GATE_${environment2.toUpperCase()}` : "FAILED";
}
function readVerdictPredicate(value) {
  const parsed2 = predicate.safeParse(value);
  if (!parsed2.success) return void 0;
  const { policy, verificationResult: result, verifiedLevels, resourceUri: uri, [VERDICT_EXTENSION]: own } = parsed2.data;
  const digest2 = `sha256:${policy.digest.sha256}`;
  const agrees = result === "PASSED" === (own.outcome === "pass") && sameJson(verifiedLevels, [levelOf(own)]) && uri.includes(`?${environmentQualifier(own.environment)}&`);
  if (!isDigest(digest2) || !agrees) return void 0;
  return { result, environment: own.environment, expires: own.expires, policy: digest2 };
}
function sameVerdict(a, b) {
  return sameJson(withoutMoment(a), withoutMoment(b));
}
function withoutMoment(value) {
  if (!isJsonObject(value)) return value;
  return { ...value, timeVerified: "", policy: memberAt(value, "policy", "digest") ?? null };
}

// packages/policy/signature-holder.ts
function signatureHolder(claims, signers) {
  const workflow = workflowOf(claims);
  return signers.find(
    (signer) => signer.roles.includes("signature") && signer.issuer === claims.issuer && signer.workflow === workflow
  );
}

// packages/promotion/attest-verdicts.ts
async function attestVerdicts({ verdicts, signers }, portsFor) {
  const manifests = [];
  for (const verdict2 of verdicts.filter(isJudged)) {
    const { name, digest: digest2 } = verdict2.image;
    const ports = await portsFor(verdict2.image);
    assertApart(await ports.signer.identity(), signers);
    manifests.push(...await attestVerdict(verdict2, pinImage(name, digest2), ports));
  }
  return manifests;
}
function assertApart(identity, signers) {
  const holder = identity.kind === "certificate" ? signatureHolder(identity.claims, signers) : void 0;
  if (holder === void 0) return;
  const text2 = `${holder.workflow} may sign images (${holder.id} of promo.yaml): a verdict by it would count as a signature`;
  throw promotionError("verdict-signer-mingled", { signer: holder.id, workflow: holder.workflow }, text2);
}
async function attestVerdict(verdict2, image, ports) {
  const predicate2 = verdictPredicate(verdict2);
  const standing = await standingVerdict(image, verdict2.environment, predicate2, ports);
  if (standing !== void 0) return [standing];
  const word = { predicateType: PREDICATE_TYPES.verdict, predicate: predicate2, formats: ["bundle"] };
  const written = await attestImages({ images: [image], ...word, again: true }, ports);
  return written.flatMap(({ stored }) => stored.map(({ manifest }) => manifest));
}
async function standingVerdict(image, environment2, predicate2, ports) {
  const { valid } = await collectEvidence(image, ports);
  const verdicts = valid.filter(
    (each) => each.predicateType === PREDICATE_TYPES.verdict && readVerdictPredicate(each.predicate)?.environment === environment2
  );
  const [own] = await ownEvidence({ valid: verdicts, keyed: [] }, () => true, ports.signer, "any");
  if (own?.signedAt === void 0) return void 0;
  const since = own.signedAt;
  const latest = verdicts.filter(({ signedAt }) => signedAt >= since);
  return latest.every((each) => sameVerdict(each.predicate, predicate2)) ? own.manifest : void 0;
}
function isJudged({ outcome: outcome2, rules }) {
  return outcome2 !== "infrastructure" && rules.some(({ rule }) => rule !== "registry");
}

// actions/verify-evidence/attest.ts
async function attestGate(gate2, request, ports) {
  const { runner } = ports;
  if (!request.attestVerdict) return { manifests: [], failure: void 0 };
  const untrusted = untrustedEvent(runner.context);
  if (untrusted !== void 0) {
    runner.annotate("notice", `The verdict is not attested: ${untrusted.message}.`);
    return { manifests: [], failure: void 0 };
  }
  try {
    return { manifests: await signVerdicts(gate2, request, ports), failure: void 0 };
  } catch (error) {
    return { manifests: [], failure: asPromoError(error) };
  }
}
async function signVerdicts(gate2, { atTime, config: path, sigstore, registry, evidenceRepository, offline }, { runner, forge }) {
  if (atTime !== void 0) throw actionError("at-time-refused", {}, "`at-time` is given with `attest-verdict`");
  const { sha } = gate2.policyBase;
  if (sha === null || gate2.verdicts.length === 0) return [];
  const { config } = await readConfigAt(forge, runner.context.repository.fullName, sha, path);
  const signer = connectSigner(runner, sigstore);
  const trust = await connectTrust(runner, sigstore, offline);
  const { signers } = config.trust;
  return attestVerdicts({ verdicts: gate2.verdicts, signers }, async ({ name }) => ({
    signer,
    trust,
    registry: connectRegistries(runner, registry, [parseImageReference(name).registry]),
    warn: (message) => runner.log.warning(message),
    ...evidenceRepository === void 0 ? {} : { evidenceRepository }
  }));
}

// packages/policy/rules/mark-standing.ts
function newestMarks(marks) {
  const revokedFirst = [...marks].sort((a, b) => Number(b.mark.revoked) - Number(a.mark.revoked));
  const order = newestFirst(revokedFirst.map(({ fact }) => fact));
  return revokedFirst.toSorted((a, b) => order.indexOf(a.fact) - order.indexOf(b.fact));
}
function judgeMarks(at, environment2, rule, marks) {
  const newest = newestMarks(marks);
  const revocation = newest.findIndex(({ mark }) => mark.revoked);
  const standing = revocation < 0 ? newest : newest.slice(0, revocation);
  const revoked = newest[revocation];
  if (standing.length === 0 && revoked !== void 0) {
    const because = revoked.mark.reason === void 0 ? "" : `: ${revoked.mark.reason}`;
    const fact = `${environment2} revoked its mark ${formatTime(revoked.fact.signedAt)}${because}`;
    return { code: "mark-revoked", fact, evidence: [revoked.fact] };
  }
  const complete = standing.filter(({ mark }) => lacking(rule, mark).length === 0);
  const [first] = standing;
  if (complete.length === 0 && first !== void 0) {
    const fact = `the mark of ${environment2} lacks ${lacking(rule, first.mark).join(", ")}`;
    return { code: "mark-missing", fact, evidence: [first.fact] };
  }
  return judgeAges(at, environment2, rule, complete);
}
function lacking(rule, mark) {
  return rule.properties.filter((property) => !mark.properties.includes(property));
}
function judgeAges(at, environment2, rule, complete) {
  const current = complete.filter(({ fact, mark }) => endOf(rule, fact, mark) > at.getTime());
  const soaked = current.find(({ fact }) => at.getTime() - fact.signedAt.getTime() >= lengthOf(rule.soak, 0));
  const shown = soaked ?? current.at(-1) ?? complete[0];
  const evidence = shown === void 0 ? [] : [shown.fact];
  const marked = `${environment2} marked it ${shown === void 0 ? "never" : formatTime(shown.fact.signedAt)}`;
  if (current.length === 0) return { code: "mark-expired", fact: `${marked}, too long ago`, evidence };
  if (soaked === void 0)
    return { code: "mark-soaking", fact: `${marked}, at ${formatTime(at)} too lately`, evidence };
  const end = endOf(rule, soaked.fact, soaked.mark);
  return { code: "", fact: marked, evidence, ...Number.isFinite(end) ? { expiresAt: new Date(end) } : {} };
}
function endOf(rule, { signedAt }, { expires }) {
  const own = expires === void 0 ? Infinity : Date.parse(expires);
  return Math.min(own, signedAt.getTime() + lengthOf(rule.within, Infinity));
}
function lengthOf(duration, without2) {
  return duration === void 0 ? without2 : parseDuration(duration);
}

// packages/policy/rules/marks.ts
function marksRule(input) {
  const rules = Object.entries(input.policy.marks ?? {});
  const judged = rules.map(([environment2, rule]) => judge(input, environment2, rule));
  const expected = rules.map(([environment2, rule]) => expectation(environment2, rule)).join("; ");
  const failed = judged.find(({ code: code2 }) => code2 !== "");
  const fact = (failed === void 0 ? judged : judged.filter(({ code: code2 }) => code2 !== "")).map((each) => each.fact).join("; ");
  const evidence = manifestsOf(judged.flatMap((each) => each.evidence));
  if (failed !== void 0 && failed.code !== "")
    return { result: refuse("marks", failed.code, fact, expected, evidence) };
  return withExpiry(pass("marks", fact, expected, evidence), judged);
}
function withExpiry(result, judged) {
  const times = judged.flatMap(({ expiresAt }) => expiresAt === void 0 ? [] : [expiresAt.getTime()]);
  return times.length === 0 ? { result } : { result, expiresAt: new Date(Math.min(...times)) };
}
function judge(input, environment2, rule) {
  const marks = marksOf(input.facts.evidence, environment2);
  const signers = input.trust.signers.filter((signer) => signer.environment === environment2);
  const found = trustedEvidence(
    { facts: input.facts, trust: { signers, keys: [] } },
    marks.map(({ fact: fact2 }) => fact2),
    PREDICATE_TYPES.mark,
    "mark"
  );
  if (found.kind === "missing")
    return { code: "mark-missing", fact: `no mark of ${environment2} on ${input.facts.digest}`, evidence: [] };
  if (found.kind === "untrusted") {
    const { fact: fact2, expected } = describeMismatches(found.mismatches);
    const evidence = found.evidence;
    return { code: found.code, fact: `${environment2}: ${fact2}, not ${expected}`, evidence };
  }
  const trusted = marks.filter(({ fact: fact2 }) => found.evidence.includes(fact2));
  const revocation = markRevocation(input.revocations, { environment: environment2, digest: input.facts.digest });
  const standing = trusted.filter(({ fact: fact2 }) => revocation === void 0 || fact2.signedAt > revocation.end);
  if (revocation === void 0 || standing.length > 0) return judgeMarks(input.at, environment2, rule, standing);
  const fact = `the mark of ${environment2} was revoked ${revocation.at} on the base branch: ${revocation.reason}`;
  return { code: "mark-revoked", fact, evidence: trusted.map((each) => each.fact) };
}
function marksOf(evidence, environment2) {
  return evidence.filter(isDated).flatMap((fact) => {
    const mark = readMarkPredicate(fact.predicate);
    return mark?.environment === environment2 ? [{ fact, mark }] : [];
  });
}
function expectation(environment2, { properties, soak, within }) {
  const parts = [
    properties.length === 0 ? void 0 : `with ${properties.join(", ")}`,
    soak === void 0 ? void 0 : `at least ${soak} old`,
    within === void 0 ? void 0 : `at most ${within} old`
  ].filter((part) => part !== void 0);
  return `a mark signed inside ${environment2}${parts.length === 0 ? "" : ` ${parts.join(", ")}`}`;
}

// packages/policy/rules/order.ts
function orderRule({ facts }) {
  const skipped = facts.heldBefore.filter(({ digest: digest2 }) => digest2 !== facts.digest);
  const expected = facts.heldBefore.map(({ environment: environment2 }) => `${environment2} holds ${facts.digest}`).join(", ") || "no environment before this one";
  if (skipped.length === 0) return { result: pass("order", expected, expected) };
  const fact = skipped.map(({ environment: environment2, digest: digest2 }) => `${environment2} holds ${digest2 ?? "no digest"}`).join(", ");
  return { result: refuse("order", "stage-skipped", fact, expected) };
}

// packages/policy/sealed-leg.ts
function sealedLegOf(predicate2) {
  const definition = memberOf(predicate2, "buildDefinition");
  if (memberOf(definition, "buildType") !== LEG_BUILD_TYPE) return void 0;
  const leg = memberOf(memberOf(definition, "externalParameters"), "leg");
  return typeof leg === "string" ? leg : "";
}

// packages/policy/rules/provenance.ts
function provenanceRule(input) {
  const expected = expectation2(input);
  const found = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.provenance, "provenance");
  if (found.kind === "missing") {
    return { result: refuse("provenance", "provenance-missing", `no provenance on ${input.facts.digest}`, expected) };
  }
  if (found.kind === "untrusted") return { result: refuseUntrusted("provenance", found) };
  const accepted = found.evidence.filter((fact2) => isAccepted(input, claimsOf(fact2)) && !isOfOtherLeg(input, fact2));
  const shown = accepted[0] ?? found.evidence[0];
  const fact = shown === void 0 ? "" : describeOrigin(shown);
  if (accepted.length === 0)
    return { result: refuse("provenance", "provenance-refused", fact, expected, manifestsOf(found.evidence)) };
  return { result: pass("provenance", fact, expected, manifestsOf(accepted)) };
}
function claimsOf({ signer }) {
  return signer.kind === "certificate" ? signer.claims : {};
}
function isAccepted({ policy }, claims) {
  const { branches, triggers, runners } = policy.provenance ?? {};
  return includes(
    branches?.map((branch) => `refs/heads/${branch}`),
    claims.sourceRepositoryRef
  ) && includes(triggers, claims.buildTrigger) && includes(runners, claims.runnerEnvironment);
}
function isOfOtherLeg({ facts }, { predicate: predicate2 }) {
  const sealed = sealedLegOf(predicate2);
  return facts.leg !== void 0 && sealed !== void 0 && sealed !== facts.leg;
}
function includes(accepted, found) {
  return accepted === void 0 || found !== void 0 && accepted.includes(found);
}
function describeOrigin(shown) {
  const leg = sealedLegOf(shown.predicate);
  if (shown.signer.kind === "key")
    return `${leg === void 0 ? "" : `${leg} `}signed by ${signerName(shown.signer)}, which says nothing of its build`;
  const { claims } = shown.signer;
  const commit2 = claims.sourceRepositoryDigest ?? "an unknown commit";
  return `${leg === void 0 ? "" : `${leg} `}built from ${commit2} on ${claims.sourceRepositoryRef ?? "no ref"} by ${claims.buildTrigger ?? "no event"} on ${claims.runnerEnvironment ?? "an unknown runner"}`;
}
function expectation2({ facts, policy }) {
  const { branches, triggers, runners } = policy.provenance ?? {};
  const parts = [
    facts.leg === void 0 ? void 0 : `leg ${facts.leg}`,
    branches === void 0 ? void 0 : `branch ${branches.join(" or ")}`,
    triggers === void 0 ? void 0 : `event ${triggers.join(" or ")}`,
    runners === void 0 ? void 0 : `runner ${runners.join(" or ")}`
  ].filter((part) => part !== void 0);
  return `provenance by a trusted signer${parts.length === 0 ? "" : ` with ${parts.join(", ")}`}`;
}

// packages/policy/rules/registry.ts
function isRegistryAllowed(name, policy) {
  const allowed = policy.registry?.allow;
  if (allowed === void 0) return true;
  const found = canonicalName(parseImageReference(name));
  return allowed.map((prefix) => prefix.replace(/\/$/, "")).some((prefix) => found === prefix || found.startsWith(`${prefix}/`));
}
function registryRule({ facts, policy }) {
  const expected = policy.registry?.allow.join(" or ") ?? "any registry";
  const result = isRegistryAllowed(facts.name, policy) ? pass("registry", facts.name, expected) : refuse("registry", "registry-not-allowed", facts.name, expected);
  return { result };
}

// packages/policy/rules/sbom.ts
var FORMATS = [PREDICATE_TYPES.spdx, PREDICATE_TYPES.cyclonedx, PREDICATE_TYPES.reference];
function sbomRule(input) {
  const expected = "an SBOM of every platform by a trusted signer";
  const judged = input.facts.platforms.map(({ platform, evidence }) => ({
    platform,
    found: FORMATS.map((format) => trustedEvidence(input, evidence.filter(isNoOtherReference), format, "sbom"))
  }));
  const lacking2 = judged.filter(({ found }) => !found.some(({ kind }) => kind === "trusted"));
  if (judged.length === 0)
    return { result: refuse("sbom", "sbom-missing", "the image has no runnable platform", expected) };
  if (lacking2.length === 0) {
    const manifests = judged.flatMap(
      ({ found }) => found.flatMap((each) => each.kind === "trusted" ? manifestsOf(each.evidence) : [])
    );
    return {
      result: pass("sbom", `an SBOM of ${judged.map(({ platform }) => platform).join(", ")}`, expected, manifests)
    };
  }
  const untrusted = lacking2.flatMap(({ found }) => found.filter((each) => each.kind === "untrusted"));
  if (untrusted.length > 0) {
    const code2 = gravest(untrusted.map((each) => each.code));
    const mismatches = untrusted.flatMap((each) => each.mismatches);
    const evidence = untrusted.flatMap((each) => each.evidence);
    return { result: refuseUntrusted("sbom", { code: code2, mismatches, evidence }) };
  }
  return {
    result: refuse(
      "sbom",
      "sbom-missing",
      `no SBOM of ${lacking2.map(({ platform }) => platform).join(", ")}`,
      expected
    )
  };
}
function isNoOtherReference({ predicateType, predicate: predicate2 }) {
  return !isPredicateType(predicateType, PREDICATE_TYPES.reference) || refersToSbom(predicate2);
}

// packages/policy/rules/revocations.ts
var EXPECTED = "a digest that the file of revocations does not name";
function revocationsRule({ facts, revocations }) {
  const held = [facts.digest, ...facts.platforms.map(({ digest: digest2 }) => digest2)];
  const revoked = revocations.digests.filter(({ digest: digest2 }) => held.includes(digest2));
  if (revoked.length === 0) return { result: pass("revocations", `${facts.digest} is not revoked`, EXPECTED) };
  const fact = revoked.map(({ digest: digest2, at, reason }) => `${digest2} was revoked ${at}: ${reason}`).join("; ");
  return { result: refuse("revocations", "digest-revoked", fact, EXPECTED) };
}

// packages/policy/rules/scan.ts
function scanRule(input) {
  const policy = input.policy.scan ?? { "fail-on": "high", "ignore-unfixed": false };
  const expected = expectation3(policy);
  const passes = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.scan, "scan");
  const refusals = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.scan, "refusal");
  const newest = newestFirst([...evidenceOf(refusals), ...evidenceOf(passes)]).find(isDated);
  if (newest !== void 0) return judge2(input, newest, policy, expected);
  if (passes.kind === "untrusted") return { result: refuseUntrusted("scan", passes) };
  return { result: refuse("scan", "scan-missing", `no scan of ${input.facts.digest}`, expected) };
}
function judge2(input, newest, policy, expected) {
  const evidence = [newest.manifest];
  const scan = readScanPredicate(newest.predicate);
  if (scan === void 0)
    return {
      result: refuse("scan", "scan-incomplete", "the scan attested is not one that promo reads", expected, evidence)
    };
  const unseen = unseenPlatforms(input.facts, scan);
  if (unseen.length > 0) {
    return { result: refuse("scan", "scan-incomplete", `no scan of ${unseen.join(", ")}`, expected, evidence) };
  }
  const stale = staleness(input.at, newest, scan, policy);
  const decided = decideScan([...scan.findings, ...scan.suppressed.map(({ finding }) => finding)], scan.tools, {
    failOn: policy["fail-on"],
    ignoreUnfixed: policy["ignore-unfixed"]
  });
  if (decided.decision.outcome === "infrastructure") {
    return { result: refuse("scan", "scan-incomplete", "a scanner did not finish", expected, evidence) };
  }
  if (decided.decision.outcome === "findings") {
    return { result: refuse("scan", "scan-findings", describeFindings(decided), expected, evidence) };
  }
  if (stale !== void 0) return { result: refuse("scan", stale.code, stale.fact, expected, evidence) };
  const maxAge = policy["max-age"];
  const fact = `scanned ${formatTime(newest.signedAt)} by ${scan.tools.map(({ name }) => name).filter(unique).join(" and ")}: nothing that counts`;
  const result = pass("scan", fact, expected, evidence);
  return maxAge === void 0 ? { result } : { result, expiresAt: new Date(newest.signedAt.getTime() + parseDuration(maxAge)) };
}
function unseenPlatforms({ platforms }, scan) {
  const seen = scan.tools.map(({ target }) => scan.targets[target]?.digest);
  return platforms.filter(({ digest: digest2 }) => !seen.includes(digest2)).map(({ platform }) => platform);
}
function staleness(at, newest, scan, policy) {
  const maxAge = policy["max-age"];
  if (maxAge !== void 0 && at.getTime() - newest.signedAt.getTime() > parseDuration(maxAge)) {
    return { code: "scan-expired", fact: `scanned ${formatTime(newest.signedAt)}` };
  }
  const maxDatabaseAge = policy["max-database-age"];
  if (maxDatabaseAge === void 0) return void 0;
  const old = scan.tools.find(
    ({ database, finishedAt }) => database !== void 0 && Date.parse(finishedAt) - Date.parse(database.updatedAt) > parseDuration(maxDatabaseAge)
  );
  return old === void 0 ? void 0 : { code: "scan-database-stale", fact: `${old.name} used a database of ${old.database?.updatedAt ?? ""}` };
}
function describeFindings(decided) {
  const failing = decided.findings.filter(({ fingerprint }) => decided.decision.failing.includes(fingerprint));
  const names = failing.map(
    ({ ruleId, package: found }) => `${ruleId}${found === void 0 ? "" : ` in ${found.name} ${found.installed}`}`
  ).filter(unique);
  const more = names.length - 5;
  return `${names.slice(0, 5).join(", ")}${more > 0 ? ` and ${String(more)} more` : ""}`;
}
function expectation3(policy) {
  const unfixed = policy["ignore-unfixed"] ? " that has a fix" : "";
  const age = policy["max-age"] === void 0 ? "" : `, scanned within ${policy["max-age"]}`;
  return `no finding of severity ${policy["fail-on"]} or worse${unfixed}${age}`;
}
function evidenceOf(trusted) {
  return trusted.kind === "trusted" ? trusted.evidence : [];
}
function unique(value, index, all) {
  return all.indexOf(value) === index;
}

// packages/policy/rules/signature.ts
var EXPECTED2 = "a signature by a trusted signer";
var REASON_LIMIT = 3;
function signatureRule(input) {
  const found = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.signature, "signature");
  if (found.kind === "missing")
    return { result: refuse("signature", "signature-missing", missingFact(input), EXPECTED2) };
  if (found.kind === "untrusted") return { result: refuseUntrusted("signature", found) };
  const [newest] = found.evidence;
  const by = newest === void 0 ? "" : signerName(newest.signer);
  return { result: pass("signature", `signed by ${by}`, EXPECTED2, manifestsOf(found.evidence)) };
}
function missingFact({ facts }) {
  if (facts.unverified.length === 0) return `no signature on ${facts.digest}`;
  const byCode = Map.groupBy(facts.unverified, ({ code: code2 }) => code2);
  const reasons = [...byCode].map(([code2, [first, ...others]]) => {
    const more = others.length === 0 ? "" : ` (and ${String(others.length)} more)`;
    return `${code2}: ${first?.reason ?? ""}${more}`;
  });
  return [`no valid signature on ${facts.digest}`, ...reasons.slice(0, REASON_LIMIT)].join("; ");
}

// packages/policy/rules/tests.ts
function testsRule(input) {
  const least = Math.max(1, input.policy.tests?.["min-passed"] ?? 1);
  const expected = `at least ${String(least)} passed and none failed, by a trusted signer`;
  const found = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.tests, "tests");
  if (found.kind === "missing") {
    return { result: refuse("tests", "tests-missing", `no test results on ${input.facts.digest}`, expected) };
  }
  if (found.kind === "untrusted") return { result: refuseUntrusted("tests", found) };
  const [newest] = found.evidence;
  return { result: judge3(newest, least, expected) };
}
function judge3(newest, least, expected) {
  const evidence = newest === void 0 ? [] : [newest.manifest];
  const claim = readTestsPredicate(newest?.predicate ?? null);
  if (claim === void 0) {
    return refuse("tests", "tests-unreadable", "what is attested is no test result", expected, evidence);
  }
  const { result, passed, failed } = claim;
  if (result === "FAILED" || failed.length > 0) {
    const names = failed.length === 0 ? "the result is FAILED" : `failed: ${failed.slice(0, 5).join(", ")}`;
    return refuse("tests", "tests-failed", names, expected, evidence);
  }
  const fact = `${String(passed)} passed`;
  return passed < least ? refuse("tests", "tests-too-few", fact, expected, evidence) : pass("tests", fact, expected, evidence);
}

// packages/policy/evaluate.ts
function evaluateImage(input) {
  const answers = rulesOf(input).map((rule) => rule(input));
  const expiries = answers.flatMap(({ expiresAt }) => expiresAt === void 0 ? [] : [expiresAt.getTime()]);
  const rules = answers.map(({ result }) => result);
  return {
    outcome: worstOutcome(rules.map(({ outcome: outcome2 }) => outcome2)),
    rules,
    expiresAt: expiries.length === 0 ? void 0 : new Date(Math.min(...expiries))
  };
}
function worstOutcome(outcomes) {
  const order = ["findings", "configuration", "infrastructure"];
  return order.find((outcome2) => outcomes.includes(outcome2)) ?? "pass";
}
function rulesOf({ policy, revocations }) {
  const named = [
    [revocations.digests.length > 0, revocationsRule],
    [policy.registry !== void 0, registryRule],
    [policy.signature?.required === true, signatureRule],
    [policy.provenance?.required === true, provenanceRule],
    [policy.scan !== void 0, scanRule],
    [policy.sbom?.required === true, sbomRule],
    [policy.tests !== void 0, testsRule],
    [Object.keys(policy.marks ?? {}).length > 0, marksRule],
    [true, orderRule]
  ];
  return named.flatMap(([isNamed, rule]) => isNamed ? [rule] : []);
}

// packages/promotion/image-values.ts
var IMAGE_KEY = /image/i;
var OTHER_KEYS = ["imagePullPolicy", "imagePullSecrets"];
var IMAGE_FIELD = /image|containers|\*/i;
var DOCUMENT_END = /^(?:---|\.\.\.)(?=\s|$)/m;
var NESTING_LIMIT = 3;
function imageValues(text2, omitted = [], nesting = 0) {
  const found = [];
  for (const document of text2.split(DOCUMENT_END)) {
    const value = parsed(document);
    if (value === void 0) return void 0;
    collect(isJsonObject(value) ? without(value, omitted) : value, false, nesting, found);
  }
  return found;
}
function parsed(text2) {
  try {
    return parseYaml(text2);
  } catch (error) {
    if (isPromoError(error)) return void 0;
    throw error;
  }
}
function collect(value, names, nesting, found) {
  if (typeof value === "string") collectText(value, names, nesting, found);
  else if (Array.isArray(value)) for (const item of value) collect(item, names, nesting, found);
  else if (isJsonObject(value)) collectMembers(value, names, nesting, found);
}
function collectMembers(value, names, nesting, found) {
  const patches = typeof value["path"] === "string" && IMAGE_KEY.test(value["path"]);
  for (const [key, member] of Object.entries(value)) {
    const own = IMAGE_KEY.test(key) && !OTHER_KEYS.includes(key);
    const field = key === "fieldPaths" && IMAGE_FIELD.test(JSON.stringify(member));
    collect(member, names || own || field || patches && (key === "value" || key === "from"), nesting, found);
  }
}
function collectText(text2, names, nesting, found) {
  if (names) found.push(text2);
  else if (nesting < NESTING_LIMIT && isInline(text2)) {
    const inner = imageValues(text2, [], nesting + 1);
    found.push(...inner ?? (IMAGE_KEY.test(text2) || text2.includes("\\") ? [text2] : []));
  }
}
function isInline(text2) {
  return /\n|:\s|^\s*[[{]/.test(text2);
}
function without(value, keys) {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

// packages/promotion/loose-images.ts
var IMAGE_LINE = /\bimages?\b/i;
var COMMENT = /^\s*#/;
var KEY = /^\s*(?:- )?image:\s*["']?([^\s"'#]+)["']?\s*(?:#.*)?$/;
var ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U000([0-9a-fA-F]{5}))/g;
var ENTRY = /^(?:images:|(?:- )?(?:name|newName|newTag|digest):)/;
function looseImageLines(before, after, overlayNames) {
  const known = new Set(before.split(/\r?\n/).map((line) => line.trim()));
  return after.split(/\r?\n/).filter((line) => IMAGE_LINE.test(unescaped(line)) && !COMMENT.test(line) && !known.has(line.trim())).filter((line) => !overlayNames.includes(KEY.exec(line)?.[1] ?? "")).map((line) => line.trim().slice(0, 200));
}
function looseImages({ before, after, overlayNames, own }) {
  if (before === after) return [];
  const omitted = own ? ["images"] : [];
  const now = imageValues(after, omitted);
  if (now === void 0) return ["text that is not plain YAML"];
  const old = new Set(imageValues(before, omitted) ?? []);
  const values = now.filter((value) => !old.has(value) && !overlayNames.includes(value));
  const lines = looseImageLines(before, after, overlayNames).filter((line) => !own || !ENTRY.test(line));
  return [...lines, ...values.map((value) => value.slice(0, 200))];
}
function unescaped(line) {
  return line.replaceAll(
    ESCAPE,
    (_whole, ...digits) => String.fromCodePoint(Math.min(1114111, Number.parseInt(digits.slice(0, 3).find(Boolean) ?? "0", 16)))
  );
}

// packages/promotion/rendered-faults.ts
async function renderedFaults(environment2, reach, config, comparison) {
  const { changed, old, now } = comparison;
  const foreign = [...reach.now.foreign].filter((line) => !reach.old.foreign.has(line));
  const suspect = [...reach.now.files].filter((path) => changed.includes(path) || !reach.old.files.has(path));
  const overlayNames = suspect.length === 0 ? [] : await pinnedNames(reach.now.root, config, now);
  const files = await Promise.all(
    suspect.map(async (path) => {
      const before = reach.old.files.has(path) ? await old.text(path) : void 0;
      const after = await now.text(path) ?? "";
      const own = path === reach.now.root;
      return { path, lines: looseImages({ before: before ?? "", after, overlayNames, own }) };
    })
  );
  const found = files.filter(({ lines }) => lines.length > 0);
  return [
    ...found.map(({ path, lines }) => outside(environment2, path, lines)),
    ...foreign.map((line) => outside(environment2, line, ["what the gate cannot read"]))
  ];
}
async function pinnedNames(root, config, tree) {
  const text2 = root === void 0 ? void 0 : await tree.text(root);
  if (text2 === void 0) return [];
  return readOverlayImages(text2).filter(({ name, tag }) => tag === void 0 && imageByOverlayName(config, name) !== void 0).map(({ name }) => name);
}
function outside(environment2, path, lines) {
  return promotionError(
    "image-outside-overlay",
    { environment: environment2, path: path.slice(0, 500), lines: lines.slice(0, 5) },
    `${environment2}: ${path.slice(0, 300)} brings ${lines[0] ?? ""}`
  );
}

// packages/promotion/proposed.ts
function proposedImages(config, before, after) {
  const old = before === void 0 ? [] : readOverlayImages(before);
  const now = after === void 0 ? [] : readOverlayImages(after);
  const changed = now.filter((image) => !old.some((each) => sameImage(each, image)));
  const removed = old.filter((image) => image.digest !== void 0 && !now.some(({ name }) => name === image.name));
  const judged = changed.map((image) => judge4(config, image));
  return {
    images: judged.flatMap((each) => "image" in each ? [each.image] : []),
    faults: [...judged.flatMap((each) => "error" in each ? [each.error] : []), ...removed.map(removedFault)]
  };
}
function judge4(config, image) {
  const known = imageByOverlayName(config, image.name);
  if (known === void 0)
    return {
      error: promotionError(
        "image-unknown",
        { name: image.name },
        `promo.yaml has no image that overlays call ${image.name}`
      )
    };
  if (image.repository !== known.image.repository) {
    const facts = { name: image.name, found: image.repository, wanted: known.image.repository };
    return {
      error: promotionError(
        "image-repository-differs",
        facts,
        `${image.name} would come from ${image.repository}, promo.yaml says ${known.image.repository}`
      )
    };
  }
  if (image.digest === void 0 || image.tag !== void 0) {
    const found = image.unreadableDigest ?? (image.tag === void 0 ? "no digest" : `the tag ${image.tag}`);
    return { error: notPinned(`${image.name} (line ${String(image.line)} of the overlay)`, found) };
  }
  return { image: { leg: known.leg, name: parseImageName(image.repository), digest: image.digest } };
}
function sameImage(a, b) {
  return a.name === b.name && a.repository === b.repository && a.tag === b.tag && a.digest === b.digest && a.unreadableDigest === b.unreadableDigest;
}
function removedFault(image) {
  return notPinned(`${image.name} (its entry is gone)`, "nothing");
}

// packages/promotion/reach.ts
import { posix } from "node:path";

// packages/promotion/kustomization-references.ts
var PATH_LISTS = [
  "resources",
  "bases",
  "components",
  "crds",
  "configurations",
  "patchesStrategicMerge",
  "patches",
  "patchesJson6902",
  "replacements"
];
var PROGRAM_LISTS = ["generators", "transformers", "validators"];
var CHART_LISTS = ["helmCharts", "helmChartInflationGenerator"];
function referencesOf(text2) {
  const root = parseYaml(text2);
  const paths = [...PATH_LISTS.flatMap((key) => listOf(root, key)), memberOf(root, "openapi") ?? null].flatMap(pathOf);
  const programs = PROGRAM_LISTS.flatMap((key) => listOf(root, key)).flatMap(textOf);
  const charts = CHART_LISTS.flatMap((key) => listOf(root, key)).map((chart) => `chart ${JSON.stringify(chart)}`);
  return {
    paths: paths.filter((path) => !isDocument(path)),
    programs: programs.filter((path) => !isDocument(path)),
    foreign: [...charts, ...programs.filter(isDocument)]
  };
}
function pathOf(entry) {
  return typeof entry === "string" ? [entry] : textOf(memberOf(entry, "path") ?? null);
}
function textOf(value) {
  return typeof value === "string" ? [value] : [];
}
function isDocument(text2) {
  return /\n|:\s|^\s*[[{]/.test(text2);
}
function listOf(root, key) {
  const list = memberOf(root, key);
  return isJsonList(list) ? list : [];
}

// packages/promotion/reach.ts
function treeAt(forge, repository, commit2) {
  return {
    list: (path) => forge.listDirectory(repository, commit2, path),
    text: async (path) => {
      const bytes = await forge.readFile(repository, commit2, path);
      return bytes === void 0 ? void 0 : new TextDecoder().decode(bytes);
    }
  };
}
var KUSTOMIZATION_LIMIT = 200;
var REMOTE = /[:@?]|\/\/|\.git\b|^(?:www\.)?github\.com/i;
async function reachOf(overlay, tree) {
  const found = { files: /* @__PURE__ */ new Set(), foreign: /* @__PURE__ */ new Set(), visited: /* @__PURE__ */ new Set() };
  const isFile = /\.ya?ml$/.test(overlay);
  const root = isFile ? overlay : await kustomizationOf(overlay.replace(/\/+$/, ""), tree, found);
  if (root !== void 0) await visit(root, tree, found);
  return { root, files: found.files, foreign: found.foreign };
}
async function visit(path, tree, found) {
  if (found.visited.has(path)) return;
  found.visited.add(path);
  if (found.visited.size > KUSTOMIZATION_LIMIT) {
    found.foreign.add(`more than ${KUSTOMIZATION_LIMIT} kustomizations`);
    return;
  }
  const text2 = await tree.text(path);
  if (text2 === void 0) return;
  found.files.add(path);
  const references = readReferences(path, text2, found);
  for (const foreign of references.foreign) found.foreign.add(`${path}: ${foreign}`);
  for (const reference of references.programs) await program(path, reference, tree, found);
  for (const reference of references.paths) await follow(path, reference, tree, found);
}
function readReferences(path, text2, { foreign }) {
  try {
    return referencesOf(text2);
  } catch (error) {
    foreign.add(`${path}: ${asPromoError(error).message}`);
    return { paths: [], programs: [], foreign: [] };
  }
}
async function follow(path, reference, tree, found) {
  const target = localPath(path, reference);
  const entry = target === void 0 ? void 0 : await entryAt(target, tree);
  if (target === void 0 || entry !== "file" && entry !== "directory") {
    found.foreign.add(`${path}: ${reference}`);
  } else if (entry === "file") {
    found.files.add(target);
  } else {
    const inner = await kustomizationOf(target, tree, found);
    if (inner === void 0) found.foreign.add(`${path}: ${reference}`);
    else await visit(inner, tree, found);
  }
}
async function program(path, reference, tree, found) {
  const target = localPath(path, reference);
  const isFile = target !== void 0 && await entryAt(target, tree) === "file";
  const text2 = isFile ? await tree.text(target) : void 0;
  found.foreign.add(`${path}: ${reference}${text2 === void 0 ? "" : ` (${digestOf(text2)})`}`);
}
function localPath(from, reference) {
  if (REMOTE.test(reference) || reference.startsWith("/")) return void 0;
  const target = posix.join(posix.dirname(from), reference).replace(/\/$/, "");
  return target === ".." || target.startsWith("../") ? void 0 : target;
}
async function entryAt(path, tree) {
  if (path === ".") return "directory";
  const entries = await listed(posix.dirname(path), tree);
  return entries.find((entry) => entry.path === path)?.type;
}
async function kustomizationOf(directory, tree, { foreign }) {
  const entries = await listed(directory, tree);
  const named = entries.filter(({ path }) => KUSTOMIZATION_NAMES.some((name) => name === posix.basename(path)));
  const [first] = named;
  for (const { path, type } of named) if (type !== "file") foreign.add(`${path} is a ${type}`);
  if (named.length > 1) foreign.add(`${directory} has ${named.map(({ path }) => posix.basename(path)).join(" and ")}`);
  return named.length === 1 && first?.type === "file" ? first.path : void 0;
}
async function listed(directory, tree) {
  try {
    return await tree.list(directory);
  } catch (error) {
    if (asPromoError(error).code === "forge-path-refused") return [];
    throw error;
  }
}

// packages/promotion/gate-proposal.ts
var MANIFEST = /\.(?:ya?ml|json)$/i;
var WORKFLOWS = ".github/";
async function proposePullRequest(request, config, forge) {
  const comparison = await compare(request, forge);
  const images = [];
  const faults = [];
  const rendered = /* @__PURE__ */ new Set();
  for (const [name, { overlay }] of Object.entries(config.environments)) {
    const environment2 = name;
    const reach = { old: await reachOf(overlay, comparison.old), now: await reachOf(overlay, comparison.now) };
    for (const path of reach.now.files) rendered.add(path);
    const proposal = await proposeOverlay(reach.old.root, reach.now.root, config, comparison);
    images.push(...proposal.images.map((image) => ({ environment: environment2, image })));
    faults.push(...proposal.faults, ...await renderedFaults(environment2, reach, config, comparison));
  }
  faults.push(...await looseFaults(request, config, rendered, comparison));
  const { changed } = comparison;
  const rules = rulePaths(request, config);
  return { images, faults: [...faults, ...togetherFaults(rules, changed, images.length + faults.length)] };
}
async function compare(request, forge) {
  const { repository, number, base, head } = request;
  const files = await forge.changedFiles(repository, number);
  const pull = await forge.pullRequest(repository, number);
  if (pull.headSha !== head || pull.baseRef !== base.ref) {
    const found = { head: pull.headSha, base: pull.baseRef };
    throw promotionError("pull-request-moved", { wanted: { head, base: base.ref }, found }, `#${number} moved on`);
  }
  const changed = files.flatMap(
    ({ path, previousPath }) => previousPath === void 0 ? [path] : [path, previousPath]
  );
  return { changed, old: treeAt(forge, repository, base.commit), now: treeAt(forge, repository, head) };
}
async function proposeOverlay(before, after, config, { changed, old, now }) {
  if (![before, after].some((path) => path !== void 0 && changed.includes(path))) return { images: [], faults: [] };
  const [oldText, newText] = await Promise.all([
    before === void 0 ? void 0 : old.text(before),
    after === void 0 ? void 0 : now.text(after)
  ]);
  return proposedImages(config, oldText, newText);
}
async function looseFaults(request, config, rendered, { changed, old, now }) {
  const names = Object.values(config.images).map(overlayNameOf);
  const rules = rulePaths(request, config);
  const files = changed.filter(
    (path) => MANIFEST.test(path) && !path.startsWith(WORKFLOWS) && !rules.includes(path) && !rendered.has(path)
  );
  const faults = await Promise.all(
    files.map(async (path) => {
      const lines = looseImageLines(await old.text(path) ?? "", await now.text(path) ?? "", names);
      return lines.length === 0 ? [] : [outsideOverlay(path, lines)];
    })
  );
  return faults.flat();
}
function outsideOverlay(path, lines) {
  return promotionError(
    "image-outside-overlay",
    { path, lines: lines.slice(0, 5) },
    `${path} brings ${lines[0]?.slice(0, 200) ?? ""}`
  );
}
function rulePaths({ configPath }, { trust, revocations }) {
  return [
    configPath,
    ...trust.keys.map((key) => key["public-key"]),
    ...revocations === void 0 ? [] : [revocations]
  ];
}
function togetherFaults(paths, changed, promoted) {
  const rules = changed.filter((path) => paths.includes(path) || path.startsWith(WORKFLOWS));
  if (rules.length === 0 || promoted === 0) return [];
  return [
    promotionError(
      "policy-changed-together",
      { rules },
      `the pull request promotes and changes ${rules.slice(0, 3).join(", ")}`
    )
  ];
}

// packages/promotion/held.ts
async function heldBefore(image, environment2, config, at) {
  const known = config.images[image.leg];
  const name = known === void 0 ? image.name : overlayNameOf(known);
  return Promise.all(
    environmentOf(config, environment2).after.map(async (before) => {
      const file = await findOverlayAt(at.forge, at.repository, at.commit, environmentOf(config, before).overlay);
      const images = file === void 0 ? [] : readOverlayImages(file.bytes);
      return { environment: before, digest: images.find((each) => each.name === name)?.digest ?? null };
    })
  );
}

// packages/promotion/image-facts.ts
async function gatherFacts(request, ports) {
  const { leg, name, digest: digest2 } = request.image;
  const image = pinImage(name, digest2);
  const platforms = await platformsOf(ports.registry, image);
  const own = await subjectFacts(image, ports);
  return {
    ...own,
    leg,
    name,
    digest: digest2,
    sourceId: request.sourceId,
    heldBefore: request.heldBefore,
    platforms: await Promise.all(
      platforms.map(async ({ platform, digest: child }) => ({
        platform,
        digest: child,
        ...child === digest2 ? own : await subjectFacts(pinImage(name, child), ports)
      }))
    )
  };
}
async function subjectFacts(image, ports) {
  const found = await collectEvidence(image, ports);
  const evidence = found.valid.map(({ claims, ...fact }) => ({
    ...fact,
    signer: { kind: "certificate", claims }
  }));
  return { evidence: [...evidence, ...found.keyed], unverified: found.invalid };
}

// packages/promotion/verdict.ts
async function judgeImage(request, portsFor) {
  const { revocations, at } = request;
  const trust = request.trust.file;
  const policy = policyOf(request.config, request.environment);
  if (!isRegistryAllowed(request.image.name, policy)) {
    const { result } = registryRule({ facts: unknownFacts(request), policy, trust, revocations, at });
    return verdict(request, [result], void 0);
  }
  let facts;
  try {
    facts = await gatherFacts(request, { ...await portsFor(request.image), keys: request.trust.accepted });
  } catch (error) {
    return verdict(request, [unreadable(error, request)], void 0);
  }
  const { rules, expiresAt } = evaluateImage({ facts, policy, trust, revocations, at });
  return verdict(request, rules, expiresAt);
}
function unreadable(error, { image }) {
  const { code: code2, message } = asPromoError(error);
  const expected = "the digest and its evidence in the registry";
  return code2 === "manifest-missing" || code2 === "manifest-unexpected" ? refuse("registry", "image-missing", message, expected) : refuse("registry", "evidence-unreadable", `${image.name}: ${message}`, expected);
}
function unknownFacts({ image, sourceId }) {
  return { ...image, sourceId, evidence: [], unverified: [], platforms: [], heldBefore: [] };
}
function verdict(request, rules, expiresAt) {
  const { environment: environment2, image, policy, at } = request;
  return verdictDocument.create({
    environment: environment2,
    image: { name: image.name, digest: image.digest },
    policy,
    evaluatedAt: formatTime(at),
    outcome: worstOutcome(rules.map(({ outcome: outcome2 }) => outcome2)),
    rules: [...rules],
    exceptions: [],
    expiresAt: expiresAt === void 0 ? null : formatTime(expiresAt)
  });
}

// packages/promotion/gate.ts
var VERDICTS_AT_ONCE = 4;
async function gatePullRequest(request, ports) {
  try {
    await assertDefaultBase(request, ports.forge);
    const config = await readConfigAt(ports.forge, request.repository, request.base.commit, request.configPath);
    const proposal = await proposePullRequest(request, config.config, ports.forge);
    const verdicts = await judgeAll(proposal.images, request, config, ports);
    return gate(request, verdicts, proposal.faults, request);
  } catch (error) {
    return gate(request, [], [asPromoError(error)], request);
  }
}
async function gateImages(request, ports) {
  try {
    const config = await readConfigAt(ports.forge, request.repository, request.base.commit, request.configPath);
    const images = request.images.map((image) => ({ environment: request.environment, image }));
    return gate(request, await judgeAll(images, request, config, ports), []);
  } catch (error) {
    return gate(request, [], [asPromoError(error)]);
  }
}
async function assertDefaultBase({ repository, base }, forge) {
  const { defaultBranch } = await forge.repository(repository);
  if (base.ref === defaultBranch) return;
  const facts = { found: base.ref, wanted: defaultBranch };
  throw promotionError("base-not-default", facts, `the base is ${base.ref}, the default branch ${defaultBranch}`);
}
async function judgeAll(images, request, { config, bytes }, { forge, portsFor }) {
  const limit = pLimit(VERDICTS_AT_ONCE);
  const { repository, base, at } = request;
  const policy = {
    uri: `git+https://github.com/${repository}@${base.commit}#${request.configPath}`,
    digest: digestOf(bytes)
  };
  if (images.length === 0) return [];
  const own = String((await forge.repository(repository)).id);
  const revocations = await readRevocationsAt(forge, repository, base.commit, config);
  const trust = await readTrustAt(forge, repository, base.commit, config);
  return Promise.all(
    images.map(
      ({ environment: environment2, image }) => limit(async () => {
        const held = await heldBefore(image, environment2, config, { forge, repository, commit: base.commit });
        const sourceId = config.images[image.leg]?.source?.id ?? own;
        const rules = { config, policy, trust, revocations };
        return judgeImage({ image, environment: environment2, ...rules, at, sourceId, heldBefore: held }, portsFor);
      })
    )
  );
}
function gate(request, verdicts, faults, pullRequest) {
  const [first] = faults;
  return gateDocument.create({
    verdicts: [...verdicts],
    outcome: worstOutcome([...verdicts.map(({ outcome: outcome2 }) => outcome2), ...faults.map(({ ending }) => ending)]),
    code: first?.code ?? "",
    fact: faults.map(({ message }) => message).join("; ").slice(0, 4e3),
    remedy: first?.remedy ?? "",
    pullRequest: pullRequest === void 0 ? null : { number: pullRequest.number, head: pullRequest.head },
    policyBase: { repository: request.repository, ref: request.base.ref, sha: request.base.commit }
  });
}
function firstRefusal(gate2) {
  if (gate2.code !== "") return { code: gate2.code, fact: gate2.fact, remedy: gate2.remedy };
  const failed = gate2.verdicts.flatMap(({ rules }) => rules).find(({ outcome: outcome2 }) => outcome2 !== "pass" && outcome2 !== "warn" && outcome2 !== "skipped");
  return failed === void 0 ? void 0 : { code: failed.code, fact: failed.fact, remedy: failed.remedy };
}

// actions/verify-evidence/ending.ts
function gateEnding(gate2, mode) {
  const refusal = firstRefusal(gate2);
  if (gate2.outcome === "pass" || refusal === void 0) return void 0;
  const { code: code2, fact, remedy: remedy2 } = refusal;
  const all = failedRules(gate2);
  const error = new PromoError(code2, { ending: gate2.outcome, remedy: remedy2 }, { failed: all }, fact);
  return { error, mode };
}
function gateOutputs(gate2) {
  const expiries = gate2.verdicts.flatMap(({ expiresAt }) => expiresAt === null ? [] : [expiresAt]).sort();
  return {
    "failed-rules": failedRules(gate2),
    "exceptions-used": gate2.verdicts.flatMap(({ exceptions }) => exceptions),
    "expires-at": expiries[0] ?? ""
  };
}
function failedRules(gate2) {
  return gate2.verdicts.flatMap(
    ({ environment: environment2, image, rules }) => rules.filter(({ code: code2 }) => code2 !== "").map(({ rule, code: code2, fact }) => ({ environment: environment2, image: `${image.name}@${image.digest}`, rule, code: code2, fact }))
  );
}

// actions/verify-evidence/subject.ts
async function subjectOf(request, runner, forge) {
  const { pullRequest, repository } = runner.context;
  const branch = pullRequest?.baseRef ?? repository.defaultBranch;
  const base = { ref: branch, commit: await headOf(forge, repository.fullName, branch) };
  const at = request.atTime ?? systemClock.now();
  const common = { repository: repository.fullName, base, configPath: request.config, at };
  const isNamed = request.images.length > 0 || request.overlay !== void 0;
  if (pullRequest === void 0 || isNamed) return namedSubject(request, common, forge);
  if (request.atTime !== void 0) throw actionError("at-time-refused", {}, "`at-time` is given on a pull request");
  const head = parseCommit(pullRequest.headSha);
  return { kind: "pull-request", request: { ...common, number: pullRequest.number, head } };
}
async function namedSubject({ images, overlay, environment: environment2 }, common, forge) {
  if (environment2 === void 0 || images.length === 0 && overlay === void 0) {
    throw actionError(
      "subject-missing",
      {},
      "there is no pull request, and no `environment` with `images` or `overlay`"
    );
  }
  const { config } = await readConfigAt(forge, common.repository, common.base.commit, common.configPath);
  const named = overlay === void 0 ? images.map((image) => proposedImage(config, image)) : await imagesOfOverlay(forge, common, config, overlay);
  return { kind: "images", request: { ...common, environment: environment2, images: named } };
}
function judge5(subject, ports) {
  return subject.kind === "pull-request" ? gatePullRequest(subject.request, ports) : gateImages(subject.request, ports);
}

// actions/verify-evidence/run.ts
async function run(request, runner) {
  const repository = runner.context.repository.fullName;
  const forge = await connectForge(runner, request.forge, repository, {
    contents: "read",
    pull_requests: "read",
    checks: "write"
  });
  const subject = await subjectOf(request, runner, forge);
  const gate2 = await judge5(subject, { forge, portsFor: await registryPorts(request, runner) });
  const enforcement = await publish(subject, gate2, request, { runner, forge });
  const directory = await mkdtemp(join(runner.context.temp, "promo-gate-"));
  const path = join(directory, "gate.json");
  await writeFile(path, gateDocument.write(gate2));
  const uploaded = request.artifact === void 0 ? void 0 : await runner.artifacts.upload(request.artifact, directory);
  const artifactDigest = uploaded?.digest ?? "";
  runner.outputs({ verdict: path, enforcement, ...gateOutputs(gate2), "artifact-digest": artifactDigest });
  await runner.summary(gateSummary(gate2));
  const attested = await attestGate(gate2, request, { runner, forge });
  runner.outputs({ "vsa-digest": attested.manifests.join("\n") });
  const ending = gateEnding(gate2, subject.kind === "pull-request" ? "enforce" : request.mode);
  if (attested.failure === void 0) return ending;
  if (ending === void 0) throw attested.failure;
  runner.annotate("warning", `The verdict is not attested: ${attested.failure.message}.`);
  return ending;
}
async function registryPorts(request, runner) {
  const trust = await connectTrust(runner, request.sigstore, request.offline);
  return ({ name }) => ({
    registry: connectRegistries(runner, request.registry, [parseImageReference(name).registry]),
    trust,
    ...request.evidenceRepository === void 0 ? {} : { evidenceRepository: request.evidenceRepository }
  });
}
async function publish(subject, gate2, request, { runner, forge }) {
  if (subject.kind !== "pull-request") return "advisory";
  const { repository, head, base } = subject.request;
  if (request.forge.kind !== "app") {
    runner.annotate("notice", "The gate is advisory: without `app-id` its check is the one of this job.");
    return "advisory";
  }
  const detailsUrl = `${runner.context.serverUrl}/${repository}/actions/runs/${runner.context.runId}`;
  await publishGate({ repository, head, name: request.checkName, gate: gate2, detailsUrl }, forge);
  return enforcementOf(forge, repository, base.ref, request.checkName);
}
export {
  run
};
