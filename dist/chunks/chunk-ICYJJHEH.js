import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  runnerError
} from "./chunk-A2Z5YZBB.js";

// packages/runner/inputs/workspace-path.ts
import { realpathSync } from "node:fs";
import path from "node:path";
function workspacePath(given, workspace) {
  const file = path.resolve(workspace, given);
  const real = realpath(file);
  const shown = given.slice(0, 200);
  if (real === void 0) throw runnerError("path-refused", { path: shown }, `there is no ${JSON.stringify(shown)}`);
  if (path.isAbsolute(given) || isInside(real, realpathSync(workspace))) return file;
  throw runnerError("path-refused", { path: shown }, `${JSON.stringify(shown)} leads out of the workspace`);
}
function isInside(file, directory) {
  const relative = path.relative(directory, file);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
function realpath(file) {
  try {
    return realpathSync(file);
  } catch {
    return void 0;
  }
}

export {
  workspacePath,
  isInside
};
