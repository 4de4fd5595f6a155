import { base } from './jest.config.js'

/**
 * Suites that run real tools, which `npm run tools` installs first, and those that need many processes or whole workflows.
 * Two at a time: many of them wait for programs.
 */
export default { ...base, testMatch: ['**/*.interop.ts'], maxWorkers: 2 }
