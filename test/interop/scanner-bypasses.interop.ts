import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import {
  advisories,
  LEAKS,
  writeGrypeDatabase,
  writeLeakyRepository,
  writeTrivyDatabase,
} from '@promo/sandbox/vulnerability-databases'
import { brief, git, realScanners, writeFiles } from './real-scanners.ts'

/* What somebody can commit, or a job can set, so that less is found: it must change nothing. */

jest.setTimeout(120_000)

let root: string
const at = (...names: string[]): string => join(root, ...names)

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'promo-interop-'))
  const now = new Date()
  writeTrivyDatabase(at('cache', 'databases', 'trivy'), {
    advisories,
    updatedAt: now,
    nextUpdate: new Date(now.getTime() + 86_400_000),
  })
  writeGrypeDatabase(at('cache', 'databases', 'grype'), { advisories, builtAt: now })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A fake token of the right form, joined so that this file matches no rule. */
const TOKEN = ['ghp', 'wIzQ8vLr7Kd2xT5nB0aYcE9mUfGhJ3sP6oRt'].join('_')

describe('secrets are found', () => {
  const expected = LEAKS.map(({ rule, file }) => `${rule} ${file} high`).toSorted()
  const scan = (path: string, environment = {}) =>
    realScanners(root, {}, environment).scan('gitleaks', { kind: 'source', path })

  function aRepository(name: string): string {
    writeLeakyRepository(at(name))
    return at(name)
  }

  test('in the whole history, marked as allowed or not', async () => {
    const scanned = await scan(aRepository('leaky'))
    expect(brief(scanned).toSorted()).toEqual(expected)
    expect(JSON.stringify(scanned)).not.toContain('ghp_')
  })

  test('in spite of a configuration, ignored fingerprints and attributes in the repository', async () => {
    const path = aRepository('silenced')
    const { findings } = await scan(path)
    const fingerprints = findings.map(({ ruleId, location }) =>
      [location?.resource?.replace('commit ', ''), location?.path, ruleId, location?.startLine].join(':'),
    )
    writeFiles(path, {
      '.gitleaks.toml': "[allowlist]\npaths = ['''.*''']\n",
      '.gitleaksignore': `${fingerprints.join('\n')}\n`,
      '.gitattributes': '* -diff\n* binary\n',
    })
    git(path, 'add', '.')
    git(path, 'commit', '-m', 'Silence')
    expect(brief(await scan(path)).toSorted()).toEqual(expected)
  })

  test('in spite of the environment of the job', async () => {
    const path = aRepository('environment')
    writeFiles(at('config'), { 'allow.toml': "[allowlist]\npaths = ['''.*''']\n" })
    const environment = {
      GITLEAKS_CONFIG: at('config', 'allow.toml'),
      GITLEAKS_CONFIG_TOML: "[allowlist]\npaths = ['''.*''']\n",
    }
    expect(brief(await scan(path, environment)).toSorted()).toEqual(expected)
  })

  test.each([
    ['two', ['one']],
    ['three', ['one', 'two']],
  ])('in what a merge of %s branches brings in by itself', async (name, branches) => {
    const path = at(`merge-${name}`)
    mkdirSync(path)
    git(path, 'init', '--initial-branch', 'main')
    const commit = (file: string): void => {
      writeFiles(path, { [file]: 'ok\n' })
      git(path, 'add', '.')
      git(path, 'commit', '-m', file)
    }
    commit('base')
    for (const branch of branches) {
      git(path, 'checkout', '-b', branch, 'main')
      commit(branch)
    }
    git(path, 'checkout', 'main')
    commit('other')
    git(path, 'merge', '--no-commit', ...branches)
    writeFiles(path, { 'conf.py': `token = "${TOKEN}"\n` })
    git(path, 'add', '.')
    git(path, 'commit', '-m', 'Merge')
    expect(brief(await scan(path))).toEqual(['github-pat conf.py high'])
  })

  test('in a file that took the place of a symbolic link', async () => {
    const path = at('link')
    mkdirSync(path)
    git(path, 'init', '--initial-branch', 'main')
    symlinkSync('nowhere', join(path, 'conf.py'))
    git(path, 'add', '.')
    git(path, 'commit', '-m', 'Link')
    rmSync(join(path, 'conf.py'))
    writeFiles(path, { 'conf.py': `token = "${TOKEN}"\n` })
    git(path, 'add', '.')
    git(path, 'commit', '-m', 'File')
    expect(brief(await scan(path))).toEqual(['github-pat conf.py high'])
  })

  test('only in a whole history: a shallow one and none are no clean scan', async () => {
    git(root, 'clone', '--depth', '1', `file://${aRepository('deep')}`, at('shallow'))
    writeFiles(at('plain'), { 'conf.py': `token = "${TOKEN}"\n` })
    expect((await scan(at('shallow'))).tool.error?.code).toBe('repository-shallow')
    expect((await scan(at('plain'))).tool.error?.code).toBe('repository-missing')
  })
})

