import { existsSync } from 'node:fs'
import vm from 'node:vm'

if (typeof vm.SourceTextModule !== 'function') {
  throw new Error('ES modules need node --experimental-vm-modules: run the tests with `npm test`.')
}

/** @type {import('jest').Config} */
export const base = {
  testEnvironment: 'node',
  // A limit for what hangs, not a measure: busy machines are slow.
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/workflows-examples/'],
  watchPathIgnorePatterns: ['<rootDir>/dist/'],
  roots: ['packages', 'actions', 'scripts', 'test']
    .filter((root) => existsSync(root))
    .map((root) => `<rootDir>/${root}`),
}

export default {
  ...base,
  maxWorkers: '100%',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/', '<rootDir>/test/interop/', '<rootDir>/test/bench/'],
  collectCoverageFrom: ['packages/**/*.ts', 'actions/**/*.ts', '!**/*.test.ts', '!**/testing.ts'],
  coverageProvider: 'v8',
}
