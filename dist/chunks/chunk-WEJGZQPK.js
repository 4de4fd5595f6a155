import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  httpError
} from "./chunk-P6L3VSVE.js";

// packages/http/extra-trust.ts
import { readFileSync } from "node:fs";
async function extraTrust(environment) {
  const file = environment?.["NODE_EXTRA_CA_CERTS"];
  if (file === void 0 || file === "") return {};
  const { createSecureContext, getCACertificates } = await import("node:tls");
  return { secureContext: createSecureContext({ ca: [...getCACertificates("default"), readTrust(file)] }) };
}
function readTrust(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const remedy = "Correct NODE_EXTRA_CA_CERTS: it must name a PEM file of certificates.";
    throw httpError("http-request-invalid", { file }, `${file} cannot be read`, { cause, remedy });
  }
}

// packages/http/addresses.ts
import { BlockList, isIP } from "node:net";
var PRIVATE_BLOCKS = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["168.63.129.16", 32, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["224.0.0.0", 4, "ipv4"],
  ["240.0.0.0", 4, "ipv4"],
  ["::", 127, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["fec0::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"]
];
var privateBlocks = new BlockList();
for (const [network, prefix, family] of PRIVATE_BLOCKS) privateBlocks.addSubnet(network, prefix, family);
var loopbackBlocks = new BlockList();
loopbackBlocks.addSubnet("127.0.0.0", 8, "ipv4");
loopbackBlocks.addAddress("::1", "ipv6");
var EMBEDDED = [
  ["::ffff:0:0", 96, 6],
  ["::", 96, 6],
  ["64:ff9b::", 96, 6],
  ["64:ff9b:1::", 48, 6],
  ["2002::", 16, 1]
];
function isPrivateAddress(address) {
  const family = isIP(address);
  if (family === 4) return privateBlocks.check(address, "ipv4");
  if (family !== 6) return false;
  const embedded = embeddedAddress(address);
  return privateBlocks.check(address, "ipv6") || embedded !== void 0 && privateBlocks.check(embedded, "ipv4");
}
function isLoopbackHost(hostname) {
  const host = bareHost(hostname);
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  const family = isIP(host);
  return family !== 0 && loopbackBlocks.check(host, family === 4 ? "ipv4" : "ipv6");
}
function isPrivateHost(hostname) {
  return isLoopbackHost(hostname) || isPrivateAddress(bareHost(hostname));
}
function bareHost(hostname) {
  return hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "").toLowerCase();
}
function embeddedAddress(address) {
  const plain = address.replace(/%.*$/, "");
  for (const [prefix, bits, firstGroup] of EMBEDDED) {
    const block = new BlockList();
    block.addSubnet(prefix, bits, "ipv6");
    if (block.check(plain, "ipv6")) return ipv4Of(plain, firstGroup);
  }
  return void 0;
}
function ipv4Of(address, firstGroup) {
  const [head = "", tail] = expandDotted(address).split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === void 0 || tail === "" ? [] : tail.split(":");
  const groups = [...left, ...Array(8 - left.length - right.length).fill("0"), ...right];
  const [high = 0, low = 0] = groups.slice(firstGroup, firstGroup + 2).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
function expandDotted(address) {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  if (dotted === null) return address;
  const [a = 0, b = 0, c = 0, d = 0] = dotted.slice(1).map(Number);
  return `${address.slice(0, dotted.index)}${(a << 8 | b).toString(16)}:${(c << 8 | d).toString(16)}`;
}

// packages/http/public-lookup.ts
function publicOnly(lookup) {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      const isRefused = error === null && addressesOf(address).some(isPrivateAddress);
      callback(isRefused ? privateName(hostname) : error, address, family);
    });
  };
}
function privateName(host) {
  return httpError("http-address-refused", { host }, `${host} points to a private address`);
}
function addressesOf(address) {
  return typeof address === "string" ? [address] : address.map((entry) => entry.address);
}

export {
  isPrivateAddress,
  isLoopbackHost,
  isPrivateHost,
  extraTrust,
  publicOnly
};
