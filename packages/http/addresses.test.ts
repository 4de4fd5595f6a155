import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isLoopbackHost, isPrivateAddress, isPrivateHost } from './addresses.ts'

const PRIVATE = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
]
const PUBLIC = [
  '1.1.1.1',
  '100.63.255.255',
  '100.128.0.1',
  '168.63.129.17',
  '172.32.0.1',
  '192.0.1.1',
  '2606:4700::1111',
  '::ffff:1.1.1.1',
  '64:ff9b::101:101',
]

describe('private addresses', () => {
  test.each(PRIVATE)('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true))
  test.each(PUBLIC)('%s is public', (address) => expect(isPrivateAddress(address)).toBe(false))

  test('an IPv4 address is judged alike in each form that a URL can carry', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
        const forms = [
          address,
          String(number),
          `0x${number.toString(16)}`,
          `0${number.toString(8)}`,
          `[::ffff:${address}]`,
          `${address}.`,
        ]
        const judged = forms.map((form) => isPrivateHost(new URL(`https://${form}/`).hostname))
        expect(new Set(judged)).toEqual(new Set([isPrivateAddress(address)]))
      }),
    )
  })

  test('a host name is not an address', () => {
    expect(isPrivateAddress('ghcr.io')).toBe(false)
    expect(isPrivateHost('127.0.0.1.example.com')).toBe(false)
  })
})

test.each(['localhost', 'LOCALHOST', 'registry.localhost', 'localhost.', '127.0.0.1', '[::1]'])(
  '%s is this machine',
  (host) => expect(isLoopbackHost(host)).toBe(true),
)
test.each(['localhost.example', 'notlocalhost', '128.0.0.1', '[::2]'])('%s is another machine', (host) =>
  expect(isLoopbackHost(host)).toBe(false),
)
