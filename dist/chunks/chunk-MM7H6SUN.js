import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  PULL_REQUEST,
  READ
} from "./chunk-2STZAUTX.js";
import {
  httpError
} from "./chunk-P6L3VSVE.js";

// packages/http/fetch.ts
var METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
var BODILESS = [204, 205, 304];
var MAX_RESPONSE_BYTES = 16 * 1024 * 1024;
function asFetch(client) {
  return async (input, init = {}) => {
    const url = typeof input === "object" && "url" in input ? input.url : String(input);
    const response = await client.request(readInit(url, init));
    const body = BODILESS.includes(response.status) ? null : response.body;
    const answer = new Response(body, { status: response.status, headers: [...response.headers] });
    return Object.defineProperty(answer, "url", { value: response.url.href });
  };
}
function readInit(url, init) {
  const method = (init.method ?? "GET").toUpperCase();
  if (!isMethod(method)) throw httpError("http-request-invalid", { method }, `the method ${method} is not sent`);
  const { body, signal } = init;
  return {
    url,
    method,
    headers: Object.fromEntries(new Headers(init.headers)),
    maxResponseBytes: MAX_RESPONSE_BYTES,
    redirect: init.redirect === "manual" ? "manual" : "follow",
    budget: method === "GET" || method === "HEAD" ? READ : PULL_REQUEST,
    ...typeof body === "string" || body instanceof Uint8Array ? { body } : {},
    ...signal instanceof AbortSignal ? { signal } : {}
  };
}
function isMethod(method) {
  return METHODS.includes(method);
}

export {
  asFetch
};
