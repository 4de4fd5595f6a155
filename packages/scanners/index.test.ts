import { expect, test } from '@jest/globals'
import * as surface from './index.ts'

test('the public surface is what others rely on', () => {
  expect(Object.keys(surface).sort()).toEqual([
    'REPORT_TOOLS',
    'SBOM_FORMATS',
    'SBOM_GENERATORS',
    'SCANNER_NAMES',
    'SOURCE_SCANNERS',
    'createScanners',
    'createToolLocator',
    'readReport',
    'summarizeSbom',
  ])
})
