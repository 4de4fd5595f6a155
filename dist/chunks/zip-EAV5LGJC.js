import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  require_yauzl
} from "./chunk-UJR6DJIP.js";
import {
  __toESM
} from "./chunk-HRWERVJQ.js";

// packages/runner/artifacts/zip.ts
var import_yauzl = __toESM(require_yauzl(), 1);
var export_openPromise = import_yauzl.openPromise;
export {
  export_openPromise as openPromise
};
