import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import type { PinnedImage } from '@promo/core'
import { installedTool, runTool, type ToolRun } from './installed-tool.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'

/** A verifier: `verify` or `verify-attestation` with its options, on one digest. */
export type Cosign = (args: readonly string[], image: PinnedImage, identity?: string) => Promise<ToolRun>

export interface CosignRequest {
  /** Where the trust material is written and the program has its home. */
  readonly home: string
  readonly trustedRoot: string
  /** The identity that is expected unless another is named. */
  readonly identity: string
  readonly variables?: Readonly<Record<string, string>>
}

/** Both major versions of cosign, with the trust material in the form that each reads. */
export function cosigns(request: CosignRequest): { readonly cosign2: Cosign; readonly cosign3: Cosign } {
  const { home, trustedRoot } = request
  writeFileSync(join(home, 'trusted_root.json'), trustedRoot)
  writePublicMaterial(home, trustedRoot)
  const keys = {
    SIGSTORE_ROOT_FILE: join(home, 'fulcio.pem'),
    SIGSTORE_REKOR_PUBLIC_KEY: join(home, 'rekor.pub'),
    SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: join(home, 'ctlog.pub'),
  }
  const run = (tool: string, args: readonly string[], image: PinnedImage, identity: string, variables = {}) => {
    const signer = ['--certificate-identity', identity, '--certificate-oidc-issuer', ISSUER]
    const all = [...args, ...signer, `${image.name}@${image.digest}`]
    return runTool(installedTool(tool), all, home, { ...request.variables, ...variables })
  }
  const root = ['--trusted-root', join(home, 'trusted_root.json')]
  return {
    cosign2: (args, image, identity = request.identity) => run('cosign-2', args, image, identity, keys),
    cosign3: (args, image, identity = request.identity) => run('cosign', [...args, ...root], image, identity),
  }
}

export function expectPass(run: ToolRun): void {
  expect(run.code === 0 ? '' : run.stderr).toBe('')
}

/** A refusal of the evidence, not a failure to get at it. */
export function expectRefusal(run: ToolRun): void {
  expect(run.code).not.toBe(0)
  expect(run.stderr).toMatch(
    /no (?:matching )?(?:signatures|attestations)|none of the (?:expected|attestations)|no matching/i,
  )
}

interface TrustedRoot {
  readonly tlogs: readonly { readonly publicKey: { readonly rawBytes: string } }[]
  readonly ctlogs: readonly { readonly publicKey: { readonly rawBytes: string } }[]
  readonly certificateAuthorities: readonly {
    readonly certChain: { readonly certificates: readonly { readonly rawBytes: string }[] }
  }[]
}

/** The trusted root in the single files that cosign 2 reads. */
function writePublicMaterial(directory: string, text: string): void {
  const root = JSON.parse(text) as TrustedRoot
  const pem = (label: string, base64 = ''): string =>
    `-----BEGIN ${label}-----\n${base64.replaceAll(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`
  writeFileSync(
    join(directory, 'fulcio.pem'),
    pem('CERTIFICATE', root.certificateAuthorities[0]?.certChain.certificates[0]?.rawBytes),
  )
  writeFileSync(join(directory, 'rekor.pub'), pem('PUBLIC KEY', root.tlogs[0]?.publicKey.rawBytes))
  writeFileSync(join(directory, 'ctlog.pub'), pem('PUBLIC KEY', root.ctlogs[0]?.publicKey.rawBytes))
}
