import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installedTool, runTool, type ToolRun } from '../installed-tool.ts'

/** `gh attestation verify oci://…` with the bundles of the registry; `args` hold the identity and the predicate type. */
export type GithubCli = (args: readonly string[], reference: string) => Promise<ToolRun>

/**
 * The GitHub command over this instance's trusted root. It asks for a token before it looks at the command (cli/cli,
 * pkg/cmdutil/auth_check.go) and sends it nowhere: with `--bundle-from-oci` nothing is asked of GitHub.
 */
export function githubCliIn(home: string, trustedRoot: string): GithubCli {
  const path = join(home, 'trusted_root.jsonl')
  // A last line without its end is not read (cli/cli, pkg/cmd/attestation/verification/sigstore.go).
  writeFileSync(path, `${JSON.stringify(JSON.parse(trustedRoot))}\n`)
  const variables = { GH_TOKEN: 'none', GH_NO_UPDATE_NOTIFIER: '1', GH_TELEMETRY: 'false', NO_COLOR: '1' }
  return (args, reference) =>
    runTool(
      installedTool('gh'),
      ['attestation', 'verify', `oci://${reference}`, '--bundle-from-oci', '--custom-trusted-root', path, ...args],
      home,
      variables,
    )
}
