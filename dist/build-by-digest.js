import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parsePlatform
} from "./chunks/chunk-6KQTMOMT.js";
import {
  notBuilt
} from "./chunks/chunk-5E5KUJSR.js";
import "./chunks/chunk-3EB54RJX.js";
import {
  actionError
} from "./chunks/chunk-UHXN7FVG.js";
import {
  artifactInput,
  registryInput,
  runAction
} from "./chunks/chunk-JAU6ZRBC.js";
import "./chunks/chunk-36ANPUK7.js";
import "./chunks/chunk-RPBECWHY.js";
import "./chunks/chunk-XKXTO5WA.js";
import {
  parseKeyValue,
  parsePath,
  refused
} from "./chunks/chunk-5ZDHEBGY.js";
import "./chunks/chunk-OHK6FXM6.js";
import "./chunks/chunk-MHAMTB5W.js";
import "./chunks/chunk-N6Y4QP7L.js";
import "./chunks/chunk-77HWDO3Z.js";
import "./chunks/chunk-N5XMRB3H.js";
import {
  parseLegName
} from "./chunks/chunk-535AGLRV.js";
import "./chunks/chunk-LMKEVEGF.js";
import {
  parseImageName,
  parseJson
} from "./chunks/chunk-VNZST3SK.js";
import "./chunks/chunk-POLS6557.js";
import "./chunks/chunk-P6ISFHGS.js";
import "./chunks/chunk-DCH3LH7I.js";

// actions/build-by-digest/command.ts
function parseCommand(text) {
  const value = parseJson(text);
  if (value === null) return [];
  if (Array.isArray(value) && value.every((part) => typeof part === "string" && part !== ""))
    return value;
  throw actionError("command-invalid", {}, "`command` is not a JSON list of strings");
}

// actions/build-by-digest/secret.ts
function parseSecretFile(text) {
  const [id, path] = split(text);
  return `id=${id},src=${path}`;
}
function parseSecretEnv(text) {
  const [id, name] = split(text);
  if (!/^[A-Za-z_]\w*$/.test(name)) throw invalid();
  return `id=${id},env=${name}`;
}
function split(text) {
  const match = /^([A-Za-z0-9_][A-Za-z0-9_.-]*)=([^,\r\n]+)$/.exec(text);
  const [, id, value] = match ?? [];
  if (id === void 0 || value === void 0) throw invalid();
  return [id, value];
}
function invalid() {
  return actionError("secret-invalid", {}, "a line is not `id=path` or `id=NAME`");
}

// actions/build-by-digest/inputs.ts
var outputNames = [
  "digest",
  "image",
  "media-type",
  "platforms",
  "record",
  "reproduced",
  "layout-path",
  "artifact-digest"
];
function readRequest(input) {
  return input.request({
    ...subjectInputs(input),
    builder: builderInput(input),
    context: input.withDefault("context", ".", parsePath),
    file: input.optional("file", parsePath),
    target: input.optional("target", parseTarget),
    platforms: input.withDefault("platforms", [], parsePlatforms),
    buildArgs: input.list("build-args", parseKeyValue),
    buildContexts: input.list("build-contexts", parseKeyValue),
    secrets: secretsInput(input),
    labels: input.list("labels", parseKeyValue),
    annotations: input.list("annotations", parseKeyValue),
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
    reproducible: notBuilt(input, "reproducible", "false")
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
function builderInput(input) {
  return input.choice("builder", ["buildx", "layout"], "buildx");
}
function secretsInput(input) {
  const fields = { files: input.list("secret-files", parseSecretFile), envs: input.list("secret-envs", parseSecretEnv) };
  return input.all("secret-files", fields, ({ files, envs }) => [...files, ...envs]);
}
function noCacheInput(input) {
  const choice = input.choice("no-cache", ["auto", "true", "false"], "auto");
  return input.all("no-cache", { choice }, ({ choice: chosen }) => chosen === "auto" ? "auto" : chosen === "true");
}
function parsePlatforms(value) {
  const platforms = value.split(/[\s,]+/).filter((platform) => platform !== "");
  for (const platform of platforms) parsePlatform(platform);
  return platforms;
}
function parseProvenance(value) {
  if (value === "max" || value === "min" || value === "false") return value;
  throw refused(value, "one of max, min, false");
}
function parseCache(value) {
  if (/^[A-Za-z0-9][A-Za-z0-9._/:@=,+~%-]{0,1023}$/.test(value)) return value;
  throw refused(value, "an image reference or `type=…,key=value`");
}
function parseTarget(value) {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(value)) return value;
  throw refused(value, "the name of a stage");
}

// actions/build-by-digest/main.ts
await runAction(readRequest, () => import("./chunks/run-U3UVE6IX.js"), { outputs: outputNames, acting: true });
