import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  systemClock
} from "./chunk-HEW256BD.js";
import {
  READ,
  WRITE
} from "./chunk-2STZAUTX.js";
import {
  require_http
} from "./chunk-HKVPK4UV.js";
import {
  extraTrust,
  isLoopbackHost,
  isPrivateHost,
  publicOnly
} from "./chunk-WEJGZQPK.js";
import {
  httpError
} from "./chunk-P6L3VSVE.js";
import {
  isPromoError
} from "./chunk-P6ISFHGS.js";
import {
  __toESM
} from "./chunk-DCH3LH7I.js";

// packages/http/bodies.ts
import { Readable } from "node:stream";
var SLOWEST_BYTES_PER_MS = 256 * 1.024;
var READ_AHEAD = { objectMode: false, highWaterMark: 1024 * 1024 };
function outgoingBody(body) {
  if (body === void 0) return void 0;
  if (typeof body === "string" || body instanceof Uint8Array) {
    const bytes = Buffer.from(body);
    return { size: bytes.length, open: () => bytes };
  }
  const { size } = body;
  return { size, open: () => Readable.from(exactly(body.open(), size), READ_AHEAD) };
}
async function* exactly(chunks, size) {
  let sent = 0;
  for await (const chunk of chunks) {
    sent += chunk.byteLength;
    if (sent > size) break;
    yield chunk;
  }
  if (sent !== size) throw httpError("http-request-invalid", { size, sent }, `a body of ${size} bytes gave ${sent}`);
}
function transferTime(bytes) {
  return Math.ceil(Math.max(0, bytes) / SLOWEST_BYTES_PER_MS);
}
async function* capped(chunks, limit, what) {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit, what);
    yield chunk;
  }
}
function collect(body, limit, what) {
  return new Promise((resolve2, reject) => {
    const parts = [];
    let size = 0;
    body.on("data", (chunk) => {
      size += chunk.byteLength;
      parts.push(chunk);
      if (size > limit) body.destroy(tooLarge(limit, what));
    });
    body.once("end", () => resolve2(Buffer.concat(parts)));
    body.once("error", reject);
    body.once("close", () => {
      if (!body.readableEnded) reject(new Error("the body ended too soon"));
    });
  });
}
function tooLarge(limit, what) {
  return httpError("http-response-too-large", { what, limit }, `${what}: the answer has more than ${limit} bytes`);
}

// packages/http/origins.ts
function admitUrl(url, rules) {
  assertForm(url);
  const listed = rules.plainHttpHosts.includes(url.host) || rules.plainHttpHosts.includes(url.hostname);
  const trusted = listed || url.origin === rules.configured;
  if (!trusted && isPrivateHost(url.hostname)) throw refused(url, "it is a private address");
  if (url.protocol === "http:" && !listed && !isLoopbackHost(url.hostname)) {
    throw httpError("http-plain-refused", { host: url.host }, `${url.host} would be reached over plain http`);
  }
  return trusted ? "anywhere" : "public";
}
function assertForm(url) {
  if (url.username !== "" || url.password !== "") throw refused(url, "it carries credentials");
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refused(url, `its scheme is ${url.protocol}`);
}
function showUrl(url) {
  return `${url.origin}${url.pathname}`;
}
function refused(url, why) {
  return httpError("http-address-refused", { host: url.host }, `${url.protocol}//${url.host} is refused: ${why}`);
}

