import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  signatureHashes
} from "./chunk-4GRPIX2G.js";
import {
  sigstoreError
} from "./chunk-JP5D7BLO.js";
import {
  digestOf
} from "./chunk-OXU5TALQ.js";

// packages/sigstore/public-key.ts
import { createPublicKey } from "node:crypto";
var KEY_LIMIT = 64 * 1024;
var PEM_BLOCK = /-----BEGIN (?:RSA )?PUBLIC KEY-----/g;
function readPublicKey(pem) {
  if (pem.length > KEY_LIMIT || pem.match(PEM_BLOCK)?.length !== 1 || pem.includes("PRIVATE KEY")) {
    throw invalid("it is not the PEM text of one public key");
  }
  const key = parse(pem);
  if (!isStrong(key) || signatureHashes(key) === void 0) {
    throw invalid("its algorithm is none of ECDSA P-256, P-384, P-521, RSA from 2048 bits and Ed25519");
  }
  return { keyId: keyIdOf(key), key };
}
function keyIdOf(key) {
  return digestOf(key.export({ type: "spki", format: "der" }));
}
function parse(pem) {
  try {
    return createPublicKey(pem);
  } catch {
    throw invalid("it cannot be parsed");
  }
}
function isStrong({ asymmetricKeyType, asymmetricKeyDetails }) {
  return asymmetricKeyType !== "rsa" || (asymmetricKeyDetails?.modulusLength ?? 0) >= RSA_BITS;
}
var RSA_BITS = 2048;
function invalid(why) {
  return sigstoreError("public-key-invalid", {}, `the public key cannot be used: ${why}`);
}

export {
  readPublicKey
};
