/** How one command stands in the help: its group, one line, and examples that work. */
export interface Guide {
  readonly group: string
  readonly summary: string
  readonly examples: readonly string[]
}

const BUILD = 'Build once and prove it:'
const PROMOTE = 'Promote the same digest:'
const LOOK = 'Look and check:'

const DIGEST = 'sha256:9f86d081…'
const IMAGE = `ghcr.io/org/catalog@${DIGEST}`

export const GUIDES: Readonly<Record<string, Guide>> = {
  plan: { group: BUILD, summary: 'what promo.yaml has to build', examples: ['promo plan --json | jq .legs'] },
  scan: {
    group: BUILD,
    summary: 'scan sources or images, decide once for all scanners',
    examples: [
      'promo scan --path . --scanners gitleaks,trivy',
      `promo scan --images ${IMAGE} --sbom spdx`,
      'promo scan --from-report trivy=trivy.json --fail-on critical',
    ],
  },
  test: { group: BUILD, summary: 'count JUnit reports and decide', examples: ["promo test --junit 'reports/*.xml'"] },
  build: {
    group: BUILD,
    summary: 'build an image and push it by digest, without a tag',
    examples: ['promo build --image ghcr.io/org/catalog --context app/catalog'],
  },
  copy: {
    group: BUILD,
    summary: 'tag, publish or copy the same bytes to another registry',
    examples: [`promo copy --from ${IMAGE} --to ghcr.io/org/release/catalog --tags v1.2.0`],
  },
  sign: {
    group: BUILD,
    summary: 'sign images by digest, and attest their provenance',
    examples: [`promo sign --images ${IMAGE} --provenance false`],
  },
  'attest-sbom': {
    group: BUILD,
    summary: 'attest the SBOM of every platform',
    examples: [`promo attest-sbom --images ${IMAGE}`],
  },
  attest: {
    group: BUILD,
    summary: 'attest any predicate on images by digest',
    examples: [`promo attest --images ${IMAGE} --predicate-type https://example.com/review/v1 --predicate review.json`],
  },
  record: {
    group: BUILD,
    summary: 'leave the digest document of one leg',
    examples: [`promo record --leg catalog --images ${IMAGE} --json`],
  },
  collect: {
    group: BUILD,
    summary: 'collect one proven digest from every leg',
    examples: ['promo collect --expected catalog --signer-commit "$PROMO_COMMIT" --json'],
  },
  bump: {
    group: PROMOTE,
    summary: 'write digests into a kustomize overlay, nothing else',
    examples: [
      `promo bump overlays/dev/kustomization.yaml catalog=${IMAGE}`,
      'promo bump --environment dev --release release.json',
    ],
  },
  promote: {
    group: PROMOTE,
    summary: 'open the pull request that promotes to an environment',
    examples: ['promo promote --environment staging --from dev --repository org/config --dry-run'],
  },
  verify: {
    group: PROMOTE,
    summary: 'verify all evidence of the digests that are promoted',
    examples: [
      `promo verify --environment prod --images ${IMAGE}`,
      `promo verify --bundle catalog.sigstore.json --digest ${DIGEST} \\\n      --identity https://github.com/org/promo/.github/workflows/leg.yml@refs/tags/v1.4.2 \\\n      --issuer https://token.actions.githubusercontent.com --trusted-root trusted_root.json`,
    ],
  },
  mark: {
    group: PROMOTE,
    summary: 'mark digests as passed in an environment, or revoke that',
    examples: [`promo mark --environment staging --images ${IMAGE} --properties SMOKE_PASSED`],
  },
  trace: {
    group: LOOK,
    summary: 'from a digest to its commit, tests, scans and approvals, and back',
    examples: [`promo trace ${DIGEST}`, 'promo trace prod/catalog --json'],
  },
  inspect: {
    group: LOOK,
    summary: 'all evidence on an image, as a tree; or the parts of a reference',
    examples: [`promo inspect ${IMAGE}`, 'promo inspect --reference alpine:3.22 --json'],
  },
  policy: { group: LOOK, summary: 'check promo.yaml', examples: ['promo policy check promo.yaml'] },
  trust: {
    group: LOOK,
    summary: 'whom promo.yaml trusts: show it, fill in commits, export it',
    examples: [
      'promo trust show',
      'promo trust update --release v1.4.2 --dry-run',
      'promo trust export --output trust --trusted-root trusted_root.json',
    ],
  },
  demo: { group: 'Try it:', summary: 'play the whole story in a sandbox, offline', examples: ['promo demo --keep'] },
  sandbox: {
    group: 'Try it:',
    summary: 'run your own workflows offline, or see what they would do',
    examples: [
      'promo sandbox run release.yml',
      'promo sandbox plan release.yml --json',
      'promo sandbox up --repository .=acme/shop',
    ],
  },
}

/** The block of examples behind the options of a command. */
export function examplesOf(command: string): string {
  const { examples } = GUIDES[command] ?? { examples: [] }
  return examples.length === 0 ? '' : `\nExamples:\n${examples.map((line) => `  ${line}`).join('\n')}`
}
