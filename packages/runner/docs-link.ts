import type { Environment } from './context.ts'

const ACTION_REPOSITORY = /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/
const ACTION_REF = /^[A-Za-z0-9._/-]+$/

/** The page about an error code, in the repository and at the commit of promo that is running; its path where that is not known. */
export function docsLink(code: string, env: Environment): string {
  const page = `docs/errors.md#${code}`
  const { GITHUB_ACTION_REPOSITORY: repository = '', GITHUB_ACTION_REF: ref = '', GITHUB_SERVER_URL: server = '' } = env
  const known = ACTION_REPOSITORY.test(repository) && ACTION_REF.test(ref) && server.startsWith('https://')
  return known ? `${server}/${repository}/blob/${ref}/${page}` : page
}
