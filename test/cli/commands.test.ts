import { expect, test } from '@jest/globals'
import { digestOf, scanDocument } from '@promo/core'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../../scripts/root.ts'
import { claimsOf, createSigningBench, statementAbout, SUBJECT } from '../sigstore/signing.ts'
import { promo, type PromoEnd } from './run-promo.ts'

const DIGEST = digestOf('catalog')
const OLD = digestOf('old catalog')
const IMAGE = `ghcr.io/org/app@${DIGEST}`

function aDirectory(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'promo-cli-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true })
    writeFileSync(join(directory, name), content)
  }
  return directory
}

const OVERLAY = `# ours\nimages:\n  - name: catalog\n    newName: ghcr.io/org/catalog\n    digest: ${OLD}\n`

/** What every refusal is: a code, a remedy, no stack. */
function expectRefusal({ code, stderr }: PromoEnd, exitCode: number, error: string): void {
  expect({ code, stderr }).toEqual({ code: exitCode, stderr: expect.stringContaining(`error: ${error}: `) })
  expect(stderr).toContain('what to do: ')
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m)
}

test('the help names every group, the exit codes and where to start', async () => {
  const { code, stdout } = await promo(['--help'])
  expect(code).toBe(0)
  for (const part of ['Build once', 'Promote the same', 'Look and check', 'Exit codes', 'promo demo', 'Not built yet'])
    expect(stdout).toContain(part)
})

test('the help of a command has groups, examples and variables for secrets, and nothing unbuilt', async () => {
  const { code, stdout } = await promo(['scan', '--help'])
  expect(code).toBe(0)
  for (const part of ['Registry:', 'Examples:', 'PROMO_REGISTRY_PASSWORD', '--from-report', 'Exit codes'])
    expect(stdout).toContain(part)
  expect(stdout).not.toContain('--baseline')
})

test.each<[string, readonly string[], string]>([
  ['a tag', ['sign', '--images', 'ghcr.io/org/app:v1'], 'image-not-pinned'],
  ['the public log unasked', ['sign', '--images', IMAGE, '--provenance', 'false'], 'public-log-refused'],
  ['several faults', ['attest', '--images', '$(id)', '--predicate-type', '::error::x'], 'input-invalid'],
  ['a missing input', ['attest', '--images', `ghcr.io/org/app@${DIGEST}`], 'input-missing'],
  ['a missing file', ['plan', '--config', 'nowhere.yaml'], 'document-missing'],
  ['what is not built', ['scan', '--baseline', 'x.json'], 'input-not-built'],
  ['a command that is not built', ['rollback', '--environment', 'prod'], 'command-not-built'],
  ['a subcommand that is not built', ['policy', 'explain', 'x'], 'command-not-built'],
  ['a bad reference', ['inspect', '--reference', 'a:b@c'], 'image-invalid'],
  ['a bundle without a root', ['verify', '--bundle', 'x.json'], 'option-missing'],
  ['a report of an unknown tool', ['scan', '--from-report', 'snyk=x.json'], 'report-option-invalid'],
])('%s ends with 2, a code and a remedy', async (_what, args, code) => {
  expectRefusal(await promo(args), 2, code)
})

test('an unknown option or command ends with 2 and says what was meant', async () => {
  const [option, command] = [await promo(['bump', '--overlai', 'x']), await promo(['bumb'])]
  expect([option.code, command.code]).toEqual([2, 2])
  expect(option.stderr).toContain('--overlay')
  expect(command.stderr).toContain('bump')
})

test('inspect gives a refusal as a document too', async () => {
  const { code, stdout } = await promo(['inspect', 'ghcr.io/org/app:v1@sha256:short', '--json'])
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'configuration', code: 'image-invalid' })
})

test('the linked program says what it can', async () => {
  const { stdout } = await promisify(execFile)(join(ROOT, 'node_modules/.bin/promo'), ['--help'])
  expect(stdout).toContain('promo <command> --help')
})

test('whoever closes the pipe early gets no stack trace, and the exit code of the command', async () => {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'packages/cli/main.ts'), 'policy', 'check', 'absent.yaml', '--json'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  child.stderr.destroy()
  const [code] = (await once(child, 'close')) as [number]
  expect(code).toBe(2)
})

test('--json gives the refusal as a document', async () => {
  const { code, stdout } = await promo(['sign', '--images', 'ghcr.io/org/app:v1', '--json'])
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'configuration', code: 'image-not-pinned' })
})

test('what acts refuses on events that others can cause, in a workflow too', async () => {
  const variables = { GITHUB_EVENT_NAME: 'pull_request_target' }
  expectRefusal(await promo(['sign', '--images', `a/b@${DIGEST}`], { variables }), 2, 'untrusted-event')
})

