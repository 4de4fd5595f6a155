import type { Plugin } from 'esbuild'

const PART = 'undici-part'

/**
 * Gives @actions/http-client the one class of undici that it uses: its index loads its fetch, cache, WebSocket and mocks as
 * well. Who asks for more (@actions/github) loads the index, with the same files.
 */
export function undiciPart(): Plugin {
  return {
    name: PART,
    setup(build) {
      build.onResolve({ filter: /^undici$/ }, ({ importer, resolveDir }) =>
        /[\\/]@actions[\\/]http-client[\\/]/.test(importer)
          ? { path: PART, namespace: PART, pluginData: { resolveDir } }
          : undefined,
      )
      build.onLoad({ filter: /.*/, namespace: PART }, ({ pluginData }) => ({
        contents: `export { default as ProxyAgent } from 'undici/lib/dispatcher/proxy-agent.js'`,
        resolveDir: (pluginData as { readonly resolveDir: string }).resolveDir,
      }))
    },
  }
}
