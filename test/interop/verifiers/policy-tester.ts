import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { installedTool, runTool, type ToolRun } from '../installed-tool.ts'
import { chainOf, keyOf, publicMaterial, type PublicAuthority, type PublicLog } from '../public-material.ts'

/** One ClusterImagePolicy (policy-controller, docs/api-types/index-v1alpha1.md) with one keyless authority. */
export interface Policy {
  readonly signatureFormat: 'legacy' | 'bundle'
  /** An attestation of this type is asked for; undefined: a signature. */
  readonly predicateType: string | undefined
  /** `inline`: a TrustRoot resource with the keys; `tuf`: the default, what `initialize` left in the home. */
  readonly trust: 'inline' | 'tuf'
}

export interface Identity {
  readonly subject: string
  readonly issuer: string
}

export type PolicyTester = (policy: Policy, reference: string, identity: Identity) => Promise<ToolRun>

const TRUST_ROOT = 'instance'

/** policy-controller's tester: what the admission webhook would say, without a cluster. */
export function policyTesterIn(home: string, trustedRoot: string): PolicyTester {
  const trustRoot = join(home, 'trust-root.json')
  writeFileSync(trustRoot, JSON.stringify(trustRootOf(trustedRoot)))
  // The database of the TUF client is open in one process at a time.
  const inTurn = pLimit(1)
  let policies = 0
  return (policy, reference, identity) => {
    const path = join(home, `policy-${String((policies += 1))}.json`)
    writeFileSync(path, JSON.stringify(clusterImagePolicy(policy, identity)))
    const args = ['-policy', path, '-image', reference, '-log-level', 'error']
    const run = (more: readonly string[]) => runTool(installedTool('policy-controller'), [...args, ...more], home)
    return policy.trust === 'inline' ? run(['-trustroot', trustRoot]) : inTurn(() => run([]))
  }
}

function clusterImagePolicy({ signatureFormat, predicateType, trust }: Policy, { subject, issuer }: Identity): unknown {
  const named = trust === 'inline' ? { trustRootRef: TRUST_ROOT } : {}
  const authority = {
    name: 'leg',
    signatureFormat,
    keyless: { url: 'https://fulcio.sigstore.dev', identities: [{ issuer, subject }], ...named },
    ctlog: { url: 'https://rekor.sigstore.dev', ...named },
    ...(predicateType === undefined ? {} : { attestations: [{ name: 'wanted', predicateType }] }),
  }
  return {
    apiVersion: 'policy.sigstore.dev/v1alpha1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'promo' },
    spec: { images: [{ glob: '**' }], authorities: [authority] },
  }
}

/** The trusted root as a TrustRoot resource: the same keys, in PEM, in base64 as Kubernetes writes bytes. */
function trustRootOf(text: string): unknown {
  const root = publicMaterial(text)
  return {
    apiVersion: 'policy.sigstore.dev/v1alpha1',
    kind: 'TrustRoot',
    metadata: { name: TRUST_ROOT },
    spec: {
      sigstoreKeys: {
        certificateAuthorities: root.certificateAuthorities.map(authorityOf),
        timestampAuthorities: root.timestampAuthorities.map(authorityOf),
        tLogs: root.tlogs.map(logOf),
        ctLogs: root.ctlogs.map(logOf),
      },
    },
  }
}

function authorityOf(authority: PublicAuthority): unknown {
  const { subject, uri } = authority
  return { subject, uri, certChain: base64(chainOf(authority)) }
}

function logOf(log: PublicLog): unknown {
  return { baseURL: log.baseUrl, hashAlgorithm: 'sha-256', publicKey: base64(keyOf(log)) }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
