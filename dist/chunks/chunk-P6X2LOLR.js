import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  connectionError
} from "./chunk-L6DDHFDX.js";

// packages/connections/not-built.ts
function notBuilt(input, name, neutral = "") {
  return input.withDefault(name, void 0, (found) => {
    if (found === neutral) return void 0;
    throw connectionError(
      "input-not-built",
      { input: name, found: found.slice(0, 100) },
      `\`${name}\` is not built in this release`
    );
  });
}
function notBuiltSecret(input, name) {
  return input.all(name, { found: input.secret(name) }, ({ found }) => {
    if (found === void 0) return void 0;
    throw connectionError("input-not-built", { input: name }, `\`${name}\` is not built in this release`);
  });
}

export {
  notBuilt,
  notBuiltSecret
};
