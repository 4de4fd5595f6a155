import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  createRegistryClient,
  readCredentials
} from "./chunk-37R5YAIF.js";
import "./chunk-3PGUMVOA.js";
import {
  createHttpClient
} from "./chunk-KMCBQIOD.js";
import "./chunk-HEW256BD.js";
import "./chunk-PJ22OAPH.js";
import "./chunk-2STZAUTX.js";
import "./chunk-HKVPK4UV.js";
import "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import "./chunk-3ACOM72A.js";
import "./chunk-HIKYTEVY.js";
import {
  splitList
} from "./chunk-YIVZGLEC.js";
import "./chunk-A2Z5YZBB.js";
import {
  formatImage,
  parseImageReference,
  pinImage
} from "./chunk-OXU5TALQ.js";
import {
  PromoError
} from "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";

// packages/runner/unpinned.ts
var PATIENCE_MS = 3e3;
var ONCE = { attempts: 1, totalMs: PATIENCE_MS, attemptTimeoutMs: PATIENCE_MS };
var IMAGE_LIMIT = 5;
async function namePinned(error, stage) {
  const asked = new AbortController();
  const pinned = await Promise.race([lookUp(error, stage, asked.signal), patience()]).catch(() => []);
  asked.abort();
  if (pinned.length === 0) return error;
  const remedy = `Write ${pinned.map((image) => `\`${image}\``).join(", ")}: that is what the tag names now. A tag can move, a digest cannot.`;
  return new PromoError(error.code, { ending: error.ending, remedy }, error.facts, error.message, error.cause);
}
async function lookUp(error, stage, signal) {
  const client = connect(stage, signal);
  const found = await Promise.all(unpinnedImages(error).map((text) => pin(text, client).catch(() => void 0)));
  return found.filter((image) => image !== void 0);
}
async function pin(text, client) {
  const reference = parseImageReference(text);
  const descriptor = await client.resolve(reference);
  return descriptor === void 0 ? void 0 : formatImage(pinImage(reference.name, descriptor.digest, reference.tag));
}
function connect({ input, runner }, signal) {
  const given = (name) => input(name)?.trim() || void 0;
  const insecure = splitList("insecure-registries", given("insecure-registries") ?? "");
  const credentials = readCredentials({
    username: given("registry-username"),
    password: given("registry-password"),
    auths: given("registry-auths"),
    environment: process.env
  });
  const log = (line) => runner.log.debug(line);
  const client = createHttpClient({ plainHttpHosts: insecure, log });
  const http = {
    request: (request) => client.request({ ...request, signal, budget: ONCE }),
    stream: (request) => client.stream({ ...request, signal, budget: ONCE })
  };
  return createRegistryClient({ http, credentials, insecure, log });
}
function unpinnedImages(error) {
  const faults = Array.isArray(error.facts["faults"]) ? error.facts["faults"] : [error.facts];
  const found = faults.map(
    (fault) => typeof fault === "object" && fault !== null ? Reflect.get(fault, "found") : void 0
  );
  return found.filter((text) => typeof text === "string").slice(0, IMAGE_LIMIT);
}
function patience() {
  return new Promise((resolve) => setTimeout(() => resolve([]), PATIENCE_MS).unref());
}
export {
  namePinned
};
