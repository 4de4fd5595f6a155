import { generateKeyPairSync } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { trustDocument } from '@promo/core'
import { createSigningBench } from '../sigstore/signing.ts'
import { promo } from './run-promo.ts'

const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' })
const OLD = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' })
const FIRST = 'a'.repeat(40)

const CONFIG = `version: 1
images: {}
trust: # reviewed by @your-org/release
  signers:
    - id: promo-leg
      issuer: https://token.actions.githubusercontent.com
      workflow: org/promo/.github/workflows/leg.yml
      commits:
        - ${FIRST} # v1.0.0
      roles: [signature]
      valid: { until: 2999-12-31 }
    - id: ours
      issuer: https://token.actions.githubusercontent.com
      workflow: your-org/shop/.github/workflows/verify.yml
      source: { repository: your-org/shop, id: 7, refs: [refs/heads/main] }
      environment: staging
      roles: [mark]
  keys:
    - { id: old, public-key: keys/old.pub, roles: [signature], revoked: { at: 2026-01-01, reason: superseded } }
    - { id: new, public-key: keys/new.pub, roles: [signature] }
`

/** A directory with promo.yaml and its keys. */
function aProject(config = CONFIG): string {
  const directory = mkdtempSync(join(tmpdir(), 'promo-trust-'))
  mkdirSync(join(directory, 'keys'))
  writeFileSync(join(directory, 'promo.yaml'), config)
  writeFileSync(join(directory, 'keys/old.pub'), OLD)
  writeFileSync(join(directory, 'keys/new.pub'), KEY)
  return directory
}

describe('promo trust show', () => {
  test('prints who is trusted, and as a document with --json', async () => {
    const { code, stdout, stderr } = await promo(['trust', 'show', '--json'], { cwd: aProject() })
    expect(code).toBe(0)
    const list = trustDocument.read(stdout)
    expect(list.signers.map(({ id, status }) => [id, status])).toEqual([
      ['promo-leg', 'valid'],
      ['ours', 'valid'],
    ])
    expect(list.keys.map(({ id, status }) => [id, status])).toEqual([
      ['old', 'superseded'],
      ['new', 'valid'],
    ])
    expect(stderr).toContain('revoked     2026-01-01, superseded')
    expect(stderr).not.toContain('\u001B')
  })

  test('warns of what ends soon, and of refs that say little', async () => {
    const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
    const config = CONFIG.replace('2999-12-31', soon).replace(
      '      roles: [signature]\n',
      '      roles: [signature]\n      refs: [refs/tags/v1.0.0]\n',
    )
    const { stdout } = await promo(['trust', 'show', '--json'], { cwd: aProject(config) })
    expect(trustDocument.read(stdout).warnings).toEqual([
      `promo-leg ends on ${soon}, in 21 days`,
      'promo-leg also accepts any commit that was called as refs/tags/v1.0.0: commits say more',
    ])
  })

  test('refuses a key that is not there', async () => {
    const { code, stderr } = await promo(['trust', 'show'], { cwd: aProject(CONFIG.replace('new.pub', 'newer.pub')) })
    expect([code, stderr.includes('error: trust-key-absent: ')]).toEqual([2, true])
  })
})

describe('promo trust export', () => {
  test('writes what is valid now, and says what it left out', async () => {
    const cwd = aProject()
    const { sigstore } = await createSigningBench()
    writeFileSync(join(cwd, 'root.json'), sigstore.trustedRoot)
    const { code, stderr } = await promo(['trust', 'export', '--output', 'out', '--trusted-root', 'root.json'], { cwd })
    expect(code).toBe(0)
    const list = trustDocument.read(readFileSync(join(cwd, 'out/trust.json')))
    expect(list.leftOut).toEqual([{ id: 'old', status: 'superseded' }])
    expect(list.keys.map(({ id }) => id)).toEqual(['new'])
    expect(list.signers.flatMap(({ identities }) => identities)).toEqual([
      `https://github.com/org/promo/.github/workflows/leg.yml@${FIRST}`,
      'https://github.com/your-org/shop/.github/workflows/verify.yml@refs/heads/main',
    ])
    expect(readFileSync(join(cwd, 'out/new.pub'), 'utf8')).toBe(KEY)
    expect(existsSync(join(cwd, 'out/old.pub'))).toBe(false)
    expect(readFileSync(join(cwd, 'out/trusted_root.json'), 'utf8')).toBe(sigstore.trustedRoot)
    expect(stderr).toContain(`'^(https://github\\.com/org/promo/\\.github/workflows/leg\\.yml@${FIRST})$'`)
  })

  test('writes nothing when the trusted root is none', async () => {
    const cwd = aProject()
    const args = ['trust', 'export', '--output', 'out', '--trusted-root', 'promo.yaml']
    const { code, stderr } = await promo(args, { cwd })
    expect([code, stderr.includes('error: trusted-root-invalid: '), existsSync(join(cwd, 'out'))]).toEqual([
      2,
      true,
      false,
    ])
  })
})

