import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  BASE_ENVIRONMENT,
  allowEnvironment,
  expectSuccess,
  findProgram,
  lastWords,
  printable,
  runProgram
} from "./chunk-ML4JDDSM.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";
export {
  BASE_ENVIRONMENT,
  allowEnvironment,
  expectSuccess,
  findProgram,
  lastWords,
  printable,
  runProgram
};
