import { base } from './jest.config.js'

/** Suites that run real tools, which `npm run tools` installs first, and those that play whole workflows. */
export default { ...base, roots: ['<rootDir>/test'], testMatch: ['<rootDir>/test/**/*.interop.ts'] }
