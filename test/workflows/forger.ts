import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../../scripts/root.ts'
import type { RepositoryFiles } from './scene.ts'

/** One artifact that an attacker's step uploads. */
export interface ForgedArtifact {
  readonly name: string
  /** Artifact whose `leg.json` it starts from; absent: an empty document. */
  readonly from?: string
  /** Replaces members of the document. */
  readonly set?: Readonly<Record<string, unknown>>
  /** Names the digest of the first platform instead of the image's: there, but never sealed. */
  readonly unsealed?: boolean
}

/** GitHub's own client, found where this repository installs it. */
const ARTIFACT_CLIENT = pathToFileURL(join(ROOT, 'node_modules/@actions/artifact/lib/artifact.js')).href

/** An action of the attacked repository itself: any job of a run can upload artifacts under any name. */
export const FORGER: RepositoryFiles = {
  'forge/action.yml':
    'name: forge\ndescription: Uploads\ninputs: { artifacts: { description: JSON } }\nruns: { using: node24, main: main.mjs }\n',
  'forge/main.mjs': `
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
const { DefaultArtifactClient } = await import(${JSON.stringify(ARTIFACT_CLIENT)})
const client = new DefaultArtifactClient()
const fresh = () => mkdtempSync(join(process.env.RUNNER_TEMP, 'forge-'))
const read = async (name) => {
  const { artifact } = await client.getArtifact(name)
  const { downloadPath } = await client.downloadArtifact(artifact.id, { path: fresh() })
  return JSON.parse(readFileSync(join(downloadPath, 'leg.json'), 'utf8'))
}
for (const { name, from, set = {}, unsealed = false } of JSON.parse(process.env.INPUT_ARTIFACTS)) {
  const leg = { ...(from === undefined ? {} : await read(from)), ...set }
  if (unsealed) leg.image.digest = leg.platforms[0].digest
  const directory = fresh()
  const file = join(directory, 'leg.json')
  writeFileSync(file, JSON.stringify(leg))
  await client.uploadArtifact(name, [file], directory)
}
`,
}
