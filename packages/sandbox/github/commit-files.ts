import { compareAndSwapRef, readCommit, writeBlob, writeCommit } from './git-objects.ts'
import { ZERO_SHA } from './git.ts'
import { signatureOf } from './payloads/commit.ts'
import { announceUpdates, branchHead } from './pulls.ts'
import { theRepository } from './repositories.ts'
import { accountOf } from './accounts.ts'
import type { World } from './state.ts'
import { writeTree } from './trees.ts'
import type { CommitRequest } from './types.ts'

/** A commit as if made in the web editor: straight on the branch, rules aside, and workflows start. */
export function commitFiles(world: World, request: CommitRequest): Promise<string> {
  const repository = theRepository(world, request.repository)
  return repository.exclusive(async () => {
    const account = accountOf(world, request.actor, 'User')
    const before = await branchHead(repository, request.branch)
    const parent = before ?? (await branchHead(repository, repository.defaultBranch))
    const entries = await Promise.all(
      Object.entries(request.files).map(async ([path, content]) => {
        const sha = content === null ? null : await writeBlob(repository.git, Buffer.from(content))
        return { path, mode: '100644', sha }
      }),
    )
    const base = parent === undefined ? undefined : (await readCommit(repository.git, parent)).tree
    const tree = await writeTree(repository.git, base, entries)
    const author = signatureOf(account, world.clock.now())
    const parents = parent === undefined ? [] : [parent]
    const after = await writeCommit(repository.git, {
      tree,
      parents,
      message: request.message,
      author,
      committer: author,
    })
    const ref = `refs/heads/${request.branch}`
    await compareAndSwapRef(repository.git, ref, after, before ?? ZERO_SHA)
    const update = { ref, before: before ?? ZERO_SHA, after }
    await announceUpdates(world, repository, [update], { kind: 'user', account })
    return after
  })
}
