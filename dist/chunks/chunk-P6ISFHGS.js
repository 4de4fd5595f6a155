import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/core/errors.ts
var PromoError = class extends Error {
  name = "PromoError";
  code;
  ending;
  remedy;
  facts;
  constructor(code, definition, facts, message, cause) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.code = code;
    this.ending = definition.ending;
    this.remedy = definition.remedy;
    this.facts = facts;
  }
};
var defined = /* @__PURE__ */ new Map();
function defineErrors(area, definitions) {
  for (const [code, definition] of Object.entries(definitions)) {
    const owner = defined.get(code);
    if (owner !== void 0 && owner.area !== area) throw new TypeError(`error code ${code} belongs to ${owner.area}`);
    defined.set(code, { area, code, ...definition });
  }
  return (code, facts, message, options = {}) => {
    const { ending, remedy } = definitions[code];
    return new PromoError(code, { ending, remedy: options.remedy ?? remedy }, facts, message, options.cause);
  };
}
function isPromoError(error) {
  return error instanceof PromoError;
}
var internal = defineErrors("core", {
  "internal-error": {
    ending: "infrastructure",
    remedy: "This is a defect in promo: please report it with the log of this step."
  }
});
function asPromoError(error) {
  if (isPromoError(error)) return error;
  const message = error instanceof Error ? error.message : "a value that is not an error was thrown";
  return internal("internal-error", {}, message, { cause: error });
}

export {
  PromoError,
  defineErrors,
  isPromoError,
  asPromoError
};
