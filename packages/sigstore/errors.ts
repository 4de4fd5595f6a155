import { defineErrors, type PromoError } from '@promo/core'

export const sigstoreError = defineErrors('sigstore', {
  'bundle-invalid': {
    ending: 'findings',
    remedy:
      'The attestation is not a readable Sigstore bundle about an image. Remove it, or sign again with a current tool.',
  },
  'certificate-refused': {
    ending: 'configuration',
    remedy:
      'Fulcio does not accept the identity token: sign in a job with `permissions: id-token: write`, or name the right instance in `signing-config`.',
  },
  'identity-token-invalid': {
    ending: 'configuration',
    remedy:
      'Give the job `permissions: id-token: write`, or pass an `identity-token` whose audience is `sigstore` and that has not expired.',
  },
  'key-invalid': {
    ending: 'configuration',
    remedy:
      'Give one private key as PEM: PKCS #8, SEC 1 or PKCS #1, or as `cosign generate-key-pair` writes it. `env://NAME` names a variable that holds it.',
  },
  'key-password-wrong': {
    ending: 'configuration',
    remedy: 'Give the password of the key as `key-password`, or in the variable COSIGN_PASSWORD.',
  },
  'key-unsupported': {
    ending: 'configuration',
    remedy:
      'Sign with a key on P-256: every log and verifier takes it. P-384, P-521 and RSA (2048, 3072, 4096) are taken too, and Ed25519 for bundles in a Rekor v1 log or in none.',
  },
  'legacy-unsupported': {
    ending: 'configuration',
    remedy: 'Leave `legacy` out of `evidence-formats`, or name an instance with a Rekor v1 log.',
  },
  'log-answer-invalid': {
    ending: 'infrastructure',
    remedy:
      'The transparency log did not confirm the entry that was sent. Try again; if it stays, check the instance in `signing-config`.',
  },
  'log-entry-lost': {
    ending: 'infrastructure',
    remedy:
      'An earlier attempt wrote this very signature and its answer was lost. Try again later, or sign with an ECDSA key, whose signatures differ each time.',
  },
  'public-key-invalid': {
    ending: 'configuration',
    remedy: 'Give one public key as PEM (`cosign public-key`, `openssl pkey -pubout`): ECDSA, RSA or Ed25519.',
  },
  'signature-invalid': {
    ending: 'findings',
    remedy:
      'The signature does not verify with this trusted root. Sign the digest again, or give the root of the instance that signed.',
  },
  'signing-config-invalid': {
    ending: 'configuration',
    remedy:
      'Give a Sigstore SigningConfig (JSON, version 0.2) whose services are valid now: a certificate authority unless a key signs, and a timestamp authority beside a Rekor v2 log.',
  },
  'signing-config-unsupported': {
    ending: 'configuration',
    remedy:
      'Name services with an API that promo speaks: Fulcio 1, Rekor 1 or 2, timestamp authority 1; at most 8 logs or timestamp authorities at once.',
  },
  'sigstore-refused': {
    ending: 'configuration',
    remedy:
      'The Sigstore service refuses the request; its answer is in the message. Check the instance in `signing-config`.',
  },
  'sigstore-unavailable': {
    ending: 'infrastructure',
    remedy:
      'A Sigstore service did not answer as it should. Try again later; https://status.sigstore.dev shows the public instance.',
  },
  'subject-digest-invalid': {
    ending: 'configuration',
    remedy: 'Give the full digest in lower case: `sha256:`, `sha384:` or `sha512:` and the hexadecimal digits.',
  },
  'trusted-root-invalid': {
    ending: 'configuration',
    remedy:
      'Give a Sigstore TrustedRoot (JSON) with at least one certificate authority and a log or timestamp authority.',
  },
  'trusted-root-unavailable': {
    ending: 'infrastructure',
    remedy: 'The public trusted root could not be fetched by TUF. Try again, or give a file as `trusted-root`.',
  },
})

/** A part of foreign evidence that cannot be read; the caller that knows what it reads adds where it stood. */
export function malformed(why: string): PromoError {
  return sigstoreError('bundle-invalid', {}, why)
}

const MESSAGE_LIMIT = 300

/** What a thrown value says, on one line, without control characters, clipped. */
export function reasonOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : 'unknown failure')
}

/** Foreign text for a message: on one line, without control characters, clipped. */
export function oneLine(text: string): string {
  return text
    .slice(0, 4 * MESSAGE_LIMIT)
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .slice(0, MESSAGE_LIMIT)
}