describe('promo trust update', () => {
  let home: string
  let lightweight: string
  let annotated: string

  /** org/promo with a lightweight and an annotated tag; git finds it in place of github.com. */
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'promo-home-'))
    const repository = join(home, 'org/promo.git')
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=o', '-c', 'user.email=o@example.com', '-C', repository, ...args], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: home },
      }).trim()
    mkdirSync(repository, { recursive: true })
    git('init', '--quiet')
    git('commit', '--quiet', '--allow-empty', '-m', 'one')
    git('tag', 'v1.1.0')
    git('tag', 'decoy/refs/tags/v9.9.9')
    lightweight = git('rev-parse', 'HEAD')
    git('commit', '--quiet', '--allow-empty', '-m', 'two')
    git('tag', '-a', 'v1.2.0', '-m', 'two')
    annotated = git('rev-parse', 'HEAD')
    writeFileSync(join(home, '.gitconfig'), `[url "file://${home}/"]\n\tinsteadOf = https://github.com/\n`)
  })

  const update = (cwd: string, ...args: readonly string[]): ReturnType<typeof promo> =>
    promo(['trust', 'update', ...args], { cwd, variables: { HOME: home } })
  const read = (cwd: string): string => readFileSync(join(cwd, 'promo.yaml'), 'utf8')

  test('adds peeled commits to the signers of other repositories, and nothing on a second run', async () => {
    const cwd = aProject()
    const { code, stderr } = await update(cwd, '--release', 'v1.1.0', '--release', 'v1.2.0')
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(`v1.2.0 (annotated) is ${annotated}`) })
    const added = `        - ${lightweight} # v1.1.0\n        - ${annotated} # v1.2.0 (annotated)\n`
    expect(read(cwd)).toBe(CONFIG.replace(`- ${FIRST} # v1.0.0\n`, (line) => `${line}${added}`))
    const again = await update(cwd, '--release', 'v1.2.0')
    expect([again.code, again.stderr]).toEqual([0, 'promo.yaml: every commit is there already\n'])
  })

  test('takes the tags in refs when no release is named', async () => {
    const cwd = aProject(
      CONFIG.replace('      roles: [signature]\n', '      refs: [refs/tags/v1.1.0]\n      roles: [signature]\n'),
    )
    expect((await update(cwd)).code).toBe(0)
    expect(read(cwd)).toContain(`- ${lightweight} # v1.1.0\n`)
  })

  test('shows the lines of the diff, and writes nothing with --dry-run', async () => {
    const cwd = aProject()
    const { stderr } = await update(cwd, '--release', 'v1.1.0', '--dry-run')
    expect(stderr).toContain(
      `promo.yaml would change:\n         - ${FIRST} # v1.0.0\n+        - ${lightweight} # v1.1.0\n`,
    )
    expect(read(cwd)).toBe(CONFIG)
  })

  test.each([
    ['a tag that there is not', ['--release', 'v3'], 2, 'release-unknown'],
    ['a tag that only ends so', ['--release', 'v9.9.9'], 2, 'release-unknown'],
    ['an option in place of a tag', ['--release=--upload-pack=touch'], 2, 'release-unknown'],
    ['a signer that there is not', ['--release', 'v1.1.0', '--signer', 'nobody'], 2, 'trust-update-empty'],
    ['nothing named', [], 2, 'trust-update-empty'],
    ['another repository', ['--release', 'v1', '--signer', 'ours'], 3, 'tags-unreadable'],
    ['an address without TLS', ['--release', 'v1.1.0', '--server-url', 'http://github.com'], 3, 'tags-unreadable'],
  ])('refuses %s and leaves the file alone', async (_what, args, exit, error) => {
    const cwd = aProject()
    const { code, stderr } = await update(cwd, ...args)
    expect([code, stderr.includes(`error: ${error}: `)]).toEqual([exit, true])
    expect(read(cwd)).toBe(CONFIG)
  })
})
