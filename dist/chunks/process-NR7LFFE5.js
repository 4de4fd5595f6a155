import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  BASE_ENVIRONMENT,
  allowEnvironment,
  expectSuccess,
  findProgram,
  lastWords,
  runProgram
} from "./chunk-2GPX4WOH.js";
import "./chunk-P6ISFHGS.js";
import "./chunk-DCH3LH7I.js";
export {
  BASE_ENVIRONMENT,
  allowEnvironment,
  expectSuccess,
  findProgram,
  lastWords,
  runProgram
};
