import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  require_https
} from "./chunk-MJNASUOY.js";
import "./chunk-DCH3LH7I.js";
export default require_https();
