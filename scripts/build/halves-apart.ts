import type { Plugin } from 'esbuild'

/** The half of a package that few steps use: the file behind it, the package that imports it, and what stands for it. */
interface Half {
  readonly file: RegExp
  readonly importer: RegExp
  /** Exports of the same names, which import the file at `path` when they are used. */
  readonly standIn: (path: string) => string
}

const HALVES: readonly Half[] = [
  {
    // Azure's storage client and the archiver, most bytes of @actions/artifact: half of the steps only download.
    file: /\/upload-artifact\.js$/,
    importer: /[\\/]@actions[\\/]artifact[\\/]/,
    standIn: (path) =>
      `export const uploadArtifact = async (...args) => (await import(${path})).uploadArtifact(...args)`,
  },
  {
    // @actions/http-client and undici, most bytes of @actions/core: only identity tokens need them.
    file: /\/oidc-utils\.js$/,
    importer: /[\\/]@actions[\\/]core[\\/]/,
    standIn: (path) =>
      `export const OidcClient = { getIDToken: async (...args) => (await import(${path})).OidcClient.getIDToken(...args) }`,
  },
]

const NAMESPACE = 'half-apart'

/** Loads these halves when they are used, instead of whenever their package is. */
export function halvesApart(): Plugin {
  return {
    name: NAMESPACE,
    setup(build) {
      for (const [place, { file, importer }] of HALVES.entries()) {
        build.onResolve({ filter: file }, ({ path, importer: by, resolveDir, kind }) =>
          kind === 'import-statement' && importer.test(by)
            ? { path, namespace: NAMESPACE, pluginData: { resolveDir, place } }
            : undefined,
        )
      }
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path, pluginData }) => {
        const { resolveDir, place } = pluginData as { readonly resolveDir: string; readonly place: number }
        return { contents: HALVES[place]?.standIn(JSON.stringify(path)) ?? '', resolveDir }
      })
    },
  }
}
