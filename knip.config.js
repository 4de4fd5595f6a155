/** @type {import('knip').KnipConfig} */
export default {
  ignoreExportsUsedInFile: true,
  // Their programs are called by path or through the PATH of npm scripts.
  ignoreDependencies: ['@swc/core', '@swc/jest', '@typescript/native'],
  // A peer that a benchmark asks for; its absence is said with a remedy.
  ignoreBinaries: ['buildah', 'go', 'skopeo'],
  // jest.config.js refuses to load outside jest.
  jest: false,
  workspaces: {
    '.': {
      entry: [
        'scripts/*.ts',
        'scripts/require-node.js',
        'actions/*/{main,inputs,run}.ts',
        'scripts/**/*.test.ts',
        'actions/**/*.test.ts',
        'test/**/*.{test,interop}.ts',
        'test/actions/loopback-only.ts',
        'test/bench/{main,verify-digests}.ts',
        'jest*.config.js',
      ],
      project: ['scripts/**/*.ts', 'actions/**/*.ts', 'test/**/*.ts'],
    },
    'packages/*': { entry: ['testing.ts', '**/*.{test,interop}.ts'], project: ['**/*.ts'] },
    'packages/cli': { entry: ['main.ts', '**/*.{test,interop}.ts'], project: ['**/*.ts'] },
    'packages/sandbox': {
      entry: ['json-imports.ts', 'testing.ts', 'runner/actions/**/*.ts', '**/*.{test,interop}.ts'],
      project: ['**/*.ts'],
    },
  },
}
