import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  connectionError
} from "./chunk-L6DDHFDX.js";
import {
  tokenInput
} from "./chunk-AKYFJBYT.js";
import {
  parseSecret,
  refused
} from "./chunk-EHEY55MU.js";

// packages/connections/forge-input.ts
function forgeInput(input) {
  return input.all("token", { access: optionalForgeInput(input) }, ({ access }) => {
    if (access !== void 0) return access;
    throw connectionError("token-missing", {}, "there is no token for the API");
  });
}
function optionalForgeInput(input) {
  const fields = {
    token: tokenInput(input),
    appId: input.optional("app-id", parseAppId),
    privateKey: input.secret("app-private-key", parsePrivateKey)
  };
  return input.all("token", fields, ({ token, appId, privateKey }) => {
    if (appId !== void 0 && privateKey !== void 0) return { kind: "app", appId, privateKey };
    if (appId !== void 0 || privateKey !== void 0)
      throw connectionError("app-incomplete", {}, "`app-id` and `app-private-key` belong together");
    return token === void 0 ? void 0 : { kind: "token", token };
  });
}
function parseAppId(text) {
  if (/^[A-Za-z0-9._-]{1,64}$/.test(text)) return text;
  throw refused(text, "the id of an App");
}
function parsePrivateKey(text) {
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----\s[\s\S]+\s-----END [A-Z ]*PRIVATE KEY-----$/.test(text))
    return parseSecret(text);
  throw connectionError("app-key-invalid", {}, "`app-private-key` is not a private key in PEM form");
}

export {
  forgeInput,
  optionalForgeInput
};
