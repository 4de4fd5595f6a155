import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../../scripts/root.ts'

export const SERVICES = ['catalog', 'orders', 'payments-worker', 'storefront'] as const
export const PLATFORMS = ['linux/amd64', 'linux/arm64'] as const

/** The example's own Dockerfiles fetch Go; these take what Go built outside, so that nothing is fetched. */
const DOCKERFILE = `FROM scratch
ARG TARGETARCH
COPY app-\${TARGETARCH} /app
USER 65532:65532
ENTRYPOINT ["/app"]
`

/** A build context of a service of the bookstore, with its binary for each platform as `build-layout.mjs` compiles it. */
export function serviceContext(service: string, directory: string): string {
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'Dockerfile'), DOCKERFILE)
  for (const platform of PLATFORMS) {
    const architecture = platform.replace('linux/', '')
    compile(
      join(ROOT, 'workflows-examples/bookstore/app', service),
      join(directory, `app-${architecture}`),
      architecture,
    )
  }
  return directory
}

export function compile(source: string, output: string, architecture: string): void {
  const env = {
    ...process.env,
    ...{ CGO_ENABLED: '0', GOOS: 'linux', GOARCH: architecture, GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '' },
  }
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', '-s -w -buildid=']
  execFileSync('go', ['build', ...flags, '-o', output, '.'], {
    cwd: source,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
