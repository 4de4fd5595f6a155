import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  __commonJS,
  __require
} from "./chunk-DCH3LH7I.js";

// required-builtin:https
var require_https = __commonJS({
  "required-builtin:https"(exports, module) {
    module.exports = __require("node:https");
  }
});

export {
  require_https
};