test('inspect gives the parts of a reference and its normal form', async () => {
  const { code, stdout } = await promo(['inspect', '--reference', `alpine:3@${DIGEST}`, '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    outcome: 'pass',
    name: 'alpine',
    registry: 'docker.io',
    repository: 'library/alpine',
    tag: '3',
    digest: DIGEST,
    normal: `docker.io/library/alpine:3@${DIGEST}`,
  })
  const other = await promo(['inspect', '--reference', `app@sha512:${'f'.repeat(128)}`, '--json'])
  expect(JSON.parse(other.stdout)).toMatchObject({ outcome: 'pass', digest: `sha512:${'f'.repeat(128)}` })
  const lines = await promo(['inspect', '--reference', 'ghcr.io/org/app'])
  expect(lines.stdout).toContain('normal      ghcr.io/org/app\n')
})

test('inspect gives the code of a refusal, as a document too', async () => {
  const { code, stdout } = await promo(['inspect', '--reference', 'a:b@c', '--json'])
  expect(code).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'configuration', code: 'image-invalid' })
})

test('bump edits a named file without promo.yaml, from any directory, and changes one line', async () => {
  const directory = aDirectory({ 'overlay/kustomization.yaml': OVERLAY, 'here/x': '' })
  const image = `catalog=ghcr.io/org/catalog@${DIGEST}`
  const { code, stdout, stderr } = await promo(['bump', '../overlay/kustomization.yaml', image, '--json'], {
    cwd: join(directory, 'here'),
  })
  expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
    code: 0,
    document: expect.objectContaining({ outcome: 'pass', changed: true }),
  })
  expect(stderr).toContain('catalog')
  expect(readFileSync(join(directory, 'overlay/kustomization.yaml'), 'utf8')).toBe(OVERLAY.replace(OLD, DIGEST))
})

test('policy check reads promo.yaml, and names what is wrong with another', async () => {
  const good = await promo(['policy', 'check', join(ROOT, 'workflows-examples/bookstore/promo.yaml'), '--json'])
  expect({ code: good.code, version: (JSON.parse(good.stdout) as { version: number }).version }).toEqual({
    code: 0,
    version: 1,
  })
  const bad = aDirectory({ 'promo.yaml': 'version: 1\nimages: {}\npolicies: {}\n' })
  expectRefusal(await promo(['policy', 'check'], { cwd: bad }), 2, 'config-invalid')
})

test('scan decides over a report made elsewhere', async () => {
  const report = join(ROOT, 'packages/scanners/recorded/trivy/fs-dirty.out')
  const found = await promo(['scan', '--from-report', `trivy=${report}`, '--json'])
  const passed = await promo(['scan', '--from-report', `trivy=${report}`, '--mode', 'warn'])
  expectRefusal(found, 1, 'scan-findings-reported')
  expect(scanDocument.read(found.stdout).decision.outcome).toBe('findings')
  expect(passed.code).toBe(0)
})

test('verify takes one bundle, and refuses another digest, signer or byte', async () => {
  const bench = await createSigningBench()
  const { bundle } = await bench.signer().signStatement(statementAbout(SUBJECT))
  const { subject, issuer } = await claimsOf(bench.signer())
  const other = Buffer.from(bundle.toString().replace('"payload":"', '"payload":"A'))
  const cwd = aDirectory({ 'root.json': bench.sigstore.trustedRoot, 'a.json': bundle, 'b.json': other })
  const verify = (file: string, digest: string, identity: string): Promise<PromoEnd> => {
    const who = ['--identity', identity, '--issuer', issuer, '--trusted-root', 'root.json']
    return promo(['verify', '--bundle', file, '--digest', digest, ...who, '--json'], { cwd })
  }
  const good = await verify('a.json', SUBJECT, subject)
  expect({ code: good.code, stderr: good.stderr }).toEqual({ code: 0, stderr: expect.stringContaining('verified') })
  expect(JSON.parse(good.stdout)).toMatchObject({ outcome: 'pass', digest: SUBJECT, claims: { subject, issuer } })
  expectRefusal(await verify('a.json', DIGEST, subject), 1, 'bundle-subject-differs')
  expectRefusal(await verify('a.json', SUBJECT, 'https://github.com/x/y'), 1, 'bundle-signer-differs')
  expect((await verify('b.json', SUBJECT, subject)).code).toBe(1)
})

test('sign takes no key from the command line, and repeats nothing of it', async () => {
  const key = '-----BEGIN PRIVATE KEY-----\ncanary-key-on-argv\n-----END PRIVATE KEY-----'
  const ended = await promo(['sign', '--images', `ghcr.io/your-org/app@${SUBJECT}`, '--key', key])
  expect(ended.code).toBe(2)
  expect(ended.stderr).toContain('key-on-command-line')
  expect(ended.stdout + ended.stderr).not.toContain('canary-key-on-argv')
})
