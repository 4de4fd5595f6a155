import type { Plugin } from 'esbuild'

const PARTS = 'undici-parts'

/** The class that @actions/http-client uses. */
const FOR_TOOLKIT = `export { default as ProxyAgent } from 'undici/lib/dispatcher/proxy-agent.js'`

/** What packages/http uses: undici's index gives every dispatcher the methods of its API. A name that is missing here fails the build. */
const FOR_CLIENT = `
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'
import request from 'undici/lib/api/api-request.js'
Object.assign(Dispatcher.prototype, { request })
export { default as Agent } from 'undici/lib/dispatcher/agent.js'
`

const PARTS_OF: readonly (readonly [importer: RegExp, contents: string])[] = [
  [/[\\/]@actions[\\/]http-client[\\/]/, FOR_TOOLKIT],
  [/[\\/]packages[\\/]http[\\/]/, FOR_CLIENT],
]

/**
 * Gives those that many steps load the classes of undici they use: its index loads its fetch, cache, WebSocket and mocks as
 * well. Who asks for more (@actions/github) loads the index, with the same files.
 */
export function undiciParts(): Plugin {
  return {
    name: PARTS,
    setup(build) {
      build.onResolve({ filter: /^undici$/ }, ({ importer, resolveDir }) => {
        const part = PARTS_OF.findIndex(([pattern]) => pattern.test(importer))
        return part < 0 ? undefined : { path: String(part), namespace: PARTS, pluginData: { resolveDir } }
      })
      build.onLoad({ filter: /.*/, namespace: PARTS }, ({ path, pluginData }) => ({
        contents: PARTS_OF[Number(path)]?.[1] ?? '',
        resolveDir: (pluginData as { readonly resolveDir: string }).resolveDir,
      }))
    },
  }
}
