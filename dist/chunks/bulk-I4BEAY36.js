import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  require_api_request
} from "./chunk-UT77576G.js";
import {
  require_agent,
  require_dispatcher
} from "./chunk-2N7B2VMK.js";
import {
  extraTrust,
  publicOnly
} from "./chunk-WEJGZQPK.js";
import "./chunk-P6L3VSVE.js";
import "./chunk-P6ISFHGS.js";
import {
  __toESM
} from "./chunk-DCH3LH7I.js";

// undici-parts:1
var import_dispatcher = __toESM(require_dispatcher());
var import_api_request = __toESM(require_api_request());
var import_agent = __toESM(require_agent());
Object.assign(import_dispatcher.default.prototype, { request: import_api_request.default });

// packages/http/bulk.ts
async function createBulk({ environment, lookup, limits }) {
  const trust = await extraTrust(environment);
  const agent = (of) => new import_agent.default({
    headersTimeout: limits.silenceMs,
    bodyTimeout: limits.silenceMs,
    connections: limits.connectionsPerOrigin,
    connect: { timeout: limits.connectMs, lookup: of, ...trust }
  });
  const agents = { anywhere: agent(lookup), public: agent(publicOnly(lookup)) };
  return async ({ url, method, headers, body }, reach, signal) => {
    const answer = await agents[reach].request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: body === void 0 ? headers : { ...headers, "content-length": String(body.size) },
      body: body === void 0 || body.size === 0 ? null : body.open(),
      signal
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  };
}
export {
  createBulk
};
