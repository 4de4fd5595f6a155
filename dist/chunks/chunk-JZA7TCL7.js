import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/line/files.ts
var SCAN_FILE = "scan.json";
var BUILD_FILE = "build.json";
var REPRODUCTION_FILE = "reproduction.json";
var LEG_FILE = "leg.json";
var RELEASE_FILE = "release.json";
var TESTS_FILE = "tests.json";
var LAYOUT_DIRECTORY = "layout";

export {
  SCAN_FILE,
  BUILD_FILE,
  REPRODUCTION_FILE,
  LEG_FILE,
  RELEASE_FILE,
  TESTS_FILE,
  LAYOUT_DIRECTORY
};
