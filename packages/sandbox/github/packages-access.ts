import { allows, type Access } from './permissions.ts'
import type { World } from './state.ts'
import { identify } from './tokens.ts'
import type { TokenIdentity } from './types.ts'

/** Read when the owner has a public repository; else, and to write, a token of the owner that may use packages. */
export function mayUsePackage(world: World, token: string | undefined, image: string, action: string): boolean {
  const [owner = ''] = image.toLowerCase().split('/')
  const identity = token === undefined ? undefined : identify(world, token)
  const access = action === 'pull' ? 'read' : 'write'
  if (identity === undefined) return access === 'read' && ownsPublicRepository(world, owner)
  return reaches(world, identity, owner, access)
}

function reaches(world: World, identity: TokenIdentity, owner: string, access: Access): boolean {
  switch (identity.kind) {
    case 'job':
      return ownerOf(identity.repository) === owner && allows(identity.permissions, 'packages', access)
    case 'installation':
      return identity.owner.toLowerCase() === owner && allows(identity.permissions, 'packages', access)
    case 'user':
      return isMember(world, identity.account.login.toLowerCase(), owner)
  }
}

function ownerOf(fullName: string): string {
  return fullName.toLowerCase().split('/')[0] ?? ''
}

function ownsPublicRepository(world: World, owner: string): boolean {
  return [...world.repositories.values()].some(
    ({ fullName, visibility }) => ownerOf(fullName) === owner && visibility === 'public',
  )
}

/** The account itself, or somebody who may write to one of the owner's repositories. */
function isMember(world: World, login: string, owner: string): boolean {
  if (login === owner) return true
  return [...world.repositories.values()].some(({ fullName, collaborators }) => {
    const role = collaborators.get(login)
    return ownerOf(fullName) === owner && (role === 'admin' || role === 'write')
  })
}
