import { actionError } from '../errors.ts'
import type { BuildByDigestRequest } from './inputs.ts'

type Options = Omit<BuildByDigestRequest, 'registry' | 'reuse'>

/** What only a layout has, and what only a Dockerfile has, by the name of the input. */
const OF_LAYOUT: Readonly<Record<string, keyof Options>> = { layout: 'layout', command: 'command' }
const OF_DOCKERFILE: Readonly<Record<string, keyof Options>> = {
  ...{ file: 'file', target: 'target', 'build-args': 'buildArgs', 'build-contexts': 'buildContexts' },
  ...{ secrets: 'secrets', ssh: 'ssh', network: 'network', allow: 'allow', 'add-hosts': 'addHosts' },
  ...{ 'shm-size': 'shmSize', ulimit: 'ulimits', labels: 'labels', annotations: 'annotations' },
  ...{ 'cache-from': 'cacheFrom', 'cache-to': 'cacheTo', provenance: 'provenance' },
}

/** Throws `option-unused` for every input that the chosen builder would pass over: the image would not be what was asked for. */
export function assertOptionsUsed(request: Options): void {
  const foreign = request.builder === 'layout' ? OF_DOCKERFILE : OF_LAYOUT
  const unused = Object.entries(foreign).flatMap(([input, key]) => (isGiven(request[key]) ? [input] : []))
  if (unused.length === 0) return
  const names = unused.map((input) => `\`${input}\``).join(', ')
  throw actionError(
    'option-unused',
    { builder: request.builder, inputs: unused },
    `${request.builder} takes no ${names}`,
  )
}

function isGiven(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0)
}
