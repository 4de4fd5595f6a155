import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  parseSecret
} from "./chunk-EHEY55MU.js";
import {
  runnerError
} from "./chunk-A2Z5YZBB.js";

// packages/runner/key-input.ts
function keyInput(input) {
  const fields = { pem: input.secretSource("key", parsePem), password: input.secretSource("key-password", parseSecret) };
  return input.all("key", fields, ({ pem, password }) => {
    if (pem !== void 0) return { pem, password: password ?? input.secretVariable("COSIGN_PASSWORD") };
    if (password === void 0) return void 0;
    throw runnerError("input-missing", { input: "key" }, "`key-password` needs `key`");
  });
}
function parsePem(text) {
  if (/-----BEGIN [A-Z0-9 ]+-----/.test(text)) return parseSecret(text);
  throw runnerError("input-invalid", {}, "a key is PEM text, the path of such a file, or `env://NAME`");
}

export {
  keyInput
};
