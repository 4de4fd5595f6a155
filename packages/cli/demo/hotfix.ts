import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDigest, type Digest } from '@promo/core'
import { git } from './git.ts'
import type { Scene } from './scene.ts'
import { expectRun } from './waits.ts'

const HOTFIX = `name: hotfix
on:
  push:
    branches: ['hotfix/**']
permissions: {}
jobs:
  hotfix:
    runs-on: ubuntu-24.04
    permissions: { contents: read, packages: write, id-token: write }
    outputs:
      digest: \${{ steps.build.outputs.digest }}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - id: build
        uses: org/promo/build-by-digest@v1
        with:
          image: ghcr.io/your-org/bookstore-catalog
          builder: layout
          context: app/catalog
          command: '["node", "../build-layout.mjs", "out/oci", "linux/amd64"]'
          layout: app/catalog/out/oci
      - uses: org/promo/keyless-sign@v1
        with:
          images: ghcr.io/your-org/bookstore-catalog@\${{ steps.build.outputs.digest }}
          provenance: false
          trusted-root: \${{ vars.PROMO_TRUSTED_ROOT }}
`

/** A shortcut that a developer might take: a workflow of the bookstore's own that builds and signs, past promo's. */
export async function signElsewhere({ bookstore, sandbox }: Scene): Promise<Digest> {
  await git(bookstore, 'fetch', '--quiet', 'origin', 'main')
  await git(bookstore, 'checkout', '--quiet', '-B', 'hotfix/1', 'origin/main')
  const main = join(bookstore.directory, 'app', 'catalog', 'books.go')
  writeFileSync(main, 'package main\n\ntype book struct{}\n\nvar books = []book{}\n')
  mkdirSync(join(bookstore.directory, '.github', 'workflows'), { recursive: true })
  writeFileSync(join(bookstore.directory, '.github', 'workflows', 'hotfix.yml'), HOTFIX)
  await git(bookstore, 'add', '--all')
  await git(bookstore, 'commit', '--quiet', '--message=Add a hotfix workflow')
  await git(bookstore, 'push', '--quiet', 'origin', 'hotfix/1')
  await expectRun(sandbox, 'hotfix')
  const job = sandbox.runner.runs.filter(({ name }) => name === 'hotfix').at(-1)?.jobs[0]
  return parseDigest(job?.outputs['digest'] ?? '')
}
