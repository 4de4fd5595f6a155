import { gunzipSync } from 'node:zlib'
import { pushRefusal } from './branch-rules.ts'
import { listRefs } from './git-objects.ts'
import { ZERO_SHA } from './git.ts'
import type { RefUpdate } from './events.ts'
import type { Handler, SandboxRequest, SandboxResponse } from '../network/index.ts'
import { announceUpdates } from './pulls.ts'
import { callerOf } from './caller.ts'
import { findRepository, type Caller, type RepositoryState, type World } from './state.ts'
import { canSee, mayUse } from './tokens.ts'

type Service = 'git-upload-pack' | 'git-receive-pack'

const ROUTE = /^\/(?<owner>[^/]+)\/(?<name>[^/]+?)(?:\.git)?\/(?<call>info\/refs|git-upload-pack|git-receive-pack)$/

/** github.com: Git over smart HTTP (gitprotocol-http). Everything else there is a web page, and 404. */
export function createGitHandler(world: World): Handler {
  return async (request) => {
    const found = ROUTE.exec(request.url.pathname)?.groups
    if (found === undefined) return { status: 404, body: 'Not Found' }
    const { owner = '', name = '', call = '' } = found
    const service = serviceOf(call === 'info/refs' ? request.url.searchParams.get('service') : call)
    if (service === undefined) return { status: 403, body: 'Please upgrade your git client.' }
    return serve(world, request, { fullName: `${owner}/${name}`, service, advertise: call === 'info/refs' })
  }
}

function serviceOf(name: string | null): Service | undefined {
  return name === 'git-upload-pack' || name === 'git-receive-pack' ? name : undefined
}

interface Wanted {
  readonly fullName: string
  readonly service: Service
  readonly advertise: boolean
}

async function serve(world: World, request: SandboxRequest, wanted: Wanted): Promise<SandboxResponse> {
  const caller = gitCaller(world, request)
  const repository = findRepository(world, wanted.fullName)
  const refused = refusal(repository, caller, wanted.service)
  if (refused !== undefined || repository === undefined || caller === undefined) return refused ?? NOT_FOUND
  if (wanted.advertise) return advertise(repository, request, wanted.service)
  const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(request.body) : Buffer.from(request.body)
  if (wanted.service === 'git-upload-pack') return rpc(repository, request, wanted.service, body)
  return repository.exclusive(() => receive(world, repository, request, caller, body))
}

/** Git knows no App JWT: one is as good as a wrong password. */
function gitCaller(world: World, request: SandboxRequest): Caller | undefined {
  try {
    const caller = callerOf(world, request.headers['authorization'])
    return caller?.kind === 'app' ? undefined : caller
  } catch {
    return undefined
  }
}

const NOT_FOUND: SandboxResponse = { status: 404, body: 'Repository not found.' }

/** GitHub asks for credentials wherever there are none, also for what does not exist, and hides what may not be seen. */
function refusal(
  repository: RepositoryState | undefined,
  caller: Caller | undefined,
  service: Service,
): SandboxResponse | undefined {
  if (caller === undefined)
    return unauthorized('Invalid username or token. Password authentication is not supported for Git operations.')
  if (repository === undefined || !canSee(repository, caller)) {
    return caller.kind === 'anonymous' ? unauthorized('Repository not found.') : NOT_FOUND
  }
  if (mayUse(repository, caller, 'contents', service === 'git-receive-pack' ? 'write' : 'read')) return undefined
  if (caller.kind === 'anonymous') return unauthorized('Authentication required.')
  return { status: 403, body: `Permission to ${repository.fullName}.git denied to ${caller.account.login}.` }
}

function unauthorized(body: string): SandboxResponse {
  return { status: 401, headers: { 'www-authenticate': 'Basic realm="GitHub"' }, body }
}

/** `GIT_PROTOCOL` takes the client's wish for version 2 over. */
function protocol(request: SandboxRequest): Record<string, string> {
  const version = request.headers['git-protocol']
  return version === undefined ? {} : { GIT_PROTOCOL: version }
}

async function advertise(
  repository: RepositoryState,
  request: SandboxRequest,
  service: Service,
): Promise<SandboxResponse> {
  const args = [service.slice('git-'.length), '--stateless-rpc', '--advertise-refs', repository.git.path]
  const advertisement = await repository.git.run(args, { env: protocol(request) })
  const banner = `${packetLine(`# service=${service}\n`)}0000`
  return {
    status: 200,
    headers: { 'content-type': `application/x-${service}-advertisement`, 'cache-control': 'no-cache' },
    body: Buffer.concat([Buffer.from(banner), advertisement]),
  }
}

async function rpc(
  repository: RepositoryState,
  request: SandboxRequest,
  service: Service,
  input: Buffer,
): Promise<SandboxResponse> {
  const args = [service.slice('git-'.length), '--stateless-rpc', repository.git.path]
  const { stdout } = await repository.git.attempt(args, { input, env: protocol(request) })
  return { status: 200, headers: resultHeaders(service), body: stdout }
}

function resultHeaders(service: Service): Record<string, string> {
  return { 'content-type': `application/x-${service}-result`, 'cache-control': 'no-cache' }
}

/** The refs before and after say what a push really did, whatever it asked for. */
async function receive(
  world: World,
  repository: RepositoryState,
  request: SandboxRequest,
  caller: Caller,
  input: Buffer,
): Promise<SandboxResponse> {
  const commands = readCommands(input)
  for (const { ref, after } of commands) {
    const reason = pushRefusal(repository, caller, ref, after)
    if (reason !== undefined) return declined(commands, ref, reason)
  }
  const before = await listRefs(repository.git)
  const response = await rpc(repository, request, 'git-receive-pack', input)
  const after = await listRefs(repository.git)
  await announceUpdates(world, repository, refChanges(before, after), caller)
  return response
}

function refChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly RefUpdate[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((ref) => ({ ref, before: before.get(ref) ?? ZERO_SHA, after: after.get(ref) ?? ZERO_SHA }))
    .filter((update) => update.before !== update.after)
}

/** gitprotocol-pack, "Reference Update Request": `old new ref` in packet lines up to a flush; capabilities after a NUL. */
function readCommands(input: Buffer): readonly RefUpdate[] {
  const commands: RefUpdate[] = []
  for (let offset = 0; ;) {
    const length = Number.parseInt(input.toString('latin1', offset, offset + 4), 16)
    if (!(length > 4)) return commands
    const [line = ''] = input.toString('utf8', offset + 4, offset + length).split('\0')
    const [before = '', after = '', ref = ''] = line.trimEnd().split(' ')
    if (/^[0-9a-f]{40}$/.test(before)) commands.push({ ref, before, after })
    offset += length
  }
}

/** A report in which every ref is refused, as a pre-receive hook of GitHub's does, with the reason on side band 2. */
function declined(commands: readonly RefUpdate[], ref: string, reason: string): SandboxResponse {
  const remote = `error: GH013: Repository rule violations found for ${ref}.\n\n- ${reason}\n\n`
  const report = commands.map((command) =>
    packetLine(`ng ${command.ref} push declined due to repository rule violations\n`),
  )
  const status = `${packetLine('unpack ok\n')}${report.join('')}0000`
  const body = `${packetLine(`\u0002${remote}`)}${packetLine(`\u0001${status}`)}0000`
  return { status: 200, headers: resultHeaders('git-receive-pack'), body }
}

function packetLine(text: string): string {
  return `${(Buffer.byteLength(text) + 4).toString(16).padStart(4, '0')}${text}`
}