// packages/http/redirects.ts
var REDIRECT_LIMIT = 20;
var REDIRECT_STATUSES = [301, 302, 303, 307, 308];
var KEPT_ACROSS_ORIGINS = ["accept", "range"];
function nextHop(hop, status, location) {
  if (!REDIRECT_STATUSES.includes(status) || location === null) return void 0;
  const url = resolve(location, hop.url);
  const turnsToGet = status === 303 ? hop.method !== "HEAD" : status < 303 && hop.method === "POST";
  const method = turnsToGet ? "GET" : hop.method;
  const body = turnsToGet ? void 0 : hop.body;
  return { url, method, body, headers: carriedHeaders(hop, url, body) };
}
function carriedHeaders(hop, url, body) {
  const foreign = url.origin !== hop.url.origin;
  return Object.fromEntries(
    Object.entries(hop.headers).filter(([name]) => {
      if (name.startsWith("content-")) return body !== void 0;
      return !foreign || KEPT_ACROSS_ORIGINS.includes(name);
    })
  );
}
function resolve(location, base) {
  const url = URL.parse(location, base.href);
  if (url === null) throw refused2(base, "to something that is not a URL");
  if (base.protocol === "https:" && url.protocol !== "https:") throw refused2(base, `from https to ${url.protocol}`);
  if (url.username !== "" || url.password !== "") throw refused2(base, "to a URL with credentials");
  url.hash = "";
  return url;
}
function tooManyRedirects(url) {
  return refused2(url, `for the ${REDIRECT_LIMIT + 1}st time`);
}
function refused2(url, why) {
  return httpError("http-redirect-refused", { from: showUrl(url) }, `${showUrl(url)} redirects ${why}`);
}

// packages/http/response-headers.ts
function responseHeaders(incoming) {
  const valuesOf = (name) => {
    const value = Object.hasOwn(incoming, name) ? incoming[name] : void 0;
    return typeof value === "string" ? [value] : value;
  };
  return {
    get: (name) => valuesOf(name.toLowerCase())?.join(", ") ?? null,
    has: (name) => valuesOf(name.toLowerCase()) !== void 0,
    *[Symbol.iterator]() {
      for (const name of Object.keys(incoming)) for (const value of valuesOf(name) ?? []) yield [name, value];
    }
  };
}

