import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

const COMMIT = /^[0-9a-f]{40}$/
const SERVER = 'https://github.com/'

/** Fetches one repository over HTTPS with real git, the way actions/checkout does: one commit, a remote-tracking ref, a local branch. */
function main() {
  appendFileSync(process.env['GITHUB_STATE'], 'phase=post\n')
  const inputs = readInputs()
  const git = gitIn(inputs.directory, inputs.token)
  mkdirSync(inputs.directory, { recursive: true })
  git(['init', '--quiet', '.'])
  git(['remote', 'add', 'origin', `${SERVER}${inputs.repository}`])
  const target = findTarget(inputs, git)
  fetchTarget(git, target, inputs.depth)
  if (target.branch === undefined) git(['checkout', '--quiet', '--force', '--detach', target.commit])
  else git(['checkout', '--quiet', '--force', '-B', target.branch, `refs/remotes/origin/${target.branch}`])
  const config = join(inputs.directory, '.git', 'config')
  appendFileSync(process.env['GITHUB_STATE'], `config=${config}\n`)
  if (inputs.persist) appendFileSync(config, credentialSection(inputs.token))
  const commit = git(['rev-parse', 'HEAD']).trim()
  console.log(`HEAD is now at ${commit} (${target.ref})`)
  appendFileSync(process.env['GITHUB_OUTPUT'], `ref=${target.ref}\ncommit=${commit}\n`)
}

function post() {
  const config = process.env['STATE_config']
  if (config === undefined) return
  const text = readFileSync(config, 'utf8')
  const start = text.indexOf('[http "https://github.com/"]')
  if (start >= 0) writeFileSync(config, text.slice(0, start))
}

function readInputs() {
  const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim()
  for (const name of ['submodules', 'lfs', 'sparse-checkout']) {
    if (input(name) !== '' && input(name) !== 'false') fail(`the sandbox's checkout has no '${name}'`)
  }
  const workspace = process.env['GITHUB_WORKSPACE']
  const directory = resolve(workspace, input('path'))
  if (relative(workspace, directory).startsWith('..'))
    fail(`Repository path '${directory}' is not under '${workspace}'`)
  const depth = Number(input('fetch-depth'))
  if (!Number.isInteger(depth) || depth < 0) fail(`fetch-depth '${input('fetch-depth')}' is not a number`)
  const repository = input('repository')
  const own = repository.toLowerCase() === process.env['GITHUB_REPOSITORY'].toLowerCase()
  const persist = input('persist-credentials') === 'true'
  return { directory, depth, repository, own, ref: input('ref'), token: input('token'), persist }
}

/** The commit of the event for the workflow's own repository; else what the remote says the ref is. */
function findTarget({ own, ref, depth }, git) {
  if (ref === '' && own) {
    const { GITHUB_REF: eventRef, GITHUB_SHA: commit } = process.env
    return { ref: eventRef, commit, branch: branchOf(eventRef), all: depth === 0 }
  }
  if (COMMIT.test(ref)) return { ref, commit: ref, all: depth === 0 }
  const wanted = ref === '' ? ['HEAD'] : ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`]
  const lines = git(['ls-remote', '--symref', 'origin', ...wanted, ...wanted.map((name) => `${name}^{}`)]).split('\n')
  const head = /^ref: (\S+)\s+HEAD$/m.exec(lines.join('\n'))?.[1]
  const found = lines.filter((line) => COMMIT.test(line.slice(0, 40))).map((line) => line.split('\t'))
  const name = wanted.find((candidate) => found.some(([, each]) => each === candidate))
  if (name === undefined) fail(`A branch or tag with the name '${ref}' could not be found`)
  const commitOf = (each) => found.find(([, refName]) => refName === each)?.[0]
  const full = head ?? name
  return { ref: full, commit: commitOf(`${name}^{}`) ?? commitOf(name), branch: branchOf(full), all: depth === 0 }
}

function branchOf(ref) {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined
}

function fetchTarget(git, { commit, branch, all }, depth) {
  const fetch = ['fetch', '--quiet', '--prune', '--no-recurse-submodules']
  if (all) git([...fetch, 'origin', '+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'])
  const target = branch === undefined ? 'refs/remotes/origin/checkout' : `refs/remotes/origin/${branch}`
  const history = all ? [] : ['--no-tags', `--depth=${depth}`]
  git([...fetch, ...history, 'origin', `+${commit}:${target}`])
}

/** The token travels in the environment, never in arguments. */
function gitIn(cwd, token) {
  const env = {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    ...(token === '' ? {} : { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `http.${SERVER}.extraheader` }),
    ...(token === '' ? {} : { GIT_CONFIG_VALUE_0: header(token) }),
  }
  return (args) => {
    const { status, stdout, stderr, error } = spawnSync('git', args, { cwd, env, encoding: 'utf8' })
    if (status !== 0) fail(`git ${args[0]} failed: ${error?.message ?? stderr.trim()}`)
    return stdout
  }
}

function header(token) {
  return `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
}

function credentialSection(token) {
  console.log(`::add-mask::${Buffer.from(`x-access-token:${token}`).toString('base64')}`)
  return `[http "${SERVER}"]\n\textraheader = ${header(token)}\n`
}

function fail(message) {
  console.log(`::error::${message}`)
  process.exit(1)
}

if (process.env['STATE_phase'] === 'post') post()
else main()
