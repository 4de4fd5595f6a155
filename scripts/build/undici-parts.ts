import type { Plugin } from 'esbuild'

const PARTS = 'undici-parts'

/**
 * Gives @actions/http-client, which every action loads, the one class of undici that it uses: undici's index loads its
 * fetch, cache, WebSocket and mocks as well. What asks for more (packages/http) loads the index, with the same files.
 */
export function undiciParts(): Plugin {
  return {
    name: PARTS,
    setup(build) {
      build.onResolve({ filter: /^undici$/ }, ({ importer, resolveDir }) =>
        /[\\/]@actions[\\/]http-client[\\/]/.test(importer)
          ? { path: 'proxy-agent', namespace: PARTS, pluginData: { resolveDir } }
          : undefined,
      )
      build.onLoad({ filter: /.*/, namespace: PARTS }, ({ pluginData }) => ({
        contents: "exports.ProxyAgent = require('undici/lib/dispatcher/proxy-agent.js')",
        resolveDir: (pluginData as { readonly resolveDir: string }).resolveDir,
      }))
    },
  }
}
