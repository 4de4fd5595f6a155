import type { Plugin } from 'esbuild'

/**
 * Node's modules whose namespace is dear: an ES import reads every export, and among those of `http` are WebSocket and
 * its events, for which Node loads a fetch client of its own (lib/http.js, `lazyUndici`), about 30 ms.
 */
const BUILTIN = /^(?:node:)?(https?)$/
const NAMESPACE = 'required-builtin'

/** Makes modules get these through `require`, which reads only what they use. */
export function requiredBuiltins(): Plugin {
  return {
    name: 'required-builtins',
    setup(build) {
      build.onResolve({ filter: BUILTIN }, ({ path, kind }) => {
        if (kind === 'require-call') return { path, external: true }
        return { path: BUILTIN.exec(path)?.[1] ?? path, namespace: NAMESPACE }
      })
      build.onLoad({ filter: BUILTIN, namespace: NAMESPACE }, ({ path }) => ({
        contents: `module.exports = require('node:${path}')`,
      }))
    },
  }
}
