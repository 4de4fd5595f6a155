import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import type { PinnedImage } from '@promo/core'
import { chainOf, keyOf, publicMaterial } from './public-material.ts'
import { installedTool, runTool, type ToolRun } from './installed-tool.ts'

const ISSUER = 'https://token.actions.githubusercontent.com'

/** An image by digest, or a reference as it is typed (`127.0.0.1:5000/app:v1`). */
export type Target = PinnedImage | string

/** A verifier: `verify` or `verify-attestation` with its options, on one image. */
export type Cosign = (args: readonly string[], image: Target, identity?: string) => Promise<ToolRun>

export function referenceTo(target: Target): string {
  return typeof target === 'string' ? target : `${target.name}@${target.digest}`
}

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
  const keys = publicMaterialIn(home)
  const run = (tool: string, args: readonly string[], image: Target, identity: string, variables = {}) => {
    const signer = ['--certificate-identity', identity, '--certificate-oidc-issuer', ISSUER]
    const all = [...args, ...signer, referenceTo(image)]
    return runTool(installedTool(tool), all, home, { ...request.variables, ...variables })
  }
  const root = ['--trusted-root', join(home, 'trusted_root.json')]
  return {
    cosign2: (args, image, identity = request.identity) => run('cosign-2', args, image, identity, keys),
    cosign3: (args, image, identity = request.identity) => run('cosign', [...args, ...root], image, identity),
  }
}

/** The variables that make a program on cosign 2's code read the instance's public material instead of the public one's. */
export function publicMaterialIn(home: string): Readonly<Record<string, string>> {
  return {
    SIGSTORE_ROOT_FILE: join(home, 'fulcio.pem'),
    SIGSTORE_REKOR_PUBLIC_KEY: join(home, 'rekor.pub'),
    SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: join(home, 'ctlog.pub'),
  }
}

/** cosign 2, signing or attesting keyless with the services that `flags` name; `home` holds the public material. */
export async function writeWithCosign2(
  args: readonly string[],
  target: Target,
  by: { readonly home: string; readonly flags: readonly string[]; readonly token: string },
): Promise<void> {
  const all = [...args, '--yes', ...by.flags, '--identity-token', by.token, referenceTo(target)]
  expectPass(await runTool(installedTool('cosign-2'), all, by.home, publicMaterialIn(by.home)))
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

/** The trusted root in the single files that cosign 2 reads. */
function writePublicMaterial(directory: string, text: string): void {
  const { certificateAuthorities, tlogs, ctlogs } = publicMaterial(text)
  writeFileSync(join(directory, 'fulcio.pem'), certificateAuthorities.map(chainOf).join(''))
  writeFileSync(join(directory, 'rekor.pub'), tlogs.map(keyOf).join(''))
  writeFileSync(join(directory, 'ctlog.pub'), ctlogs.map(keyOf).join(''))
}
