import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);

// packages/core/json-members.ts
function isJsonObject(value) {
  return typeof value === "object" && value !== null && !isJsonList(value);
}
function isJsonList(value) {
  return Array.isArray(value);
}
function memberOf(value, key) {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : void 0;
}
function memberAt(value, ...path) {
  return path.reduce((found, key) => memberOf(found, key), value);
}
function sameJson(a, b) {
  if (isJsonList(a) && isJsonList(b)) return a.length === b.length && a.every((each, index) => sameJson(each, b[index]));
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}

export {
  isJsonObject,
  isJsonList,
  memberOf,
  memberAt,
  sameJson
};
