import { base } from './jest.config.js'

/** Suites that run real tools; `npm run tools` installs those first. */
export default { ...base, roots: ['<rootDir>/test'], testMatch: ['<rootDir>/test/interop/**/*.interop.ts'] }
