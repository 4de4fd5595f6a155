import { expect, test } from '@jest/globals'
import { digestOf, parseImageName, pinImage } from '@promo/core'
import { findPresent } from './present.ts'

const named = (name: string) => pinImage(parseImageName(`ghcr.io/your-org/${name}`), digestOf('image'))
const [here, gone, denied] = [named('here'), named('gone'), named('denied')]

test('a repository that may not be asked keeps no refusal from the others', async () => {
  const fault = new Error('denied')
  const resolve = ({ repository, digest }: { repository: string; digest?: typeof here.digest }) => {
    if (repository === denied.repository) return Promise.reject(fault)
    if (repository === gone.repository) return Promise.resolve(undefined)
    return Promise.resolve({ mediaType: 'm', digest: digest ?? here.digest, size: 1 })
  }
  expect(await findPresent([denied, here, gone], { resolve })).toEqual({ present: [here], absent: [gone], fault })
})
