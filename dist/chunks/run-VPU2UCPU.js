import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  markRevocation,
  readRevocationsAt,
  readTrustAt
} from "./chunk-UH2SWEW4.js";
import {
  readScanPredicate
} from "./chunk-HZTNMCR3.js";
import {
  gravest,
  matchSigner,
  policyError
} from "./chunk-K35JMKYK.js";
import {
  refersToSbom
} from "./chunk-HZTWHQCX.js";
import "./chunk-JNHU7PUP.js";
import "./chunk-K3IZWFDI.js";
import {
  connectForge,
  environmentOf,
  findOverlayAt,
  imageByOverlayName,
  overlayNameOf,
  readConfigAt,
  readOverlayImages
} from "./chunk-FXAMNVZD.js";
import {
  environmentOrder
} from "./chunk-ARX5WIIS.js";
import "./chunk-MM7H6SUN.js";
import "./chunk-WGUV6V2W.js";
import {
  platformsOf
} from "./chunk-DJNNUIWM.js";
import {
  connectTrust
} from "./chunk-4GRPIX2G.js";
import {
  collectEvidence
} from "./chunk-JP5D7BLO.js";
import "./chunk-VFUMXG24.js";
import {
  connectRegistries
} from "./chunk-NQD7TOJS.js";
import "./chunk-MS44U55T.js";
import "./chunk-3S6IDYQ7.js";
import "./chunk-CGG7XM5G.js";
import {
  plural
} from "./chunk-ELEXUCDR.js";
import "./chunk-R2QD4G32.js";
import "./chunk-37R5YAIF.js";
import "./chunk-3PGUMVOA.js";
import "./chunk-KMCBQIOD.js";
import {
  formatTime,
  systemClock
} from "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import {
  ledgerError
} from "./chunk-JYUAYY56.js";
import "./chunk-YZ3BQTF4.js";
import "./chunk-QBJQ2CKM.js";
import "./chunk-3ACOM72A.js";
import {
  isJsonList,
  memberAt
} from "./chunk-HIKYTEVY.js";
import {
  promotionError
} from "./chunk-DL4OCOAT.js";
import {
  readMarkPredicate
} from "./chunk-ZQQCMQLO.js";
import {
  PREDICATE_TYPES,
  isPredicateType
} from "./chunk-5DFI25AZ.js";
import {
  defineDocument,
  digest,
  imageName,
  leg,
  text,
  time
} from "./chunk-MQBOJIW4.js";
import {
  _enum,
  array,
  boolean,
  nullable,
  object,
  optional,
  record,
  string
} from "./chunk-CMTFYGHV.js";
import "./chunk-MHAMTB5W.js";
import {
  workspacePath
} from "./chunk-ICYJJHEH.js";
import {
  prose
} from "./chunk-36ANPUK7.js";
import {
  SEVERITIES,
  parseCommit,
  parseEnvironmentName,
  parseLegName
} from "./chunk-535AGLRV.js";
import {
  Markdown,
  blocks,
  bullets,
  code,
  details,
  heading,
  joined,
  link,
  md,
  table,
  visible
} from "./chunk-LMKEVEGF.js";
import "./chunk-A2Z5YZBB.js";
import {
  formatImage,
  isPinned,
  parseImageReference,
  parseJson,
  pinImage,
  sameRepository
} from "./chunk-OXU5TALQ.js";
import {
  asPromoError,
  isPromoError
} from "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// actions/trace/run.ts
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

// packages/core/documents/chain.ts
var CHAIN_LINKS = [
  "environment",
  "promotion",
  "mark",
  "image",
  "revocation",
  "signature",
  "provenance",
  "scan",
  "refusal",
  "tests",
  "sbom",
  "run",
  "source",
  "change"
];
var CHAIN_STATES = ["verified", "recorded", "absent", "missing", "broken"];
var chainEvidence = object({
  kind: _enum(["manifest", "log-entry", "commit", "pull-request", "run", "file"]),
  value: text,
  url: optional(text)
});
var chainLink = object({
  link: _enum(CHAIN_LINKS),
  /** The environment, platform or repository it is about; empty for the image itself. */
  at: text,
  state: _enum(CHAIN_STATES),
  fact: text,
  /** Code and remedy where the chain does not hold, else empty. */
  code: text,
  remedy: text,
  evidence: array(chainEvidence),
  /** The claims and numbers behind the fact, by name. */
  details: record(string(), text)
});
var imageChain = object({
  leg: nullable(leg),
  name: imageName,
  digest,
  complete: boolean(),
  links: array(chainLink)
});
var chainDocument = defineDocument("chain", {
  subject: object({ kind: _enum(["image", "commit", "pull-request", "environment", "pods"]), text }),
  tracedAt: time,
  complete: boolean(),
  images: array(imageChain)
});

// packages/ledger/json-path.ts
function textAt(value, ...path) {
  const found = memberAt(value, ...path);
  return typeof found === "string" ? found : void 0;
}
function listAt(value, ...path) {
  const found = memberAt(value, ...path);
  return isJsonList(found) ? found : [];
}

