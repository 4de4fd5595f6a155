/** File names inside the artifacts that cross from job to job. */
export const SCAN_FILE = 'scan.json'
export const BUILD_FILE = 'build.json'
export const LEG_FILE = 'leg.json'
export const RELEASE_FILE = 'release.json'
