import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  __commonJS,
  __require
} from "./chunk-DCH3LH7I.js";

// required-builtin:http
var require_http = __commonJS({
  "required-builtin:http"(exports, module) {
    module.exports = __require("node:http");
  }
});

export {
  require_http
};
