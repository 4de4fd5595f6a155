import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { readJUnit } from '@promo/quality'
import { advisories, writeTrivyDatabase } from '@promo/sandbox/vulnerability-databases'
import { ROOT } from '../../scripts/root.ts'
import { installedTool, runTool } from './installed-tool.ts'

jest.setTimeout(240_000)

const SERVICES = ['catalog', 'orders', 'payments-worker', 'storefront']

let root: string
const at = (...names: readonly string[]): string => join(root, ...names)

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'promo-bookstore-'))
  const now = new Date()
  writeTrivyDatabase(at('trivy'), { advisories, updatedAt: now, nextUpdate: new Date(now.getTime() + 86_400_000) })
  mkdirSync(at('home'))
  copyExample('bookstore', at('clean'))
  copyExample('bookstore', at('dirty'))
  copyExample('bookstore-dirty', at('dirty'))
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

function copyExample(name: string, directory: string): void {
  cpSync(join(ROOT, 'workflows-examples', name), directory, { recursive: true })
}

/** Runs a script of the example in a service, with Go but without a network. */
function runScript(variant: string, service: string, script: string, ...args: readonly string[]): string {
  const env = { ...process.env, GOPROXY: 'off', GOFLAGS: '', GITHUB_WORKSPACE: at(variant) }
  return execFileSync(process.execPath, [join('..', script), ...args], {
    cwd: at(variant, 'app', service),
    env,
    encoding: 'utf8',
  })
}

describe('the services of the bookstore', () => {
  test.each(SERVICES)('%s passes its tests, and says so in JUnit', (service) => {
    runScript('clean', service, 'junit.mjs', 'out/junit.xml')
    const { cases } = readJUnit(readFileSync(at('clean', 'app', service, 'out/junit.xml')), 'junit.xml')
    expect(cases.length).toBeGreaterThan(1)
    expect(cases.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
  })

  test('build to the same bytes every time', () => {
    const build = (output: string): string =>
      runScript('clean', 'payments-worker', 'build-layout.mjs', output, 'linux/amd64')
    expect(build('out/a')).toBe(build('out/b'))
  })

  test('build without a network when they are dirty', () => {
    runScript('dirty', 'payments-worker', 'build-layout.mjs', 'out/oci', 'linux/amd64')
    expect(readdirSync(at('dirty', 'app/payments-worker/out/oci/blobs/sha256'))).toHaveLength(4)
  })
})

interface TrivyReport {
  readonly Results?: readonly {
    readonly Target: string
    readonly Misconfigurations?: readonly { readonly ID: string; readonly Severity: string }[]
    readonly Vulnerabilities?: readonly { readonly PkgName: string; readonly Severity: string }[]
  }[]
}

/** Findings as `file: rule or package severity`. */
async function findingsIn(variant: string): Promise<readonly string[]> {
  const offline = ['--skip-db-update', '--skip-java-db-update', '--skip-check-update', '--offline-scan']
  const args = ['fs', '--scanners', 'vuln,misconfig', ...offline, '--cache-dir', at('trivy'), '--format', 'json']
  const { stdout } = await runTool(installedTool('trivy'), [...args, at(variant)], at('home'))
  return ((JSON.parse(stdout) as TrivyReport).Results ?? []).flatMap((result) => [
    ...(result.Misconfigurations ?? []).map(({ ID, Severity }) => `${result.Target}: ${ID} ${Severity}`),
    ...(result.Vulnerabilities ?? []).map(({ PkgName, Severity }) => `${result.Target}: ${PkgName} ${Severity}`),
  ])
}

describe('Trivy', () => {
  test('finds nothing in the clean bookstore but that its registry is not one it knows', async () => {
    const findings = await findingsIn('clean')
    expect(findings).toEqual(SERVICES.map((service) => `kustomize/base/${service}.yaml: KSV-0125 MEDIUM`))
  })

  test('finds in the dirty one what its README says', async () => {
    const findings = (await findingsIn('dirty')).filter((finding) => !finding.includes('KSV-0125'))
    const inFile = (file: string): number => findings.filter((finding) => finding.startsWith(`${file}: `)).length
    expect(inFile('terraform/downloads.tf')).toBe(12)
    expect(inFile('kustomize/base/orders.yaml')).toBe(4)
    expect(inFile('app/payments-worker/Dockerfile')).toBe(6)
    expect(findings.filter((finding) => / (?:[A-Z]+-\d+) HIGH$/.test(finding))).toHaveLength(12)
    expect(findings.filter((finding) => !/[A-Z]+-\d+ [A-Z]+$/.test(finding)).sort()).toEqual([
      'app/payments-worker/go.mod: golang.org/x/text HIGH',
      'app/payments-worker/go.mod: golang.org/x/text HIGH',
      'app/payments-worker/requirements.txt: PyYAML CRITICAL',
      'app/storefront/package-lock.json: lodash HIGH',
      'app/storefront/package-lock.json: lodash MEDIUM',
      'app/storefront/package-lock.json: minimist CRITICAL',
    ])
  })
})

test('gitleaks finds no secret in either', async () => {
  for (const variant of ['clean', 'dirty']) {
    expect(existsSync(at(variant, '.gitleaks.toml'))).toBe(false)
    const { code } = await runTool(installedTool('gitleaks'), ['dir', at(variant), '--exit-code', '42'], at('home'))
    expect(code).toBe(0)
  }
})
