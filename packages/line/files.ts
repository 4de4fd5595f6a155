/** File names inside the artifacts that cross from job to job. */
export const SCAN_FILE = 'scan.json'
export const BUILD_FILE = 'build.json'
export const REPRODUCTION_FILE = 'reproduction.json'
export const LEG_FILE = 'leg.json'
export const RELEASE_FILE = 'release.json'
export const TESTS_FILE = 'tests.json'
/** The image itself, when it travels in an artifact: an OCI layout in this folder, beside the build record. */
export const LAYOUT_DIRECTORY = 'layout'