// packages/http/transient.ts
var TRANSIENT_STATUSES = [408, 425, 429, 499, 500, 502, 503, 504, 522];
var RATE_MARKERS = /secondary rate limit|abuse detection|submitted too quickly/i;
var TRANSIENT_CODES = /* @__PURE__ */ new Set([
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "EPIPE",
  "ETIMEDOUT",
  "HPE_INVALID_EOF_STATE",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
  "UND_ERR_SOCKET"
]);
function isTransientStatus(status, headers, body) {
  if (TRANSIENT_STATUSES.includes(status)) return true;
  if (status !== 403 && status !== 422) return false;
  return headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0" || RATE_MARKERS.test(body);
}
function isTransientError(error) {
  return errorChain(error).some((link) => TRANSIENT_CODES.has(codeOf(link)) || isTransientProxyAnswer(link));
}
function errorChain(error) {
  const chain = [];
  const queue = [error];
  while (queue.length > 0 && chain.length < 10) {
    const next = queue.shift();
    if (!isError(next)) continue;
    chain.push(next);
    queue.push(next.cause);
    if ("errors" in next && Array.isArray(next.errors)) queue.push(...next.errors);
  }
  return chain;
}
function isError(value) {
  return typeof value === "object" && value !== null && "message" in value && typeof value.message === "string";
}
function codeOf(error) {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
function isTransientProxyAnswer(error) {
  return "proxyStatus" in error && typeof error.proxyStatus === "number" && TRANSIENT_STATUSES.includes(error.proxyStatus);
}

// packages/http/exchange.ts
async function exchange(first, options) {
  let hop = first;
  for (let redirects = 0; ; redirects += 1) {
    const answer = await sendHop(hop, options);
    const next = options.follow ? await nextOf(hop, answer) : void 0;
    if (next === void 0) return answer;
    if (redirects >= REDIRECT_LIMIT) throw tooManyRedirects(hop.url);
    hop = next;
  }
}
async function nextOf(hop, answer) {
  try {
    const next = nextHop(hop, answer.status, answer.headers.get("location"));
    if (next !== void 0) await discard(answer);
    return next;
  } catch (error) {
    await discard(answer);
    throw error;
  }
}
async function sendHop(hop, { rules, transport, answer, signal }) {
  const reach = admitUrl(hop.url, rules);
  const { status, headers, body } = await transport(hop, reach, answer, signal);
  body.on("error", () => void 0);
  return { status, headers: responseHeaders(headers), url: hop.url, head: hop.method === "HEAD", body };
}
var DISCARDED_BYTES = 64 * 1024;
var DISCARDING_MS = 1e3;
async function discard({ body }) {
  if (body.closed) return;
  const closed = new Promise((resolve2) => body.once("close", resolve2));
  const timer = setTimeout(() => body.destroy(), DISCARDING_MS);
  let left = DISCARDED_BYTES;
  body.on("data", (chunk) => {
    left -= chunk.byteLength;
    if (left < 0) body.destroy();
  });
  await closed;
  clearTimeout(timer);
}
function describeBreak(error) {
  const chain = errorChain(error);
  return chain.map(codeOf).find((code) => code !== "" && !code.startsWith("UND_ERR")) ?? chain[0]?.message ?? "unknown";
}
function exchangeError(error, what, causes = []) {
  const chain = errorChain(error);
  const own = chain.find(isPromoError);
  if (own !== void 0) return own;
  const tried = causes.length > 1 ? ` (${causes.length} attempts)` : "";
  const code = meaningOf(chain.map(codeOf));
  return httpError(code, { what, attempts: causes }, `${what}: ${describeBreak(error)}${tried}`, { cause: error });
}
var UNSENDABLE = /* @__PURE__ */ new Set([
  "ERR_HTTP_INVALID_HEADER_VALUE",
  "ERR_INVALID_CHAR",
  "ERR_INVALID_HTTP_TOKEN",
  "ERR_UNESCAPED_CHARACTERS",
  "UND_ERR_INVALID_ARG"
]);
function meaningOf(codes) {
  if (codes.some((code) => UNSENDABLE.has(code))) return "http-request-invalid";
  return codes.some((code) => code === "ETIMEDOUT" || code.endsWith("_TIMEOUT")) ? "http-timeout" : "http-unreachable";
}
function describeHop(hop) {
  return `${hop.method} ${showUrl(hop.url)}`;
}

// packages/http/retry-delay.ts
var BASE_MS = 1e3;
var CAP_MS = 3e4;
var ABSURD_MS = 24 * 60 * 60 * 1e3;
function backoff(attempt, random) {
  return Math.round(random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1)));
}
function requestedDelay(headers, now) {
  return sensible(retryAfter(headers.get("retry-after"), now)) ?? sensible(rateLimitReset(headers, now));
}
function retryAfter(value, now) {
  if (value === null) return void 0;
  if (/^[0-9]{1,10}$/.test(value)) return Number(value) * 1e3;
  if (/^[A-Z][a-z]{2,8},? /.test(value)) return Date.parse(value) - now.getTime();
  return void 0;
}
function rateLimitReset(headers, now) {
  const value = headers.get("x-ratelimit-reset") ?? "";
  if (headers.get("x-ratelimit-remaining") !== "0" || !/^[0-9]{1,12}$/.test(value)) return void 0;
  return Number(value) * 1e3 - now.getTime() + 1e3;
}
function sensible(milliseconds) {
  return milliseconds !== void 0 && milliseconds > 0 && milliseconds <= ABSURD_MS ? milliseconds : void 0;
}