const DIRTY = {
  'package-lock.json': JSON.stringify({
    name: 'app',
    lockfileVersion: 3,
    packages: { '': { dependencies: { minimist: '1.2.5' } }, 'node_modules/minimist': { version: '1.2.5' } },
  }),
  Dockerfile: 'FROM debian:latest\n',
}

const SILENCERS = {
  'trivy.yaml': 'severity: [UNKNOWN]\nscan: { scanners: [license] }\nignorefile: .trivyignore\n',
  '.trivyignore': 'CVE-2021-44906\nDS-0001\nDS-0002\nDS-0026\n',
  '.trivyignore.yaml': 'vulnerabilities: [{ id: CVE-2021-44906 }]\nmisconfigurations: [{ id: DS-0001 }]\n',
  '.grype.yaml':
    'ignore: [{ vulnerability: GHSA-xvch-5gv4-984h }, { package: { name: minimist } }]\nonly-fixed: true\n',
  '.grype/config.yaml': 'ignore: [{ package: { name: minimist } }]\n',
  '.syft.yaml': 'exclude: ["**/*"]\n',
}

const SILENT_ENVIRONMENT = {
  TRIVY_SEVERITY: 'UNKNOWN',
  TRIVY_SKIP_FILES: 'package-lock.json',
  TRIVY_IGNORE_UNFIXED: 'true',
  GRYPE_EXCLUDE: './**/*.json',
  GRYPE_ONLY_NOTFIXED: 'true',
}

describe.each(['trivy', 'grype'] as const)('%s finds the same', (tool) => {
  const scan = (path: string, environment = {}) =>
    realScanners(root, {}, environment).scan(tool, { kind: 'source', path })

  test('whatever files the repository has for it, and whatever the job sets', async () => {
    writeFiles(at(`${tool}-plain`), DIRTY)
    cpSync(at(`${tool}-plain`), at(`${tool}-silenced`), { recursive: true })
    writeFiles(at(`${tool}-silenced`), SILENCERS)
    const plain = await scan(at(`${tool}-plain`))
    expect(brief(plain)).toContain('CVE-2021-44906 minimist critical')
    const silenced = await scan(at(`${tool}-silenced`), SILENT_ENVIRONMENT)
    expect(silenced.findings).toEqual(plain.findings)
  })
})

describe('a file that Trivy skips without a word', () => {
  test.each([
    ['begins with a byte order mark', `\uFEFF${DIRTY['package-lock.json']}`],
    ['names a member twice', DIRTY['package-lock.json'].replace('{', '{"name":"other",')],
  ])('is a finding of unknown severity: a lock file that %s', async (what, content) => {
    const path = at(what.replaceAll(' ', '-'))
    writeFiles(path, { ...DIRTY, 'package-lock.json': content })
    const scanned = await realScanners(root).scan('trivy', { kind: 'source', path })
    expect(brief(scanned)).toContain('promo-unread-file package-lock.json unknown')
  })

  test('so is a Terraform file, a Dockerfile and a chart that cannot be parsed', async () => {
    writeFiles(at('broken'), {
      ...DIRTY,
      'main.tf': 'resource "a" {\n',
      'worker/Dockerfile': 'BLAH x\n',
      'chart/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 0.1.0\n',
      'chart/templates/pod.yaml': '{{ if }}\n',
      'java/pom.xml': '<',
    })
    const scanned = await realScanners(root).scan('trivy', { kind: 'source', path: at('broken') })
    const unread = brief(scanned).filter((line) => line.startsWith('promo-unread-file'))
    expect(unread.map((line) => line.split(' ')[1])).toEqual(['chart', 'java/pom.xml', 'main.tf', 'worker/Dockerfile'])
  })
})

describe('a scan', () => {
  let server: Server
  const asked: string[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(404).end()
    })
    server.on('connect', (request, socket) => {
      asked.push(request.url ?? '')
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  test('asks no host that the repository names', async () => {
    const modules = ['git::https://example.org/module.git', 'your-org/network/aws', 'http://example.org/module.zip']
    const text = modules.map((source, n) => `module "m${n}" {\n  source = "${source}"\n}\n`).join('')
    writeFiles(at('terraform'), { ...DIRTY, 'main.tf': text })
    const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const environment = {
      HTTPS_PROXY: proxy,
      HTTP_PROXY: proxy,
      https_proxy: proxy,
      http_proxy: proxy,
      NO_PROXY: '',
      no_proxy: '',
    }
    const scanners = realScanners(root, {}, environment)
    for (const tool of ['trivy', 'grype'] as const)
      expect((await scanners.scan(tool, { kind: 'source', path: at('terraform') })).tool.complete).toBe(true)
    expect(asked).toEqual([])
  })
})
