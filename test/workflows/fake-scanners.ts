import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/root.ts'
import { readLock } from '../../scripts/tools/index.ts'

/** Label of an image that makes the stand-in for Trivy find a vulnerability of this severity, such as `HIGH`. */
export const VULNERABLE = 'test.vulnerable'

/** File in the directory of the stand-ins: while it is there, the vulnerability is withdrawn. */
export const WITHDRAWN = 'withdrawn'

/**
 * Stand-ins for gitleaks, checkov, Trivy and syft: small programs that answer as those do, at the pinned versions, within
 * milliseconds. What scanners find is tested with the real ones in test/interop.
 */
export function writeFakeScanners(directory: string): string {
  for (const { name, version } of readLock(join(ROOT, 'tools'))) {
    const script = SCRIPTS[name]
    if (script === undefined) continue
    const folder = join(directory, `${name}@${version}`)
    mkdirSync(folder, { recursive: true })
    // The tools of a scan get no PATH, so the interpreter is named in full.
    const text = `#!${process.execPath}\nconst VERSION = ${JSON.stringify(version)}\n${COMMON}\n${script}\n`
    writeFileSync(join(folder, name), text)
    chmodSync(join(folder, name), 0o755)
  }
  return directory
}

const COMMON = `
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const args = process.argv.slice(2)
const option = (name) => args[args.indexOf(name) + 1]
const json = (path) => JSON.parse(readFileSync(path, 'utf8'))
if (['version', '--version'].includes(args[0])) { console.log('Version: ' + VERSION); process.exit(0) }
`

const GITLEAKS = `
writeFileSync(option('--report-path'), '[]')
console.error('1:00PM INF 1 commits scanned.')
`

const CHECKOV = `
console.log(JSON.stringify({ passed: 0, failed: 0, skipped: 0, parsing_errors: 0, resource_count: 0, checkov_version: VERSION }))
`

const TRIVY = `
if (args.includes('--download-db-only')) {
  const db = join(option('--cache-dir'), 'db')
  mkdirSync(db, { recursive: true })
  writeFileSync(join(db, 'metadata.json'), JSON.stringify({ Version: 2, UpdatedAt: new Date().toISOString() }))
  process.exit(0)
}
const report = { SchemaVersion: 2, Results: [{ Target: '.', Class: 'config', Type: 'dockerfile' }] }
if (args[0] === 'image') {
  const blob = (digest) => json(join(option('--input'), 'blobs', ...digest.split(':')))
  const ImageID = blob(json(join(option('--input'), 'index.json')).manifests[0].digest).config.digest
  const known = !existsSync(join(__dirname, '..', ${JSON.stringify(WITHDRAWN)}))
  const Severity = known && blob(ImageID).config?.Labels?.[${JSON.stringify(VULNERABLE)}]
  const found = { VulnerabilityID: 'CVE-2026-0001', PkgName: 'leftpad', InstalledVersion: '1.0.0', FixedVersion: '1.0.1' }
  report.Metadata = { ImageID }
  report.Results = [{ Target: 'app', Class: 'lang-pkgs', Type: 'npm', Vulnerabilities: Severity ? [{ ...found, Severity, Status: 'fixed' }] : [] }]
}
writeFileSync(option('--output'), JSON.stringify(report))
`

const SYFT = `
const [, file] = option('--output').split('=')
const name = option('--source-name')
writeFileSync(file, JSON.stringify({
  spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', dataLicense: 'CC0-1.0', name,
  documentNamespace: 'https://sbom.test/' + name + '-00000000-0000-0000-0000-000000000000',
  creationInfo: { created: new Date().toISOString(), creators: ['Tool: syft-' + VERSION] },
  packages: [{ SPDXID: 'SPDXRef-app', name: 'app', versionInfo: '1.0.0', licenseDeclared: 'Apache-2.0', downloadLocation: 'NOASSERTION' }],
}))
`

const SCRIPTS: Readonly<Record<string, string>> = { gitleaks: GITLEAKS, checkov: CHECKOV, trivy: TRIVY, syft: SYFT }
