import { Option } from 'commander'

export type OptionValues = Readonly<Record<string, unknown>>

/** What a command can do beside its action: with its own options, and without GitHub. */
export interface Extension {
  /** The options that no input of the action has. */
  options(): readonly Option[]
  /** Runs when its options are given and returns the exit code; undefined: the action runs. */
  run(values: OptionValues): Promise<number | undefined>
}

export const EXTENSIONS: Readonly<Record<string, Extension>> = {
  scan: {
    options: () => [reportOption().helpGroup('Reports made elsewhere:')],
    run: async (values) =>
      values['fromReport'] === undefined ? undefined : (await import('./scan-reports.ts')).scanReports(values),
  },
  verify: {
    options: () => bundleOptions().map((option) => option.helpGroup('One bundle, without a registry:')),
    run: async (values) =>
      values['bundle'] === undefined ? undefined : (await import('./verify-bundle.ts')).verifyBundleFile(values),
  },
}

function reportOption(): Option {
  const given: string[] = []
  return new Option('--from-report <tool=path>', 'decide over a report of gitleaks, grype or trivy').argParser(
    (text: string) => {
      given.push(text)
      return [...given]
    },
  )
}

function bundleOptions(): readonly Option[] {
  return [
    new Option('--bundle <path>', 'Sigstore bundle to verify, instead of asking registry and policy'),
    new Option('--digest <digest>', 'digest of the image or file that the bundle must be about'),
    new Option('--identity <uri>', 'subject that its certificate must have'),
    new Option('--issuer <url>', 'issuer that its certificate must name'),
    new Option('--key <path>', 'public key (PEM) that must have signed, instead of identity and issuer'),
  ]
}