// packages/http/retry.ts
async function withRetries(budget, attempt, ports) {
  const deadline = ports.clock.now().getTime() + budget.totalMs;
  const remaining = () => deadline - ports.clock.now().getTime();
  const causes = [];
  for (let number = 1; ; number += 1) {
    const ended = await runAttempt(number, Math.min(budget.attemptTimeoutMs, remaining()), attempt, ports);
    if (ended.kind === "done") return ended.value;
    causes.push(ended.cause);
    const delay = ended.waitMs ?? backoff(number, ports.random);
    if (number >= budget.attempts || delay >= remaining()) return giveUp(ended.last, causes, ended.waitMs, ports);
    const seconds = (delay / 1e3).toFixed(1);
    ports.log(`${ports.what}: ${ended.cause}; attempt ${number} of ${budget.attempts}, again in ${seconds} s`);
    await pause(delay, ports);
  }
}
function giveUp(last, causes, waitMs, ports) {
  if (waitMs !== void 0) {
    const at = new Date(ports.clock.now().getTime() + waitMs).toISOString();
    ports.log(`${ports.what}: ${causes.at(-1) ?? ""}; the server asks to wait until ${at}, giving up`);
  }
  if ("value" in last) return last.value;
  throw last.error(causes);
}
async function runAttempt(number, limitMs, attempt, { what, signal, transferMs = 0 }) {
  assertWanted(what, signal);
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), Math.max(1, limitMs + transferMs));
  try {
    return await attempt(number, signal === void 0 ? limit.signal : AbortSignal.any([limit.signal, signal]));
  } catch (cause) {
    assertWanted(what, signal);
    if (!limit.signal.aborted) throw cause;
    return {
      kind: "transient",
      cause: "no answer in time",
      last: {
        error: (causes) => httpError("http-timeout", { what, attempts: causes }, `${what}: no answer in time`, { cause })
      }
    };
  } finally {
    clearTimeout(timer);
  }
}
async function pause(delay, { what, clock, signal }) {
  try {
    await clock.sleep(delay, signal);
  } catch (cause) {
    assertWanted(what, signal);
    throw cause;
  }
}
function assertWanted(what, signal) {
  if (signal?.aborted === true)
    throw httpError("http-cancelled", { what }, `${what}: cancelled`, { cause: signal.reason });
}

// packages/http/transport.ts
import { lookup as systemLookup } from "node:dns";

// packages/http/connections.ts
var import_node_http = __toESM(require_http(), 1);
import { isIP } from "node:net";

// packages/http/send.ts
import { Readable as Readable2 } from "node:stream";
function sendHop2(hop, open, limits, signal) {
  return new Promise((resolve2, reject) => {
    signal.throwIfAborted();
    const outgoing = open({ ...placeOf(hop.url), ...headOf(hop) });
    const content = hop.body === void 0 || hop.body.size === 0 ? void 0 : hop.body.open();
    let incoming;
    const end = (error) => {
      reject(error);
      if (content instanceof Readable2) content.destroy();
      void (incoming ?? outgoing).destroy(error);
    };
    const abort = () => end(signal.reason);
    signal.addEventListener("abort", abort);
    outgoing.once("close", () => signal.removeEventListener("abort", abort));
    outgoing.once("socket", (socket) => {
      limitConnecting(socket, limits.connectMs, end);
      limitSilence(outgoing, socket, limits.silenceMs, end);
    });
    outgoing.once("response", (response) => {
      incoming = response;
      dropUnsent(outgoing, response);
      resolve2({ status: response.statusCode ?? 0, headers: response.headersDistinct, body: response });
    });
    outgoing.on("error", reject);
    if (content instanceof Readable2) pour(content, outgoing, end);
    else outgoing.end(content);
  });
}
function placeOf(url) {
  return { hostname: hostOf(url), port: url.port, path: `${url.pathname}${url.search}` };
}
function hostOf({ hostname }) {
  return hostname.replace(/^\[|\]$/g, "");
}
function headOf({ method, headers, body }) {
  return { method, headers: body === void 0 ? headers : { ...headers, "content-length": body.size } };
}
function pour(content, outgoing, end) {
  content.once("error", end);
  outgoing.once("close", () => content.destroy());
  content.pipe(outgoing);
}
function dropUnsent(outgoing, response) {
  if (!outgoing.writableFinished) response.once("close", () => outgoing.destroy());
}
function limitConnecting(socket, connectMs, end) {
  if (!socket.connecting) return;
  const timer = setTimeout(() => end(silent(`no connection within ${connectMs} ms`)), connectMs);
  const connected = "encrypted" in socket ? "secureConnect" : "connect";
  for (const event of [connected, "close"]) socket.once(event, () => clearTimeout(timer));
}
function limitSilence(outgoing, socket, silenceMs, end) {
  const onSilence = () => {
    const isOurs = !outgoing.writableEnded && !outgoing.writableNeedDrain;
    if (isOurs) socket.setTimeout(silenceMs);
    else end(silent(`no word for ${silenceMs} ms`));
  };
  socket.setTimeout(silenceMs);
  socket.on("timeout", onSilence);
  outgoing.once("close", () => socket.off("timeout", onSilence));
}
function silent(message) {
  return Object.assign(new Error(message), { code: "ETIMEDOUT" });
}

