import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  createHttpClient
} from "./chunk-KMCBQIOD.js";

// packages/connections/http.ts
function connectHttp(runner, plainHttpHosts = []) {
  return createHttpClient({ userAgent: "promo", plainHttpHosts, log: (line) => runner.log.debug(line) });
}

export {
  connectHttp
};
