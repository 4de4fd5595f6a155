import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  require_yauzl
} from "./chunk-KQDODOTH.js";
import {
  __toESM
} from "./chunk-DCH3LH7I.js";

// packages/runner/artifacts/zip.ts
var import_yauzl = __toESM(require_yauzl(), 1);
var export_openPromise = import_yauzl.openPromise;
export {
  export_openPromise as openPromise
};