// packages/http/tunnel.ts
function tunnelled(agent, proxy, over, { connectMs }) {
  agent.createConnection = ({ host, port }, done = () => void 0) => {
    const name = host ?? "";
    openTunnel(`${bracketed(name)}:${port}`, proxy, connectMs).then(
      (socket) => done(null, over(socket, name)),
      (error) => done(error, void 0)
    );
    return void 0;
  };
  return agent;
}
function openTunnel(target, { url, open }, connectMs) {
  return new Promise((resolve2, reject) => {
    const headers = { host: target, ...authorization(url) };
    const place = { hostname: hostOf(url), port: url.port, path: target };
    const asked = open({ ...place, method: "CONNECT", headers, agent: false });
    const timer = setTimeout(() => asked.destroy(silent(`no tunnel within ${connectMs} ms`)), connectMs);
    asked.once("connect", ({ statusCode = 0 }, socket, head) => {
      if (head.length > 0) socket.unshift(head);
      if (statusCode >= 200 && statusCode < 300) {
        resolve2(socket);
        return;
      }
      socket.destroy();
      reject(proxyRefusal(statusCode));
    });
    asked.once("close", () => clearTimeout(timer));
    asked.once("error", reject);
    asked.end();
  });
}
function bracketed(host) {
  return host.includes(":") ? `[${host}]` : host;
}
function authorization({ username, password }) {
  if (username === "" && password === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}
function proxyRefusal(proxyStatus) {
  return Object.assign(new Error(`the proxy answered ${proxyStatus}`), { proxyStatus });
}

// packages/http/connections.ts
var IDLE_MS = 4e3;
var PLAIN = {
  request: import_node_http.request,
  agent: (options) => new import_node_http.Agent(options),
  over: (socket) => socket
};
function createConnections({ environment, lookup, limits }) {
  const kept = { keepAlive: true, maxSockets: limits.connectionsPerOrigin, timeout: IDLE_MS };
  const lookups = { anywhere: lookup, public: publicOnly(lookup) };
  const agents = /* @__PURE__ */ new Map();
  let secure;
  const schemeOf = async ({ protocol }) => protocol === "https:" ? secure ??= loadSecure(environment) : PLAIN;
  const openOver = (key, scheme, make) => {
    const agent = agents.get(key) ?? make();
    agents.set(key, agent);
    return (options) => scheme.request({ ...options, agent });
  };
  return {
    direct: async (url, reach) => {
      const scheme = await schemeOf(url);
      return openOver(`${url.protocol}${reach}`, scheme, () => scheme.agent({ ...kept, lookup: lookups[reach] }));
    },
    through: async (url, proxy) => {
      const proxyUrl = parseProxy(proxy);
      const [scheme, { request: open }] = await Promise.all([schemeOf(url), schemeOf(proxyUrl)]);
      const make = () => tunnelled(scheme.agent(kept), { url: proxyUrl, open }, scheme.over, limits);
      return openOver(`${url.protocol}${proxy}`, scheme, make);
    }
  };
}
function parseProxy(text) {
  const url = URL.parse(text);
  if (url !== null) return url;
  const remedy = "Correct HTTPS_PROXY and HTTP_PROXY: a proxy is `http://host:port`, its password percent-encoded.";
  throw httpError("http-request-invalid", {}, "the proxy of the environment is not a URL", { remedy });
}
async function loadSecure(environment) {
  const [{ default: https }, tls, trust] = await Promise.all([
    import("./https-SGC6C66K.js"),
    import("node:tls"),
    extraTrust(environment)
  ]);
  return {
    request: (options) => https.request({ ...options, ...trust }),
    agent: (options) => new https.Agent({ ...options, ...trust }),
    // An address is no server name (RFC 6066 3); it is held against the certificate all the same.
    over: (socket, host) => tls.connect({ ...trust, socket, host, servername: isIP(host) === 0 ? host : "", ALPNProtocols: ["http/1.1"] })
  };
}

// packages/http/proxies.ts
var DEFAULT_PORTS = { "http:": "80", "https:": "443" };
function proxyFor(url, environment) {
  const read = (name) => environment[name.toLowerCase()] || environment[name] || "";
  const proxy = url.protocol === "https:" ? read("HTTPS_PROXY") || read("HTTP_PROXY") : read("HTTP_PROXY");
  if (proxy === "" || isExempt(url, read("NO_PROXY"))) return void 0;
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}
function isExempt(url, list) {
  const port = url.port === "" ? DEFAULT_PORTS[url.protocol] : url.port;
  return list.toLowerCase().split(/[,\s]+/).filter((entry) => entry !== "").some((entry) => {
    if (entry === "*") return true;
    const [, host = entry, wantedPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (wantedPort !== void 0 && wantedPort !== port) return false;
    const domain = host.replace(/^\*?\./, "");
    return url.hostname === domain || url.hostname.endsWith(`.${domain}`);
  });
}

// packages/http/transport.ts
var TRANSPORT_LIMITS = { connectMs: 1e4, silenceMs: 3e4, connectionsPerOrigin: 16 };
function createTransport({
  environment,
  lookup = systemLookup,
  limits = TRANSPORT_LIMITS
}) {
  const connections = createConnections({ environment, lookup, limits });
  const proxies = /* @__PURE__ */ new Map();
  const proxyOf = (url) => {
    const { origin } = url;
    if (!proxies.has(origin)) proxies.set(origin, proxyFor(url, environment ?? process.env));
    return proxies.get(origin);
  };
  let bulk;
  return async (hop, reach, answer, signal) => {
    const proxy = proxyOf(hop.url);
    if (answer === "bulk" && proxy === void 0) {
      bulk ??= import("./bulk-I4BEAY36.js").then(({ createBulk }) => createBulk({ environment, lookup, limits }));
      return (await bulk)(hop, reach, signal);
    }
    const open = await (proxy === void 0 ? connections.direct(hop.url, reach) : connections.through(hop.url, proxy));
    return sendHop2(hop, open, limits, signal);
  };
}

// packages/http/client.ts
var DEFAULT_MAX_BYTES = 8 * 1024 * 1024;
function createHttpClient(options = {}) {
  return clientOver(createTransport({ environment: options.environment }), options);
}
function clientOver(transport, options) {
  const run = (request, kind) => perform(request, kind, transport, options);
  return {
    request: (request) => run(request, { answer: "small", finish: (answer, what) => readWhole(answer, limitOf(request), what) }),
    stream: (request) => run(request, { answer: sizeOf(request), finish: (answer, what) => openStream(answer, request, what) })
  };
}
async function perform(request, { answer: size, finish }, transport, options) {
  const hop = firstHop(request, options.userAgent ?? "promo");
  const what = describeHop(hop);
  const ports = portsOf(options);
  const rules = {
    plainHttpHosts: options.plainHttpHosts ?? [],
    configured: parseUrl(request.discoveredFrom ?? hop.url).origin
  };
  let unread;
  const attempt = async (_number, signal) => {
    if (unread !== void 0) await discard(unread);
    try {
      const answer = await exchange(hop, {
        rules,
        transport,
        follow: request.redirect !== "manual",
        answer: size,
        signal
      });
      unread = answer;
      const { value, text } = await finish(answer, what);
      if (!mayRepeat(request) || !isRetried(request, answer, text)) return { kind: "done", value };
      const waitMs = requestedDelay(answer.headers, ports.clock.now());
      return { kind: "transient", cause: String(answer.status), waitMs, last: { value } };
    } catch (error) {
      return brokenAttempt(error, request, what, signal);
    }
  };
  return withRetries(request.budget ?? (isRead(request) ? READ : WRITE), attempt, {
    ...ports,
    what,
    signal: request.signal,
    transferMs: transferTime((hop.body?.size ?? 0) + limitOf(request) - DEFAULT_MAX_BYTES)
  });
}
function portsOf(options) {
  const { clock = systemClock, random = Math.random, log = () => void 0 } = options;
  return { clock, random, log };
}
function brokenAttempt(error, request, what, signal) {
  if (signal.aborted) throw error;
  const refused3 = errorChain(error).some(isPromoError);
  if (refused3 || !isTransientError(error) || !mayRepeat(request)) throw exchangeError(error, what);
  const last = { error: (causes) => exchangeError(error, what, causes) };
  return { kind: "transient", cause: describeBreak(error), last };
}
async function readWhole(answer, limit, what) {
  const { status, headers, url } = answer;
  await assertDeclaredLength(answer, limit, what);
  const body = await collect(answer.body, limit, what);
  const text = status === 403 || status === 422 ? Buffer.from(body).toString("utf8", 0, 4096) : "";
  return { value: { status, headers, url, body }, text };
}
async function openStream(answer, request, what) {
  const { status, headers, url } = answer;
  await assertDeclaredLength(answer, limitOf(request), what);
  const body = readable(answer, request, what);
  const cancel = async () => void answer.body.destroy();
  return { value: { status, headers, url, body, cancel }, text: "" };
}
async function* readable(answer, request, what) {
  try {
    yield* capped(answer.body, limitOf(request), what);
  } catch (error) {
    assertWanted(what, request.signal);
    throw exchangeError(error, what);
  }
}
async function assertDeclaredLength(answer, limit, what) {
  if (answer.head || Number(answer.headers.get("content-length") ?? 0) <= limit) return;
  answer.body.destroy();
  throw tooLarge(limit, what);
}
function firstHop(request, userAgent) {
  const url = withoutFragment(parseUrl(request.url));
  const headers = { "user-agent": userAgent };
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  return { url, method: request.method, headers, body: outgoingBody(request.body) };
}
function withoutFragment(url) {
  if (url.hash === "") return url;
  const whole = new URL(url);
  whole.hash = "";
  return whole;
}
function parseUrl(text) {
  if (typeof text !== "string") return text;
  const url = URL.parse(text);
  if (url !== null) return url;
  throw httpError("http-request-invalid", {}, "not an absolute URL");
}
function isRetried(request, { status, headers }, text) {
  return request.retryStatuses !== "none" && isTransientStatus(status, headers, text);
}
function isRead(request) {
  return request.method === "GET" || request.method === "HEAD";
}
function mayRepeat(request) {
  return request.idempotent ?? (request.method !== "POST" && request.method !== "PATCH");
}
function sizeOf(request) {
  return limitOf(request) > DEFAULT_MAX_BYTES ? "bulk" : "small";
}
function limitOf(request) {
  return request.maxResponseBytes ?? DEFAULT_MAX_BYTES;
}

export {
  backoff,
  requestedDelay,
  createHttpClient
};
