import { describe, expect, test } from '@jest/globals'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readWorkflow } from './workflow-file.ts'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
const PROMO = /^org\/promo\/(\.github\/workflows\/[a-z-]+\.yml)@v1$/

/** Files of the example itself and promo's reusable workflows, which the callers name by tag. */
async function readCalled(reference: string): Promise<string> {
  const [, path] = PROMO.exec(reference) ?? []
  return readFileSync(join(ROOT, path ?? reference), 'utf8')
}

describe("GitHub's parser", () => {
  const workflows = globSync('workflows-examples/*/.github/workflows/*.yml', { cwd: ROOT }).sort()

  test.each(workflows)('accepts %s, with the inputs and secrets that it hands on', async (path) => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    const source = { repository: 'your-org/example', commit: 'a'.repeat(40), ref: 'refs/heads/main', path, text }
    await expect(readWorkflow(source, readCalled)).resolves.toBeDefined()
  })

  test('refuses an input that promo.yml does not have', async () => {
    const path = 'workflows-examples/bookstore/.github/workflows/release.yml'
    const text = readFileSync(join(ROOT, path), 'utf8').replace('tests-artifact:', 'tests-artefact:')
    const source = { repository: 'your-org/example', commit: 'a'.repeat(40), ref: 'refs/heads/main', path, text }
    await expect(readWorkflow(source, readCalled)).rejects.toMatchObject({
      code: 'workflow-invalid',
    })
  })
})
