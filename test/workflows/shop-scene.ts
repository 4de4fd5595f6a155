import { join } from 'node:path'
import type { RunView } from '@promo/sandbox'
import { writeFakeScanners } from './fake-scanners.ts'
import { aWorkflowScene, type RepositoryFiles, type WorkflowScene } from './scene.ts'
import { releaseWorkflow, shopConfig, shopFiles, type Shop } from './shop.ts'

export const SHOP = 'your-org/shop'

/** A scene in which the shop is a repository with these files, whose scanners need no network. */
export async function aShopScene(
  files: RepositoryFiles = { 'README.md': '' },
  promo: RepositoryFiles = {},
): Promise<WorkflowScene> {
  const scene = await aWorkflowScene({ promo })
  await scene.push(SHOP, files)
  scene.sandbox.github.setVariable(SHOP, 'TOOLS', writeFakeScanners(scannersOf(scene)))
  return scene
}

/** Where the scanners of the scene read what they are to find. */
export function scannersOf({ directory }: WorkflowScene): string {
  return join(directory, 'tools')
}

/** Pushes the images, what promo is told of them, and a workflow that calls promo.yml; the run that this starts. */
export async function releaseShop(
  scene: WorkflowScene,
  shop: Shop,
  inputs: Readonly<Record<string, string>> = {},
): Promise<RunView | undefined> {
  const [run] = await scene.push(SHOP, {
    ...shopFiles(shop),
    'promo.yaml': shopConfig(scene, SHOP, shop),
    '.github/workflows/release.yml': releaseWorkflow(scene, inputs),
  })
  return run
}
