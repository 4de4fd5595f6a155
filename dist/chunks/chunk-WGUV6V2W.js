import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/core/moving-ref.ts
var FIXED_TAG = /^refs\/tags\/v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.-]+)?$/;
function isMovingRef(ref) {
  return !FIXED_TAG.test(ref);
}

export {
  isMovingRef
};