// packages/ledger/pods.ts
var PODS_LIMIT = 64 * 1024 * 1024;
var STATUSES = ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"];
function imagesOfPods(text2) {
  const document = parseJson(text2, { maxBytes: PODS_LIMIT });
  const pods = memberAt(document, "items") === void 0 ? [document] : listAt(document, "items");
  const images = pods.flatMap((pod) => STATUSES.flatMap((name) => listAt(pod, "status", name))).flatMap(runningImage);
  return [...new Map(images.map((image) => [`${image.name}@${image.digest}`, image])).values()];
}
function runningImage(status) {
  const id = textAt(status, "imageID")?.replace(/^[a-z-]+:\/\//, "");
  if (id === void 0) return [];
  try {
    const reference = parseImageReference(id);
    return isPinned(reference) ? [reference] : [];
  } catch (error) {
    if (isPromoError(error)) return [];
    throw error;
  }
}

// packages/ledger/ground.ts
async function readGround(forge, repository, configPath) {
  const own = await groundOf(forge, repository, configPath);
  const other = own.config["config-repository"];
  return other === void 0 || other === repository ? own : groundOf(forge, other, configPath);
}
async function groundOf(forge, repository, configPath) {
  const { id, defaultBranch: branch } = await forge.repository(repository);
  const head = await forge.branchHead(repository, branch);
  if (head === void 0)
    throw promotionError("branch-absent", { repository, branch }, `${repository} has no branch ${branch}`);
  const { config } = await readConfigAt(forge, repository, head, configPath);
  const trust = await readTrustAt(forge, repository, head, config);
  const revocations = await readRevocationsAt(forge, repository, head, config);
  return { repository, repositoryId: String(id), branch, head, config, trust, revocations, forge };
}
function sourceOf({ config, repository, repositoryId }, leg2) {
  return config.images[leg2]?.source ?? { repository, id: repositoryId };
}

// packages/ledger/link.ts
var FACT_LIMIT = 2e3;
var DETAIL_LIMIT = 1e3;
var EVIDENCE_LIMIT = 20;
function verified(facts) {
  return complete(facts, "verified");
}
function recorded(facts) {
  return complete(facts, "recorded");
}
function absent(facts) {
  return complete(facts, "absent");
}
function missing(facts, error) {
  return complete({ ...facts, fact: error.message }, "missing", error);
}
function broken(facts, error) {
  return complete({ ...facts, fact: error.message }, "broken", error);
}
function holds({ state }) {
  return state !== "missing" && state !== "broken";
}
function complete(facts, state, error) {
  const { link: link2, fact, at = "", evidence = [], details: details2 = {} } = facts;
  return {
    link: link2,
    at: at.slice(0, DETAIL_LIMIT),
    state,
    fact: fact.slice(0, FACT_LIMIT),
    code: error?.code ?? "",
    remedy: error?.remedy ?? "",
    evidence: evidence.slice(0, EVIDENCE_LIMIT),
    details: Object.fromEntries(
      Object.entries(details2).flatMap(
        ([name, value]) => value === void 0 || value === "" ? [] : [[name, value.slice(0, DETAIL_LIMIT)]]
      )
    )
  };
}
function counted(count, noun) {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
function short(commit) {
  return commit.slice(0, 12);
}

// packages/ledger/promotion-links.ts
async function promotionLinks(holding, ground) {
  return [environmentLink(holding), await promotionLink(holding, ground)];
}
function environmentLink({ environment, place: place2, repository, since, until, certain }) {
  const evidence = [commitEvidence(since), { kind: "file", value: place2 }];
  const details2 = {
    repository,
    commit: since.sha,
    until: until?.sha,
    author: since.author,
    "committed-at": since.committedAt
  };
  const facts = { link: "environment", at: environment, evidence, details: details2 };
  if (!certain) {
    const error = ledgerError("history-lost", { environment, place: place2 }, `${place2} held it before ${since.sha} already`);
    return missing(facts, error);
  }
  const fact = until === void 0 ? `holds it at ${place2} since commit ${short(since.sha)} (${since.committedAt})` : `held it from commit ${short(since.sha)} (${since.committedAt}) to ${short(until.sha)} (${until.committedAt})`;
  return recorded({ ...facts, fact });
}
async function promotionLink({ environment, since }, ground) {
  const { forge, repository, branch, config } = ground;
  const merged = mergedInto(await forge.pullRequestsOf(repository, since.sha), branch, since.sha);
  if (merged !== void 0) return mergedLink(environment, await describePull(merged.number, ground));
  const facts = { link: "promotion", at: environment, evidence: [commitEvidence(since)] };
  const details2 = { author: since.author };
  if (environmentOf(config, environment).promote === "push") {
    const fact = `pushed to ${branch} by ${since.author}, as promo.yaml has it for ${environment}`;
    return recorded({ ...facts, fact, details: details2 });
  }
  const text2 = `${since.sha} was pushed to ${branch} by ${since.author}: no pull request brought it`;
  return missing({ ...facts, details: details2 }, ledgerError("promotion-unreviewed", { commit: since.sha }, text2));
}
function mergedInto(pulls, branch, commit) {
  const merged = pulls.filter(({ mergedAt, baseRef }) => mergedAt !== void 0 && baseRef === branch).toSorted((a, b) => (a.mergedAt ?? "").localeCompare(b.mergedAt ?? ""));
  return merged.find(({ mergeCommit }) => mergeCommit === commit) ?? merged[0];
}
async function describePull(number, { forge, repository }) {
  const [pull, approvals] = await Promise.all([
    forge.pullRequest(repository, number),
    forge.approvals(repository, number)
  ]);
  const { title, author, mergedBy, mergedAt, url, headSha } = pull;
  const merged = mergedAt === void 0 ? "not merged" : `merged by ${mergedBy ?? "somebody"} at ${mergedAt}`;
  return {
    fact: `#${String(number)} “${title}” by ${author}, ${merged}, ${approvedBy(approvals)}`,
    evidence: { kind: "pull-request", value: `${repository}#${String(number)}`, url },
    details: {
      author,
      "merged-by": mergedBy,
      "merged-at": mergedAt,
      "approved-by": approvals.map(({ by }) => by).join(", "),
      head: headSha
    }
  };
}
function mergedLink(environment, { fact, evidence, details: details2 }) {
  return recorded({ link: "promotion", at: environment, fact, evidence: [evidence], details: details2 });
}
function approvedBy(approvals) {
  return approvals.length === 0 ? "approved by nobody" : `approved by ${approvals.map(({ by }) => by).join(", ")}`;
}
function commitEvidence({ sha, url }) {
  return { kind: "commit", value: sha, url };
}

// packages/ledger/environments.ts
async function environmentLinks(image, overlays, ground) {
  const order = environmentOrder(ground.config).map(parseEnvironmentName);
  const found = await Promise.all(
    order.map((environment) => overlays.holding(environment, image.overlayName, image.digest))
  );
  const holdings = new Map(found.flatMap((holding) => holding === void 0 ? [] : [[holding.environment, holding]]));
  const links = await Promise.all(
    order.toReversed().map((environment) => {
      const holding = holdings.get(environment);
      if (holding !== void 0) return promotionLinks(holding, ground);
      return Promise.resolve([notHeld(environment, holdings, ground)]);
    })
  );
  return links.flat();
}
function notHeld(environment, holdings, { config }) {
  const facts = { link: "environment", at: environment };
  const later = [...holdings.keys()].find((other) => environmentOf(config, other).after.includes(environment));
  if (later === void 0) return absent({ ...facts, fact: "never held it" });
  const text2 = `${environment} never held it, though ${later} comes after it and does`;
  return missing(facts, policyError("stage-skipped", { environment, later }, text2));
}

// packages/ledger/trusted.ts
function told({ valid, keyed }, predicateType, role, { file, sourceId, leg: leg2 }) {
  const judged = [...valid, ...keyed].filter((each) => isPredicateType(each.predicateType, predicateType)).toSorted((a, b) => timeOf(b) - timeOf(a)).map((each) => ({
    each,
    match: matchSigner(signedBy(each), file, { role, signedAt: each.signedAt, sourceId, leg: leg2 })
  }));
  const refused = judged.flatMap(({ match }) => match.matched ? [] : [match]);
  const mismatches = refused.flatMap((match) => match.mismatches);
  return {
    trusted: judged.flatMap(({ each, match }) => match.matched ? [{ ...each, as: match.signer.id }] : []),
    untrusted: judged.filter(({ match }) => !match.matched).map(({ each }) => each),
    code: gravest(refused.map(({ code: code2 }) => code2)),
    why: [...new Set(mismatches.map(inWords))].slice(0, 4).join("; ")
  };
}
function inWords({ signer, claim, found, expected }) {
  if (claim !== "validity") return `${claim} ${found}, not ${expected}`;
  if (found === "compromised") return `${signer} accepts ${expected}`;
  return `${found} for ${signer}, which wants ${expected.startsWith("signed") ? "it " : ""}${expected}`;
}
function signedBy(evidence) {
  return "claims" in evidence ? { kind: "certificate", claims: evidence.claims } : evidence.signer;
}
function timeOf({ signedAt }) {
  return signedAt?.getTime() ?? 0;
}
function notTrusted(what, { untrusted, code: code2, why }) {
  const verdict = code2 === "signer-mismatch" ? "is signed by nobody trusted" : "does not count";
  return policyError(code2, { signatures: untrusted.length }, `${what} ${verdict}: ${why}`);
}
function placesOf(evidence) {
  const places = evidence.flatMap(({ manifest, logIndex }) => [
    { kind: "manifest", value: manifest },
    ...logIndex === "" ? [] : [{ kind: "log-entry", value: logIndex }]
  ]);
  return [...new Map(places.map((place2) => [`${place2.kind} ${place2.value}`, place2])).values()];
}
function sameStatement(newest, all) {
  return all.filter(
    (each) => each.predicateType === newest.predicateType && hand(each) === hand(newest) && Math.abs(timeOf(each) - timeOf(newest)) <= SAME_STEP_MS
  );
}
var SAME_STEP_MS = 6e4;
function hand(evidence) {
  return "claims" in evidence ? evidence.claims.runInvocationUri : evidence.signer.keyId;
}
function signerOf(evidence) {
  if (!("claims" in evidence)) return `key ${evidence.as} (${shortKey(evidence.signer.keyId)})`;
  const { claims } = evidence;
  const workflow = (claims.buildSignerUri ?? claims.subject).replace("https://github.com/", "").split("@")[0] ?? "";
  return claims.buildSignerDigest === void 0 ? workflow : `${workflow} at ${short(claims.buildSignerDigest)}`;
}
function shortKey(keyId) {
  return keyId.slice(0, "sha256:".length + 12);
}
function signerDetails(evidence) {
  const as = { "trusted-as": evidence.as };
  return "claims" in evidence ? { ...evidence.claims, ...as } : { "key-id": evidence.signer.keyId, ...as };
}
function signedWhen({ signedAt }) {
  return signedAt === void 0 ? "at no trusted time" : formatTime(signedAt);
}

// packages/ledger/evidence-links.ts
function signatureLink(set, trust) {
  const { image, invalid } = set;
  const found = told(set, PREDICATE_TYPES.signature, "signature", trust);
  const [newest] = found.trusted;
  const facts = { link: "signature", evidence: placesOf(found.untrusted) };
  if (newest !== void 0) {
    const fact = `signed ${signedWhen(newest)} by ${signerOf(newest)}`;
    const evidence = placesOf(sameStatement(newest, found.trusted));
    return verified({ link: "signature", fact, evidence, details: signerDetails(newest) });
  }
  if (found.untrusted.length > 0) return broken(facts, notTrusted(image.digest, found));
  const reasons = invalid.slice(0, 3).map(({ code: code2, reason }) => `; ${code2}: ${reason}`);
  const text2 = `no valid signature on ${image.digest}${reasons.join("")}`;
  return missing(facts, policyError("signature-missing", { digest: image.digest }, text2));
}
function scanLink(set, trust) {
  const { image } = set;
  const found = told(set, PREDICATE_TYPES.scan, "scan", trust);
  const [newest] = found.trusted;
  const facts = { link: "scan", evidence: placesOf(found.untrusted) };
  if (newest !== void 0)
    return verified({ link: "scan", ...describeScan(newest), evidence: placesOf(sameStatement(newest, found.trusted)) });
  if (found.untrusted.length > 0) return broken(facts, notTrusted("the scan", found));
  return missing(facts, policyError("scan-missing", { digest: image.digest }, `no scan of ${image.digest}`));
}
function refusalLinks(set, trust) {
  const found = told(set, PREDICATE_TYPES.scan, "refusal", trust);
  const [newest] = found.trusted;
  if (newest === void 0) return [];
  const { fact, details: details2 } = describeScan(newest);
  return [
    verified({
      link: "refusal",
      fact: `refused: ${fact}`,
      details: details2,
      evidence: placesOf(sameStatement(newest, found.trusted))
    })
  ];
}
function describeScan(newest) {
  const scan = readScanPredicate(newest.predicate);
  const signedAt = signedWhen(newest);
  const details2 = { "signed-at": signedAt, signer: signerOf(newest) };
  if (scan === void 0) return { fact: `scanned ${signedAt} by a tool that promo does not read`, details: details2 };
  const tools = [...new Set(scan.tools.map(({ name, version }) => `${name} ${version}`))].join(", ");
  const counted2 = SEVERITIES.filter((severity) => scan.counts[severity] > 0);
  const counts = counted2.map((severity) => `${String(scan.counts[severity])} ${severity}`).join(", ") || "no findings";
  const more = {
    outcome: scan.decision.outcome,
    tools,
    counts,
    databases: databasesOf(scan),
    suppressed: String(scan.suppressed.length)
  };
  return { fact: `scanned ${signedAt} by ${tools}: ${counts}`, details: { ...details2, ...more } };
}
function databasesOf({ tools }) {
  const dated = tools.flatMap(({ name, database }) => database === void 0 ? [] : [`${name} ${database.updatedAt}`]);
  return [...new Set(dated)].join(", ");
}
function testsLink(set, trust) {
  const found = told(set, PREDICATE_TYPES.tests, "tests", trust);
  const [newest] = found.trusted;
  if (newest === void 0) {
    const fact2 = found.untrusted.length === 0 ? "no test results are attested" : notTrusted("the test result", found).message;
    return absent({ link: "tests", fact: fact2, evidence: placesOf(found.untrusted) });
  }
  const result = textAt(newest.predicate, "result") ?? "no result";
  const numberOf2 = (name) => String(listAt(newest.predicate, name).length);
  const [passed, failed] = [numberOf2("passedTests"), numberOf2("failedTests")];
  const details2 = { result, signer: signerOf(newest), passed, failed };
  const fact = `${result.toLowerCase()} (${passed} passed, ${failed} failed), attested ${signedWhen(newest)}`;
  return verified({ link: "tests", fact, details: details2, evidence: placesOf(sameStatement(newest, found.trusted)) });
}
var FORMATS = [
  { name: "SPDX", type: PREDICATE_TYPES.spdx, list: "packages" },
  { name: "CycloneDX", type: PREDICATE_TYPES.cyclonedx, list: "components" }
];
function sbomLink(platform, set, trust) {
  const { image } = set;
  const formats = FORMATS.map((format) => ({ ...format, found: told(set, format.type, "sbom", trust) }));
  const trusted = formats.flatMap(({ name, list, found }) => {
    const [newest] = found.trusted;
    return newest === void 0 ? [] : [{ name, newest, packages: listAt(newest.predicate, list).length, all: found.trusted }];
  });
  const references = told(set, PREDICATE_TYPES.reference, "sbom", trust).trusted;
  const reference = references.filter(({ predicate }) => refersToSbom(predicate));
  const evidence = [...trusted.flatMap(({ newest, all }) => sameStatement(newest, all)), ...reference];
  const facts = { link: "sbom", at: platform };
  if (evidence.length > 0) {
    const said = trusted.map(({ name, packages }) => `${name} with ${counted(packages, "package")}`);
    const fact = said.length === 0 ? "referred to: it is too large to be attested" : said.join(", ");
    return verified({ ...facts, fact, evidence: placesOf(evidence), details: { digest: image.digest } });
  }
  const others = formats.find(({ found }) => found.untrusted.length > 0);
  if (others !== void 0) return broken(facts, notTrusted(`the SBOM of ${platform}`, others.found));
  return missing(facts, policyError("sbom-missing", { platform, digest: image.digest }, `no SBOM of ${platform}`));
}

// packages/ledger/mark-links.ts
function markLinks(set, trust, revocations) {
  const found = told(set, PREDICATE_TYPES.mark, "mark", trust);
  const newest = newestOfEach(found.trusted);
  const trusted = newest.map((each) => markLink(each, found.trusted, { digest: set.image.digest, revocations }));
  return [...trusted, ...lapsedLinks(found, new Set(newest.map(({ mark }) => mark.environment)), trust)];
}
function newestOfEach(evidence) {
  const marks = evidence.flatMap((each) => {
    const mark = readMarkPredicate(each.predicate);
    return mark === void 0 ? [] : [{ mark, evidence: each }];
  });
  return [...new Map([...marks].reverse().map((each) => [each.mark.environment, each])).values()];
}
function markLink({ mark, evidence }, trusted, { digest: digest2, revocations }) {
  const { environment, revoked, properties, expires, reason } = mark;
  const when = signedWhen(evidence);
  const same = trusted.filter(({ predicate }) => JSON.stringify(predicate) === JSON.stringify(evidence.predicate));
  const run2 = "claims" in evidence ? evidence.claims.runInvocationUri : void 0;
  const facts = {
    link: "mark",
    at: environment,
    details: { signer: signerOf(evidence), run: run2 },
    evidence: placesOf(sameStatement(evidence, same))
  };
  if (revoked)
    return broken(facts, policyError("mark-revoked", { environment }, `revoked ${when}: ${reason ?? "no reason"}`));
  const until = expires === void 0 ? "" : `, until ${expires}`;
  const fact = `marked ${when}${until}: ${properties.join(", ") || "passed"}`;
  const inGit = markRevocation(revocations, { environment, digest: digest2 });
  if (inGit === void 0 || evidence.signedAt !== void 0 && evidence.signedAt > inGit.end)
    return verified({ ...facts, fact });
  const text2 = `${fact}, but revoked ${inGit.at} on the base branch: ${inGit.reason}`;
  return broken(facts, policyError("mark-revoked", { environment }, text2));
}
function lapsedLinks({ untrusted }, counted2, trust) {
  return newestOfEach(untrusted).flatMap(({ mark: { environment }, evidence }) => {
    if (counted2.has(environment)) return [];
    const own = "claims" in evidence ? { valid: [evidence], keyed: [] } : { valid: [], keyed: [evidence] };
    const found = told(own, PREDICATE_TYPES.mark, "mark", trust);
    if (found.code === "signer-mismatch") return [];
    const facts = { link: "mark", at: environment, evidence: placesOf([evidence]) };
    return [broken(facts, notTrusted(`the mark of ${environment}`, found))];
  });
}

// packages/ledger/origin-links.ts
async function originLinks(image, set, trust, ground) {
  const found = told(set, PREDICATE_TYPES.provenance, "provenance", trust);
  const own = found.trusted.find(({ predicate }) => isOfLeg(image.leg, predicate));
  if (own === void 0) {
    const link2 = { link: "provenance", evidence: placesOf([...found.trusted, ...found.untrusted]) };
    if (found.trusted.length > 0) return [broken(link2, otherLeg(image))];
    if (found.untrusted.length > 0) return [broken(link2, notTrusted("the provenance", found))];
    return [
      missing(link2, policyError("provenance-missing", { digest: image.digest }, `no provenance on ${image.digest}`))
    ];
  }
  const links = [provenanceLink(own, found.trusted), runLink(own), agreement(own, set, trust, image)];
  return [...links.flatMap((link2) => link2 ?? []), ...await sourceLinks(own, image, ground)];
}
function isOfLeg(leg2, predicate) {
  const found = textAt(predicate, "buildDefinition", "externalParameters", "leg");
  return found === void 0 || found === leg2;
}
function otherLeg({ leg: leg2, digest: digest2 }) {
  return policyError(
    "provenance-refused",
    { leg: leg2, digest: digest2 },
    `the provenance of ${digest2} is that of another image than ${leg2}`
  );
}
function provenanceLink(own, trusted) {
  const { predicate } = own;
  const runner = claimsOf(own)?.runnerEnvironment;
  const definition = memberAt(predicate, "buildDefinition");
  const materials = listAt(definition, "resolvedDependencies");
  const named = ["name", "version"].map((part) => textAt(definition, "internalParameters", "builder", part) ?? "");
  const details2 = {
    builder: textAt(predicate, "runDetails", "builder", "id"),
    "build-type": textAt(definition, "buildType"),
    tool: named.join(" ").trim(),
    "started-at": textAt(predicate, "runDetails", "metadata", "startedOn"),
    materials: materials.map((material) => textAt(material, "uri") ?? "unnamed").join("\n"),
    runner,
    signer: signerOf(own)
  };
  const by = details2.tool === "" ? "an unnamed builder" : details2.tool;
  const where = claimsOf(own) === void 0 ? `, says ${signerOf(own)}` : ` on a ${runner ?? "nameless"} runner`;
  const fact = `built by ${by}${where}, from ${counted(materials.length, "material")}`;
  return verified({ link: "provenance", fact, details: details2, evidence: placesOf(sameStatement(own, trusted)) });
}
function claimsOf(own) {
  return "claims" in own ? own.claims : void 0;
}
function runLink(own) {
  const claims = claimsOf(own);
  if (claims === void 0) return absent({ link: "run", fact: `${signerOf(own)} signed, which names no run` });
  const { runInvocationUri: url, buildConfigUri, buildTrigger } = claims;
  const facts = {
    link: "run",
    details: { url, workflow: buildConfigUri, trigger: buildTrigger, visibility: claims.visibility }
  };
  if (url === void 0) return absent({ ...facts, fact: "the certificate names no run" });
  const workflow = buildConfigUri?.replace("https://github.com/", "") ?? "an unnamed workflow";
  const fact = `${workflow} on ${buildTrigger ?? "no event"}: ${url}`;
  return verified({ ...facts, fact, evidence: [{ kind: "run", value: url, url }] });
}
function agreement(own, set, trust, image) {
  const { trusted } = told(set, PREDICATE_TYPES.signature, "signature", trust);
  const wanted = claimsOf(own)?.sourceRepositoryDigest;
  const certified = trusted.flatMap((each) => claimsOf(each) ?? []);
  if (claimsOf(own) === void 0 || certified.length === 0) return void 0;
  if (certified.some(({ sourceRepositoryDigest }) => sourceRepositoryDigest === wanted)) return void 0;
  const found = certified[0]?.sourceRepositoryDigest ?? "no commit";
  const text2 = `the provenance of ${image.digest} is from commit ${wanted ?? "unknown"}, its signature from ${found}`;
  return broken(
    { link: "source", evidence: placesOf(trusted) },
    ledgerError("evidence-disagrees", { wanted, found }, text2)
  );
}
async function sourceLinks(own, image, ground) {
  const claims = claimsOf(own);
  const { sourceRepositoryDigest: sha, sourceRepositoryRef: ref, sourceRepositoryUri } = claims ?? {};
  const { repository } = sourceOf(ground, image.leg);
  const link2 = {
    link: "source",
    at: repository,
    details: { commit: sha, ref, repository: sourceRepositoryUri }
  };
  if (sha === void 0) {
    const who = claims === void 0 ? `${signerOf(own)} signed the provenance, which` : "the certificate";
    return [missing(link2, ledgerError("source-missing", { repository }, `${who} names no commit`))];
  }
  if (image.claimedSource !== void 0 && image.claimedSource !== sha) {
    const text2 = `it was built from ${sha}, not from ${image.claimedSource}`;
    return [broken(link2, ledgerError("source-differs", { found: sha, wanted: image.claimedSource }, text2))];
  }
  const commit = parseCommit(sha);
  const place2 = { forge: ground.forge, repository };
  try {
    const facts = await place2.forge.commitFacts(repository, commit);
    if (facts === void 0) {
      const text2 = `${repository} has no commit ${sha}, which the certificate names`;
      return [missing(link2, ledgerError("source-missing", { repository, sha }, text2))];
    }
    const fact = `${sha} on ${ref ?? "no ref"}: “${facts.subject}” by ${facts.author}`;
    return [verified({ ...link2, fact, evidence: [commitEvidence(facts)] }), await changeLink(commit, ref, place2)];
  } catch (error) {
    return [unreadable(link2, error, sha)];
  }
}
async function changeLink(commit, ref, place2) {
  const branch = ref?.replace(/^refs\/heads\//, "") ?? "";
  const merged = mergedInto(await place2.forge.pullRequestsOf(place2.repository, commit), branch, commit);
  const facts = { link: "change", at: place2.repository };
  if (merged === void 0) return absent({ ...facts, fact: `no pull request brought ${commit} to ${branch}` });
  const { fact, evidence, details: details2 } = await describePull(merged.number, place2);
  return recorded({ ...facts, fact, evidence: [evidence], details: details2 });
}
function unreadable(link2, error, sha) {
  const { code: code2, message } = asPromoError(error);
  if (code2 !== "forge-not-found" && code2 !== "forge-unauthorized") throw error;
  return missing(link2, ledgerError("source-missing", { sha, code: code2 }, `${sha} cannot be read: ${message}`));
}

// packages/ledger/revocation-links.ts
function revocationLinks(digest2, platforms, { digests }) {
  const places = new Map([
    ...platforms.map((each) => [each.digest, each.platform]),
    [digest2, ""]
  ]);
  return digests.flatMap(({ digest: revoked, at, reason }) => {
    const place2 = places.get(revoked);
    if (place2 === void 0) return [];
    const facts = { link: "revocation", at: place2 };
    const text2 = `${revoked} was revoked ${at} on the base branch: ${reason}`;
    return [broken(facts, policyError("digest-revoked", { digest: revoked }, text2))];
  });
}

// packages/ledger/image-chain.ts
async function imageChain2(image, overlays, ground, ports) {
  const { leg: leg2, name, digest: digest2 } = image;
  const [promoted, proven] = await Promise.all([
    environmentLinks(image, overlays, ground),
    registryLinks(image, ground, {
      ...ports.portsFor(name),
      ...evidencePlace(ground),
      keys: ground.trust.accepted
    })
  ]);
  const links = [...promoted, ...proven];
  return { leg: leg2, name, digest: digest2, complete: links.every(holds), links };
}
function evidencePlace({ config: { evidence } }) {
  const { mode, repository } = evidence;
  return mode === "separate" && repository !== void 0 ? { evidenceRepository: repository } : {};
}
async function registryLinks(image, ground, ports) {
  const pinned = pinImage(image.name, image.digest);
  if (await ports.registry.resolve(pinned) === void 0) {
    const text2 = `${image.name} has no ${image.digest}`;
    const gone = missing({ link: "image" }, policyError("image-missing", { digest: image.digest }, text2));
    return [gone, ...revocationLinks(image.digest, [], ground.revocations)];
  }
  const platforms = await platformsOf(ports.registry, pinned);
  const evidence = await collectEvidence(pinned, ports);
  const { leg: leg2 } = image;
  const trust = { file: ground.trust.file, sourceId: sourceOf(ground, leg2).id, leg: leg2 };
  return [
    ...markLinks(evidence, trust, ground.revocations),
    imageLink(pinned, platforms, evidence),
    ...revocationLinks(image.digest, platforms, ground.revocations),
    signatureLink(evidence, trust),
    scanLink(evidence, trust),
    ...refusalLinks(evidence, trust),
    testsLink(evidence, trust),
    ...await sbomLinks(evidence, platforms, trust, ports),
    ...await originLinks(image, evidence, trust, ground)
  ];
}
function imageLink({ name, digest: digest2 }, platforms, { invalid }) {
  const unverifiable = invalid.map(({ digest: where, code: code2 }) => `${where} ${code2}`).join("\n");
  return recorded({
    link: "image",
    fact: `${name} holds it for ${platforms.map(({ platform }) => platform).join(", ")}`,
    evidence: [{ kind: "manifest", value: digest2 }],
    details: { unverifiable }
  });
}
async function sbomLinks(own, platforms, trust, ports) {
  return Promise.all(
    platforms.map(async ({ platform, digest: digest2 }) => {
      const set = digest2 === own.image.digest ? own : await collectEvidence(pinImage(own.image.name, digest2), ports);
      return sbomLink(platform, set, trust);
    })
  );
}

// packages/ledger/overlays.ts
var HISTORY_LIMIT = 100;
function readOverlays(ground) {
  const { forge, repository, head, config } = ground;
  const pathOf = remembered(async (environment) => {
    const file = await findOverlayAt(forge, repository, head, environmentOf(config, environment).overlay);
    return file?.path;
  });
  const filesAt = remembered(
    (commit) => Promise.resolve(remembered(async (path) => imagesIn(await forge.readFile(repository, commit, path))))
  );
  const historyOf = remembered((path) => forge.commitsTouching(repository, head, path, HISTORY_LIMIT));
  const imagesAt = async (path, commit) => (await filesAt(commit))(path);
  return {
    pathOf,
    imagesAt,
    historyOf,
    holding: async (environment, name, digest2) => {
      const path = await pathOf(environment);
      if (path === void 0) return void 0;
      const history = await historyOf(path);
      return lastHolding(
        history,
        environment,
        path,
        async (commit) => (await imagesAt(path, commit)).find((each) => each.name === name && each.digest === digest2)
      );
    }
  };
}
async function lastHolding({ commits, complete: complete2 }, environment, path, entryAt) {
  let until;
  let found;
  for (const since of commits) {
    const entry = await entryAt(since.sha);
    if (entry === void 0 && found !== void 0) return { ...found, certain: true };
    if (entry === void 0) until = since;
    else {
      const { repository, line } = entry;
      found = { environment, place: `${path}:${String(line)}`, repository, since, until };
    }
  }
  return found === void 0 ? void 0 : { ...found, certain: complete2 };
}
function imagesIn(bytes) {
  if (bytes === void 0) return [];
  try {
    return readOverlayImages(bytes);
  } catch (error) {
    if (isPromoError(error) && error.ending !== "infrastructure") return [];
    throw error;
  }
}
function remembered(read) {
  const known = /* @__PURE__ */ new Map();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

// packages/ledger/traced-image.ts
function tracedImage(config, leg2, digest2, claimedSource) {
  const image = config.images[leg2];
  if (image === void 0) return void 0;
  const { repository: name } = image;
  const traced = { leg: leg2, name, digest: digest2, overlayName: overlayNameOf(image) };
  return claimedSource === void 0 ? traced : { ...traced, claimedSource };
}
function tracedEntries(entries, config) {
  return entries.flatMap(({ name, digest: digest2 }) => {
    const known = imageByOverlayName(config, name);
    if (known === void 0 || digest2 === void 0) return [];
    return tracedImage(config, known.leg, digest2) ?? [];
  });
}
function legsOf(config) {
  return Object.keys(config.images).map(parseLegName);
}

// packages/ledger/brought.ts
async function imagesOfCommit(sha, ground, overlays, ports) {
  const direct = [...await releasedFrom(sha, ground, ports), ...await putBy(sha, ground, overlays)];
  if (direct.length > 0) return direct;
  const pulls = await Promise.all(
    repositoriesOf(ground).map((repository) => pullsIfKnown(sha, repository, ground.forge))
  );
  const merges = pulls.flat().flatMap(({ mergeCommit }) => mergeCommit ?? []);
  const images = await Promise.all(
    merges.map(async (merge) => [
      ...await releasedFrom(merge, ground, ports),
      ...await putBy(merge, ground, overlays)
    ])
  );
  return images.flat();
}
async function pullsIfKnown(sha, repository, forge) {
  const commit = await forge.commitFacts(repository, sha);
  return commit === void 0 ? [] : forge.pullRequestsOf(repository, sha);
}
async function imagesOfPull({ number, repository }, ground, overlays, ports) {
  const place2 = repository ?? ground.repository;
  if (!repositoriesOf(ground).includes(place2))
    throw ledgerError("subject-unknown", { repository: place2 }, `promo.yaml does not name the repository ${place2}`);
  const { mergeCommit, headSha, baseSha } = await ground.forge.pullRequest(place2, number);
  const tip = mergeCommit ?? headSha;
  const proposed = place2 === ground.repository ? await changedBetween(baseSha, tip, ground, overlays) : [];
  return [...proposed, ...await releasedFrom(tip, ground, ports)];
}
async function releasedFrom(sha, { config }, ports) {
  const images = await Promise.all(
    legsOf(config).map(async (leg2) => {
      const name = config.images[leg2]?.repository;
      if (name === void 0) return void 0;
      const tagged = await ports.portsFor(name).registry.resolve(parseImageReference(`${name}:sha-${sha}`));
      return tagged === void 0 ? void 0 : tracedImage(config, leg2, tagged.digest, sha);
    })
  );
  return images.flatMap((image) => image ?? []);
}
async function putBy(sha, ground, overlays) {
  const images = await Promise.all(
    environmentOrder(ground.config).map(async (environment) => {
      const path = await overlays.pathOf(parseEnvironmentName(environment));
      if (path === void 0) return [];
      const { commits } = await overlays.historyOf(path);
      const index = commits.findIndex((commit) => commit.sha === sha);
      if (index < 0) return [];
      const before = commits[index + 1]?.sha;
      return added(path, before, sha, ground, overlays);
    })
  );
  return images.flat();
}
async function changedBetween(before, after, ground, overlays) {
  const images = await Promise.all(
    environmentOrder(ground.config).map(async (environment) => {
      const path = await overlays.pathOf(parseEnvironmentName(environment));
      return path === void 0 ? [] : added(path, before, after, ground, overlays);
    })
  );
  return images.flat();
}
async function added(path, before, after, { config }, overlays) {
  const old = before === void 0 ? [] : await overlays.imagesAt(path, before);
  const now = await overlays.imagesAt(path, after);
  return tracedEntries(
    now.filter(({ name, digest: digest2 }) => !old.some((each) => each.name === name && each.digest === digest2)),
    config
  );
}
function repositoriesOf(ground) {
  const sources = legsOf(ground.config).map((leg2) => sourceOf(ground, leg2).repository);
  return [.../* @__PURE__ */ new Set([ground.repository, ...sources])];
}

// packages/ledger/resolve.ts
async function resolveSubject(subject, pods, ground, overlays, ports) {
  const found = await imagesOf(subject, pods, ground, overlays, ports);
  const unique = [...new Map(found.map((image) => [`${image.leg} ${image.digest}`, image])).values()];
  if (unique.length > 0) return unique;
  throw ledgerError(
    "subject-empty",
    { kind: subject.kind },
    `no released image of promo.yaml belongs to this ${subject.kind}`
  );
}
function imagesOf(subject, pods, ground, overlays, ports) {
  switch (subject.kind) {
    case "digest":
      return imagesWith(subject.digest, ground, ports);
    case "image":
      return namedImage(subject.reference, ground, ports);
    case "environment":
      return heldImages(subject.environment, subject.app, ground, overlays);
    case "commit":
      return imagesOfCommit(subject.sha, ground, overlays, ports);
    case "pull-request":
      return imagesOfPull(subject, ground, overlays, ports);
    case "pods":
      return Promise.resolve(ofPods(pods, ground));
  }
}
async function imagesWith(digest2, { config }, ports) {
  const images = await Promise.all(
    legsOf(config).map(async (leg2) => {
      const image = tracedImage(config, leg2, digest2);
      if (image === void 0) return [];
      const { registry } = ports.portsFor(image.name);
      return await registry.resolve(pinImage(image.name, digest2)) === void 0 ? [] : [image];
    })
  );
  return images.flat();
}
async function namedImage(reference, ground, ports) {
  const leg2 = legOf(reference.name, ground);
  const digest2 = reference.digest ?? (await ports.portsFor(reference.name).registry.resolve(reference))?.digest;
  if (digest2 !== void 0) return [tracedImage(ground.config, leg2, digest2)].flatMap((image) => image ?? []);
  const shown = formatImage(reference);
  throw ledgerError("subject-unknown", { image: shown }, `the registry has no ${shown}`);
}
function legOf(name, { config }) {
  const found = legsOf(config).find((leg2) => {
    const image = config.images[leg2];
    return image !== void 0 && sameRepository(image.repository, name);
  });
  if (found !== void 0) return found;
  throw ledgerError("subject-unknown", { name }, `promo.yaml has no image ${name}`);
}
async function heldImages(environment, app, ground, overlays) {
  environmentOf(ground.config, environment);
  if (app !== void 0 && ground.config.images[app] === void 0)
    throw ledgerError("subject-unknown", { app }, `promo.yaml has no image ${app}`);
  const path = await overlays.pathOf(environment);
  const entries = path === void 0 ? [] : await overlays.imagesAt(path, ground.head);
  return tracedEntries(entries, ground.config).filter(({ leg: leg2 }) => app === void 0 || leg2 === app);
}
function ofPods(pods, { config }) {
  return pods.flatMap(
    ({ name, digest: digest2 }) => legsOf(config).flatMap((leg2) => {
      const image = tracedImage(config, leg2, digest2);
      return image !== void 0 && sameRepository(image.name, name) ? [image] : [];
    })
  );
}

// packages/ledger/trace.ts
async function trace(request, ports) {
  const { subject, text: text2, pods, repository, configPath } = request;
  const ground = await readGround(ports.forge, repository, configPath);
  const overlays = readOverlays(ground);
  const images = await resolveSubject(subject, pods, ground, overlays, ports);
  const chains = [];
  for (const image of images) chains.push(await imageChain2(image, overlays, ground, ports));
  const { kind } = subject;
  return chainDocument.create({
    subject: { kind: kind === "digest" ? "image" : kind, text: text2 },
    tracedAt: formatTime(ports.clock.now()),
    complete: chains.every(({ complete: complete2 }) => complete2),
    images: chains
  });
}

// packages/report/chain-words.ts
var CHAIN_SIGNS = {
  verified: "✓",
  recorded: "•",
  absent: "–",
  missing: "✗",
  broken: "✗"
};
var ORIGIN = ["provenance", "run", "source", "change"];
var STAGE = ["environment", "promotion", "mark"];
function chainGroups({ links }) {
  const staged = links.filter(({ link: link2 }) => STAGE.includes(link2));
  const environments = [...new Set(staged.map(({ at }) => at))];
  const groups = environments.map((at) => ({ title: at, links: staged.filter((link2) => link2.at === at) }));
  const origin = links.filter(({ link: link2 }) => ORIGIN.includes(link2));
  const image = links.filter((link2) => !staged.includes(link2) && !origin.includes(link2));
  const all = [...groups, { title: "the digest", links: image }, { title: "where it comes from", links: origin }];
  return all.filter((group) => group.links.length > 0);
}
function chainHeadline(chain) {
  const holes = chain.images.flatMap(({ links }) => links).filter(isHole);
  const digests = plural(chain.images.length, "digest");
  if (holes.length === 0) return `Complete: every link of ${digests} holds`;
  return `Incomplete: ${plural(holes.length, "link")} of ${digests} ${holes.length === 1 ? "does" : "do"} not hold`;
}
function isHole({ state }) {
  return state === "missing" || state === "broken";
}

// packages/report/chain-diagram.ts
function chainDiagram({ digest: digest2, leg: leg2, name, links }) {
  const environments = [...new Set(links.filter(({ link: link2 }) => link2 === "environment").map(({ at }) => at))].toReversed();
  const nodes = [
    ...oneNode(links, "change", (link2) => ["pull request", numberOf(link2)]),
    ...oneNode(links, "source", (link2) => ["commit", (link2.details["commit"] ?? "").slice(0, 12)]),
    ...oneNode(links, "run", (link2) => ["run", /\/runs\/(\d+)/.exec(link2.fact)?.[1] ?? ""]),
    digestNode(links, [leg2 ?? name, digest2.slice(0, 19)]),
    ...environments.map((environment) => environmentNode(environment, links))
  ];
  const shown = nodes.map((node, index) => `  n${String(index)}["${node.lines.map(label).join("<br/>")}"]`);
  const arrows = nodes.slice(1).map((_, index) => `  n${String(index)} --> n${String(index + 1)}`);
  const holes = nodes.flatMap((node, index) => node.isHole ? [`  class n${String(index)} hole`] : []);
  const style = "  classDef hole stroke:#d1242f,stroke-width:3px,stroke-dasharray:6 3";
  return new Markdown(["```mermaid", "flowchart LR", ...shown, ...arrows, style, ...holes, "```"].join("\n"));
}
function oneNode(links, name, lines) {
  const found = links.find(({ link: link2, state }) => link2 === name && state !== "absent");
  return found === void 0 ? [] : [{ lines: lines(found), isHole: isHole(found) }];
}
var ON_DIGEST = [
  "image",
  "revocation",
  "signature",
  "provenance",
  "scan",
  "refusal",
  "tests",
  "sbom"
];
function digestNode(links, title) {
  const found = links.filter(({ link: link2, state }) => ON_DIGEST.includes(link2) && state !== "absent");
  const names = [...new Set(found.map(({ link: link2 }) => link2))];
  const signed = names.map((name) => {
    const worst = found.find((link2) => link2.link === name && isHole(link2)) ?? found.find((link2) => link2.link === name);
    return worst === void 0 ? name : `${CHAIN_SIGNS[worst.state]} ${name}`;
  });
  return { lines: [...title, ...signed], isHole: found.some(isHole) };
}
function environmentNode(environment, links) {
  const own = links.filter(({ at, link: link2 }) => at === environment && link2 !== "sbom");
  const held = own.find(({ link: link2 }) => link2 === "environment");
  const promotion = own.find(({ link: link2 }) => link2 === "promotion");
  const marked = own.some(({ link: link2 }) => link2 === "mark") ? ["marked"] : [];
  const came = promotion === void 0 ? "not here" : numberOf(promotion) || "pushed";
  return { lines: [environment, came, ...marked], isHole: own.some(isHole) || held === void 0 };
}
function numberOf(link2) {
  return /^#\d+/.exec(link2.fact)?.[0] ?? "";
}
function label(text2) {
  return visible(text2).slice(0, 80).replaceAll(/[^\p{L}\p{N} .:/@_✓✗•–#-]/gu, " ").replaceAll("#", "#35;");
}

// packages/report/chain-summary.ts
var DIAGRAM_LIMIT = 10;
function chainSummary(chain) {
  return String(
    blocks(
      heading(3, chainHeadline(chain)),
      md`Traced from ${code(chain.subject.text)}: ${plural(chain.images.length, "digest")}.`,
      ...chain.images.map((image, index) => imageSection(image, index < DIAGRAM_LIMIT)),
      md`✓ signed and verified now · • recorded in Git or the registry · – nothing there · ✗ does not hold`
    )
  );
}
function imageSection(image, drawn) {
  const { leg: leg2, name, digest: digest2, links } = image;
  const holes = links.filter(isHole);
  return blocks(
    heading(4, md`${image.complete ? "✓" : "✗"} ${leg2 ?? name}`),
    code(`${name}@${digest2}`),
    bullets(holes.map(hole)),
    drawn ? chainDiagram(image) : md``,
    ...chainGroups(image).map((group) => details(group.title, linkTable(group.links)))
  );
}
function hole({ link: name, at, code: reason, fact, remedy }) {
  const where = at === "" ? code(name) : md`${code(name)} of ${at}`;
  return md`**${where}** ${code(reason)}: ${prose(fact)} **What to do:** ${prose(remedy)}`;
}
function linkTable(links) {
  return table(
    ["", "Link", "Found", "Look it up"],
    links.map(({ link: name, at, state, fact, evidence }) => [
      CHAIN_SIGNS[state],
      at === "" ? code(name) : md`${code(name)} ${at}`,
      prose(fact),
      joined(evidence.map(place))
    ])
  );
}
function place({ kind, value, url }) {
  const label2 = code(kind === "log-entry" ? `log ${value}` : kind === "commit" ? value.slice(0, 12) : value);
  return url === void 0 ? label2 : link(label2, url);
}

// actions/trace/ending.ts
function brokenLinks(chain) {
  return chain.images.flatMap(
    ({ name, digest: digest2, links }) => links.filter(({ state }) => state === "missing" || state === "broken").map(({ link: link2, at, state, code: code2, fact, remedy }) => ({
      image: `${name}@${digest2}`,
      link: link2,
      at,
      state,
      code: code2,
      fact,
      remedy
    }))
  );
}
function traceEnding(chain) {
  if (chain.complete) return void 0;
  const links = chain.images.flatMap((image) => image.links);
  const first = links.find(({ state }) => state === "missing" || state === "broken");
  const where = first === void 0 ? "" : `; first ${first.link} (${first.code}): ${first.fact}`;
  const options = first === void 0 ? {} : { remedy: first.remedy };
  const facts = { broken: brokenLinks(chain) };
  return { error: ledgerError("chain-incomplete", facts, `${chainHeadline(chain)}${where}`, options) };
}

// actions/trace/run.ts
async function run(request, runner) {
  const { subject, config: configPath } = request;
  const repository = request.repository ?? runner.context.repository.fullName;
  const pods = await podsOf(request, runner);
  const ports = await connect(request, runner, repository);
  const chain = await trace({ subject: subject.parsed, text: subject.text, pods, repository, configPath }, ports);
  const directory = await mkdtemp(join(runner.context.temp, "promo-trace-"));
  const path = join(directory, "chain.json");
  await writeFile(path, chainDocument.write(chain));
  const uploaded = request.artifact === void 0 ? void 0 : await runner.artifacts.upload(request.artifact, directory);
  const digest2 = uploaded?.digest ?? "";
  runner.outputs({ chain: path, complete: chain.complete, broken: brokenLinks(chain), "artifact-digest": digest2 });
  runner.log.info(chainHeadline(chain));
  await runner.summary(chainSummary(chain));
  return traceEnding(chain);
}
async function connect(request, runner, repository) {
  const permissions = { contents: "read", pull_requests: "read" };
  const trust = await connectTrust(runner, request, request.offline);
  return {
    forge: await connectForge(runner, request.forge, repository, permissions),
    portsFor: (name) => ({
      registry: connectRegistries(runner, request.registry, [parseImageReference(name).registry]),
      trust
    }),
    clock: systemClock
  };
}
async function podsOf({ subject }, runner) {
  if (subject.parsed.kind !== "pods") return [];
  return imagesOfPods(await readFile(workspacePath(subject.parsed.path, runner.context.workspace), "utf8"));
}
export {
  run
};
