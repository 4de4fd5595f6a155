import type { Plugin } from 'esbuild'

const UPLOAD_APART = 'upload-apart'

/**
 * Loads the half of @actions/artifact that uploads (Azure's storage client and the archiver, most of its bytes) when
 * something is uploaded: half of the actions that use artifacts only download.
 */
export function uploadApart(): Plugin {
  return {
    name: UPLOAD_APART,
    setup(build) {
      build.onResolve({ filter: /\/upload-artifact\.js$/ }, ({ path, importer, resolveDir, kind }) =>
        kind === 'import-statement' && /[\\/]@actions[\\/]artifact[\\/]/.test(importer)
          ? { path, namespace: UPLOAD_APART, pluginData: { resolveDir } }
          : undefined,
      )
      build.onLoad({ filter: /.*/, namespace: UPLOAD_APART }, ({ path, pluginData }) => ({
        contents: `export const uploadArtifact = async (...args) => (await import(${JSON.stringify(path)})).uploadArtifact(...args)`,
        resolveDir: (pluginData as { readonly resolveDir: string }).resolveDir,
      }))
    },
  }
}
