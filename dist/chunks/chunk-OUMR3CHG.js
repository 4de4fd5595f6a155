import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  fetchArtifact
} from "./chunk-KU4JQCMB.js";
import {
  RELEASE_FILE
} from "./chunk-JZA7TCL7.js";
import {
  releaseDocument
} from "./chunk-LDRIFAFW.js";

// actions/promoted.ts
import { readFile } from "node:fs/promises";
import { join } from "node:path";
async function openPromoted(input, runner) {
  if (input.kind !== "artifact") return input;
  const directory = await fetchArtifact(runner, input.from);
  return { kind: "release", release: releaseDocument.read(await readFile(join(directory, RELEASE_FILE))) };
}

export {
  openPromoted
};
