import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);
import {
  readPublicKey
} from "./chunk-JNHU7PUP.js";
import {
  connectSigner,
  connectTrust
} from "./chunk-4GRPIX2G.js";
import {
  connectRegistries
} from "./chunk-NQD7TOJS.js";
import {
  formatTime
} from "./chunk-HEW256BD.js";
import {
  PREDICATE_TYPES
} from "./chunk-5DFI25AZ.js";

// packages/connections/evidence.ts
async function connectEvidence(runner, access) {
  const { sigstore, evidenceRepository } = access;
  const signer = connectSigner(runner, sigstore, access);
  const keys = access.key === void 0 ? void 0 : await ownKey(signer);
  return {
    signer,
    warn: (message) => runner.log.warning(message),
    registry: connectRegistries(runner, access.registry),
    trust: await connectTrust(runner, sigstore),
    ...keys === void 0 ? {} : { keys },
    ...evidenceRepository === void 0 ? {} : { evidenceRepository }
  };
}
async function ownKey(signer) {
  const identity = await signer.identity();
  if (identity.kind !== "key") return void 0;
  return { keys: [readPublicKey(identity.publicKey)], unlogged: !signer.isLogged };
}

// actions/evidence-rows.ts
function attestationOutputs(attestations) {
  return attestations.flatMap(
    ({ image, predicateType, stored, logIndex, signedAt, existing }) => stored.map(({ format, manifest }) => ({
      image: `${image.name}@${image.digest}`,
      format,
      predicateType,
      digest: manifest,
      logIndex,
      time: signedAt === void 0 ? "" : formatTime(signedAt),
      existing
    }))
  );
}
function signatureOutputs(signatures) {
  return signatures.map(({ image, format, manifest, logIndex, signedAt, existing }) => ({
    image: `${image.name}@${image.digest}`,
    format,
    predicateType: PREDICATE_TYPES.signature,
    digest: manifest,
    logIndex,
    time: signedAt === void 0 ? "" : formatTime(signedAt),
    existing
  }));
}

export {
  connectEvidence,
  attestationOutputs,
  signatureOutputs
};
