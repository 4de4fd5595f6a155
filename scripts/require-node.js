// Preload of every npm script that runs TypeScript. It is JavaScript so that an older Node gets a sentence, not a parse error.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 15)) {
  process.stderr.write(
    `promo needs Node 24.15 or newer to run its sources; this is ${process.version}.\n` +
      'On Linux, Windows x64 and macOS x64 `npm ci` brings it (do not omit optional packages).\n' +
      'On macOS arm64 and Windows arm64 install it first: https://nodejs.org/en/download\n',
  )
  process.exit(2)
}
