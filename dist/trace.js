import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  ledgerError
} from "./chunks/chunk-JYUAYY56.js";
import {
  forgeInput
} from "./chunks/chunk-POKNSK6F.js";
import "./chunks/chunk-L6DDHFDX.js";
import {
  artifactInput,
  registryInput,
  runAction
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import {
  parseRepositoryPath
} from "./chunks/chunk-EHEY55MU.js";
import "./chunks/chunk-EDR7NLTG.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-ICYJJHEH.js";
import "./chunks/chunk-RM445475.js";
import "./chunks/chunk-36ANPUK7.js";
import {
  parseCommit,
  parseEnvironmentName,
  parseLegName,
  parseRepositoryName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-KCCB2MZS.js";
import "./chunks/chunk-YIVZGLEC.js";
import "./chunks/chunk-A2Z5YZBB.js";
import {
  parseDigest,
  parseImageReference
} from "./chunks/chunk-OXU5TALQ.js";
import "./chunks/chunk-P6ISFHGS.js";
import "./chunks/chunk-DCH3LH7I.js";

// packages/ledger/subject.ts
var PULL_REQUEST = /^#?(?<number>[1-9][0-9]{0,8})$/;
var PULL_REQUEST_URL = /^https:\/\/[^/]+\/(?<repository>[^/]+\/[^/]+)\/pull\/(?<number>[1-9][0-9]{0,8})\/?$/;
var ENVIRONMENT = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)?$/;
function parseSubject(text) {
  if (/^sha256:/.test(text)) return { kind: "digest", digest: parseDigest(text) };
  if (/^[0-9a-f]{40}$/.test(text)) return { kind: "commit", sha: parseCommit(text) };
  const pull = (PULL_REQUEST.exec(text) ?? PULL_REQUEST_URL.exec(text))?.groups;
  if (pull !== void 0) return pullRequest(pull["repository"], Number(pull["number"]));
  if (/\.json$/.test(text) && !text.includes("@")) return { kind: "pods", path: text };
  return ENVIRONMENT.test(text) ? environment(text) : image(text);
}
function image(text) {
  const reference = referenceOf(text);
  if (reference.digest !== void 0 || reference.tag !== void 0) return { kind: "image", reference };
  throw ledgerError("subject-invalid", { found: text }, `${text} names neither a digest nor a tag`);
}
function referenceOf(text) {
  try {
    return parseImageReference(text);
  } catch (cause) {
    const found = JSON.stringify(text.slice(0, 200));
    throw ledgerError("subject-invalid", { found }, `${found} is nothing that can be traced`, { cause });
  }
}
function pullRequest(repository, number) {
  return {
    kind: "pull-request",
    repository: repository === void 0 ? void 0 : parseRepositoryName(repository),
    number
  };
}
function environment(text) {
  const [name = "", app] = text.split("/");
  return {
    kind: "environment",
    environment: parseEnvironmentName(name),
    app: app === void 0 ? void 0 : parseLegName(app)
  };
}

// actions/trace/inputs.ts
var outputNames = ["chain", "complete", "broken", "artifact-digest"];
function readRequest(input) {
  return input.request({
    subject: input.required("subject", (text) => ({ text, parsed: parseSubject(text) })),
    config: input.withDefault("config", "promo.yaml", parseRepositoryPath),
    repository: input.optional("repository", parseRepositoryName),
    offline: input.flag("offline", false),
    trustedRoot: input.document("trusted-root"),
    forge: forgeInput(input),
    registry: registryInput(input),
    artifact: artifactInput(input)
  });
}

// actions/trace/main.ts
await runAction(readRequest, () => import("./chunks/run-VPU2UCPU.js"), { outputs: outputNames });
