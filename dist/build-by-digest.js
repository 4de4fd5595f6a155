import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  normalPlatform,
  parsePlatform
} from "./chunks/chunk-YZ3BQTF4.js";
import {
  parseSigner
} from "./chunks/chunk-TAFSLCTZ.js";
import {
  parseParameters
} from "./chunks/chunk-GYHNPHON.js";
import {
  actionError
} from "./chunks/chunk-NW5PXJHT.js";
import {
  artifactInput,
  registryInput,
  runAction
} from "./chunks/chunk-AKYFJBYT.js";
import "./chunks/chunk-2IOASY4C.js";
import {
  parseKeyValue,
  parseLine,
  parsePath,
  parseText,
  refused
} from "./chunks/chunk-EHEY55MU.js";
import "./chunks/chunk-EDR7NLTG.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-ICYJJHEH.js";
import "./chunks/chunk-RM445475.js";
import "./chunks/chunk-36ANPUK7.js";
import {
  parseCommit,
  parseLegName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import "./chunks/chunk-KCCB2MZS.js";
import "./chunks/chunk-YIVZGLEC.js";
import "./chunks/chunk-A2Z5YZBB.js";
import {
  parseImageName,
  parseJson
} from "./chunks/chunk-OXU5TALQ.js";
import "./chunks/chunk-P6ISFHGS.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/build-by-digest/command.ts
function parseCommand(text) {
  const value = text.startsWith("[") || text === "null" ? parseJson(text) : void 0;
  if (value === null) return [];
  if (Array.isArray(value) && value.every((part) => typeof part === "string" && part !== "") && isProgram(value[0]))
    return value;
  throw actionError("command-invalid", {}, "`command` is not a JSON list of a program and its arguments");
}
function isProgram(value) {
  return value === void 0 || typeof value === "string" && !/^[^/\\]*\s/.test(value);
}

// actions/build-by-digest/option-inputs.ts
function parseSetting(value) {
  const equals = value.indexOf("=");
  if (/^[^\s=,"'-][^\s="']{0,255}=/.test(value))
    return parseLine(value.slice(0, equals)) + parseText(value.slice(equals));
  throw refused(value, "`name=value` without quotes around it");
}
function parseContext(value) {
  if (!/^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/|\{\{)/i.test(value)) return parsePath(value);
  throw actionError("context-remote", {}, `${JSON.stringify(value.slice(0, 100))} is no directory`);
}
function parseSsh(value) {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(?:=[^\s=,$`;|<>"*?{}-][^\s$`;|<>"*?{}]{0,1023})?$/.test(value)) return value;
  throw refused(value, "`default`, or `id=path` of a socket or key");
}
function parseNetwork(value) {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(value)) return value;
  throw refused(value, "`default`, `none`, `host` or the name of a network");
}
function parseEntitlement(value) {
  if (/^[a-z]+(?:\.[a-z]+)+$|^device(?:=[A-Za-z0-9][A-Za-z0-9._/=-]{0,255})?$/.test(value)) return value;
  throw refused(value, "a privilege such as `network.host`");
}
function parseAddedHost(value) {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}[:=](?:host-gateway|\[?[0-9A-Fa-f:.]{2,45}\]?)$/.test(value)) return value;
  throw refused(value, "`name:address`");
}
function parseSize(value) {
  if (/^\d{1,15}(?:[bkmgt]b?)?$/i.test(value)) return value;
  throw refused(value, "a size such as `256m`");
}
function parseUlimit(value) {
  if (/^[a-z]{2,16}=(?:-1|\d{1,20})(?::(?:-1|\d{1,20}))?$/.test(value)) return value;
  throw refused(value, "`type=soft` or `type=soft:hard`");
}
function parseCache(value) {
  if (/(?:^|,)type=gha(?:,|$)/.test(value))
    throw actionError("cache-withheld", {}, "a cache of type gha needs a token that no build sees");
  if (/^[A-Za-z0-9][A-Za-z0-9._/:@=,+~%-]{0,1023}$/.test(value)) return value;
  throw refused(value, "an image reference or `type=…,key=value`");
}
function parseTarget(value) {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(value)) return value;
  throw refused(value, "the name of a stage");
}
function parseProvenance(value) {
  if (value === "max" || value === "min" || value === "false") return value;
  throw refused(value, "one of max, min, false");
}

// actions/build-by-digest/reuse-inputs.ts
function reuseInput(input) {
  const fields = {
    choice: input.choice("reuse", ["auto", "false"], "auto"),
    parameters: input.optional("provenance-parameters", parseParameters),
    signer: input.withDefault("signer", "org/promo/.github/workflows/leg.yml", parseSigner),
    signerCommit: input.optional("signer-commit", parseCommit),
    trustedRoot: input.document("trusted-root")
  };
  return input.all(
    "reuse",
    fields,
    ({ choice, parameters, signer, signerCommit, trustedRoot }) => choice === "false" || parameters === void 0 || signerCommit === void 0 ? void 0 : { parameters, signer, signerCommit, trustedRoot }
  );
}

// actions/build-by-digest/secret.ts
function parseSecretValue(text) {
  const [id, value] = split(text, /^[\s\S]+$/);
  return { kind: "value", id, value };
}
function parseSecretFile(text) {
  const [id, path] = split(text, /^[^,\r\n]+$/);
  return { kind: "file", id, path };
}
function parseSecretEnv(text) {
  const [id, name] = split(text, /^[A-Za-z_]\w*$/);
  return { kind: "variable", id, name };
}
function assertDistinct(secrets) {
  const ids = secrets.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== void 0) throw actionError("secret-invalid", { id: twice }, `the secret ${twice} is given twice`);
}
function split(text, allowed) {
  const [, id, value] = /^([A-Za-z0-9_][A-Za-z0-9_.-]*)=([\s\S]*)$/.exec(text) ?? [];
  if (id === void 0 || value === void 0 || !allowed.test(value)) throw invalid();
  return [id, value];
}
function invalid() {
  return actionError("secret-invalid", {}, "a line is not `id=value`, `id=path` or `id=NAME`");
}

// actions/build-by-digest/inputs.ts
var outputNames = [
  "digest",
  "image",
  "media-type",
  "platforms",
  "record",
  "reproduced",
  "reproduction",
  "layout-path",
  "artifact-digest"
];
var BUILDERS = ["buildx", "buildah", "layout"];
function readRequest(input) {
  return input.request({
    ...subjectInputs(input),
    builder: input.choice("builder", BUILDERS, "buildx"),
    context: input.withDefault("context", ".", parseContext),
    file: input.optional("file", parsePath),
    target: input.optional("target", parseTarget),
    platforms: input.withDefault("platforms", [], parsePlatforms),
    buildArgs: input.list("build-args", parseSetting),
    buildContexts: input.list("build-contexts", parseKeyValue),
    secrets: secretsInput(input),
    ...sandboxInputs(input),
    labels: input.list("labels", parseSetting),
    annotations: input.list("annotations", parseSetting),
    layout: input.optional("layout", parsePath),
    command: input.withDefault("command", [], parseCommand),
    noCache: noCacheInput(input),
    cacheFrom: input.list("cache-from", parseCache),
    cacheTo: input.list("cache-to", parseCache),
    provenance: input.optional("provenance", parseProvenance),
    registry: registryInput(input),
    artifact: artifactInput(input),
    quarantine: input.optional("quarantine", parseImageName),
    push: input.flag("push", true),
    layoutOutput: input.optional("layout-output", parsePath),
    reproducible: input.flag("reproducible", false),
    reuse: reuseInput(input)
  });
}
function subjectInputs(input) {
  const image = input.required("image", parseImageName);
  const named = input.optional("leg", parseLegName);
  const leg = input.all(
    "leg",
    { image, named },
    (given) => given.named ?? parseLegName(given.image.split("/").at(-1) ?? "")
  );
  return { image, leg };
}
function secretsInput(input) {
  const fields = {
    values: input.list("secrets", parseSecretValue),
    files: input.list("secret-files", parseSecretFile),
    envs: input.list("secret-envs", parseSecretEnv)
  };
  return input.all("secrets", fields, ({ values, files, envs }) => {
    input.mask(values.flatMap((secret) => secret.kind === "value" ? [secret.value] : []));
    const secrets = [...values, ...files, ...envs];
    assertDistinct(secrets);
    return secrets;
  });
}
function sandboxInputs(input) {
  return {
    ssh: input.list("ssh", parseSsh),
    network: input.optional("network", parseNetwork),
    allow: input.list("allow", parseEntitlement),
    addHosts: input.list("add-hosts", parseAddedHost),
    shmSize: input.optional("shm-size", parseSize),
    ulimits: input.list("ulimit", parseUlimit)
  };
}
function noCacheInput(input) {
  const choice = input.choice("no-cache", ["auto", "true", "false"], "auto");
  return input.all("no-cache", { choice }, ({ choice: chosen }) => chosen === "auto" ? "auto" : chosen === "true");
}
function parsePlatforms(value) {
  const platforms = value.split(/[\s,]+/).filter((platform) => platform !== "");
  for (const platform of platforms) parsePlatform(platform);
  const normal = platforms.map(normalPlatform);
  return platforms.filter((_platform, index) => normal.indexOf(normal[index] ?? "") === index);
}

// actions/build-by-digest/main.ts
await runAction(readRequest, () => import("./chunks/run-D4HLSTH4.js"), { outputs: outputNames, acting: true });
