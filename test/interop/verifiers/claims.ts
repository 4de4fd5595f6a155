import { LEG_CLAIMS } from '../../sigstore/signing.ts'

/** Flag → the value in the certificate; cosign knows these five claims (extensions .2 to .6). */
export const COSIGN_CLAIMS = [
  ['--certificate-github-workflow-trigger', LEG_CLAIMS.event_name],
  ['--certificate-github-workflow-sha', LEG_CLAIMS.sha],
  ['--certificate-github-workflow-name', LEG_CLAIMS.workflow],
  ['--certificate-github-workflow-repository', LEG_CLAIMS.repository],
  ['--certificate-github-workflow-ref', LEG_CLAIMS.ref],
] as const

const [SIGNER_WORKFLOW = ''] = LEG_CLAIMS.job_workflow_ref.split('@')

/** Flag → the value in the certificate, and another. */
export const GH_CLAIMS = [
  ['--repo', LEG_CLAIMS.repository, 'your-org/other'],
  ['--signer-workflow', SIGNER_WORKFLOW, SIGNER_WORKFLOW.replace('leg.yml', 'refuse.yml')],
  ['--signer-digest', LEG_CLAIMS.job_workflow_sha, 'c'.repeat(40)],
  ['--source-ref', LEG_CLAIMS.ref, 'refs/heads/other'],
  ['--source-digest', LEG_CLAIMS.sha, 'c'.repeat(40)],
  ['--cert-oidc-issuer', 'https://token.actions.githubusercontent.com', 'https://issuer.example.com'],
] as const
