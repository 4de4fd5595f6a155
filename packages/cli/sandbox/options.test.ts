import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { parsePairs, parsePort, parseRepository, readSecrets } from './options.ts'

describe('the options of the sandbox commands', () => {
  test('name folders as repositories', () => {
    const here = import.meta.dirname
    expect(parseRepository(`${here}=acme/shop`)).toEqual({ directory: here, name: 'acme/shop' })
    expect(parseRepository(here)).toEqual({ directory: here, name: 'your-org/sandbox' })
  })

  test.each(['/nowhere=acme/shop', `${import.meta.dirname}=shop`, `${import.meta.dirname}=a/b/c`])(
    'refuse %s',
    async (text) => {
      await expectCode('sandbox-option-invalid', () => parseRepository(text))
    },
  )

  test('name a port, or leave it free', () => {
    expect([parsePort(), parsePort('5000')]).toEqual([0, 5000])
  })

  test.each(['', '-1', '65536', '5000x', '1e3'])('refuse the port %j', async (text) => {
    await expectCode('sandbox-option-invalid', () => parsePort(text))
  })

  test('take variables as pairs, and secrets from the environment alone', async () => {
    expect(parsePairs('--variable', ['A=1', 'B=x=y'])).toEqual({ A: '1', B: 'x=y' })
    await expectCode('sandbox-option-invalid', () => parsePairs('--input', ['=1']))
    expect(readSecrets(['KEY'], { KEY: 'value' })).toEqual({ KEY: 'value' })
    await expectCode('sandbox-option-invalid', () => readSecrets(['KEY'], {}))
    const told = (): unknown => readSecrets(['KEY=hunter2'], {})
    expect(told).toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') as unknown }))
  })
})
