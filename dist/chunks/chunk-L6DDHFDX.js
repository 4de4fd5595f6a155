import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  defineErrors
} from "./chunk-P6ISFHGS.js";

// packages/connections/errors.ts
var connectionError = defineErrors("connections", {
  "artifact-not-found": {
    ending: "configuration",
    remedy: "Name the artifact that an earlier job of this run uploaded, and pass its `artifact-digest` output beside it."
  },
  "input-not-built": {
    ending: "configuration",
    remedy: "Leave the input out: this release of promo does not do what it asks for, and would have to ignore it."
  },
  "config-missing": { ending: "configuration", remedy: "Give `config`, the path of promo.yaml or its text." },
  "app-incomplete": {
    ending: "configuration",
    remedy: "Give `app-id` and `app-private-key` together, or neither."
  },
  "app-key-invalid": {
    ending: "configuration",
    remedy: "Give the private key as GitHub gave it, from `-----BEGIN` to `-----END … PRIVATE KEY-----`, with its line ends."
  },
  "token-missing": {
    ending: "configuration",
    remedy: "Give `token` (at a terminal the variable PROMO_TOKEN), or `app-id` with `app-private-key`."
  }
});

export {
  connectionError
};
