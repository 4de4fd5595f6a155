import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/http/errors.ts
var httpError = defineErrors("http", {
  "http-request-invalid": {
    ending: "configuration",
    remedy: "Check the address, and that no token or header value holds a line break or another control character."
  },
  "http-unreachable": {
    ending: "infrastructure",
    remedy: "Check the host name, DNS, certificate and proxy (HTTPS_PROXY, NO_PROXY) as the job sees them, then run the step again."
  },
  "http-timeout": { ending: "infrastructure", remedy: "The server was too slow. Run the step again." },
  "http-cancelled": { ending: "infrastructure", remedy: "The run was cancelled. Start it again when it is wanted." },
  "http-response-too-large": {
    ending: "infrastructure",
    remedy: "The server sent more than promo reads for such a request. Check that the address is right."
  },
  "http-redirect-refused": {
    ending: "infrastructure",
    remedy: "The server sent promo on to a place it does not follow. Check that the address is right."
  },
  "http-address-refused": {
    ending: "configuration",
    remedy: "A server named an address inside a private network. If it is yours, list its host in `insecure-registries`; otherwise do not trust that server."
  },
  "http-plain-refused": {
    ending: "configuration",
    remedy: "Use https, or list the host in `insecure-registries` when plain http is meant."
  }
});

export {
  httpError
};
