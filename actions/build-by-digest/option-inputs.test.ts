import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import {
  parseAddedHost,
  parseCache,
  parseContext,
  parseEntitlement,
  parseNetwork,
  parseSetting,
  parseSize,
  parseSsh,
  parseUlimit,
} from './option-inputs.ts'

describe('the options of a build', () => {
  test.each([
    [parseSsh, ['default', 'key=/home/a/.ssh/id_ed25519', 'default=/a,/b']],
    [parseNetwork, ['default', 'none', 'host', 'my-net_1']],
    [parseEntitlement, ['network.host', 'security.insecure', 'device', 'device=vendor.com/class']],
    [parseAddedHost, ['host:10.0.0.1', 'host=::1', 'host:[::1]', 'a.b:host-gateway']],
    [parseSize, ['64', '256m', '1GB']],
    [parseUlimit, ['nofile=1024', 'nofile=1024:2048', 'memlock=-1:-1']],
    [parseSetting, ['A=', 'A=x=y', 'A="quoted"', 'A=a\nb\tc', 'index,manifest[linux/amd64]:a.b=c', 'a.b/c=d']],
    [parseCache, ['ghcr.io/org/cache', 'type=registry,ref=ghcr.io/org/cache:a,mode=max', 'type=local,dest=cache']],
    [parseContext, ['.', 'app/catalog', '/work/app']],
  ])('%p takes what buildx takes', (parse, values) => {
    expect(values.map((value) => parse(value))).toEqual(values)
  })

  test.each([
    [parseSsh, ['', '--x', 'a=', 'a=$(id)', 'a=b c']],
    [parseNetwork, ['', '-host', 'a b', 'container:x']],
    [parseEntitlement, ['', 'network', '--allow', 'network.host,b']],
    [parseAddedHost, ['', 'host', 'host:', 'host:evil.example', '-h:10.0.0.1']],
    [parseSize, ['', '-1', '1 m', 'big']],
    [parseUlimit, ['', 'nofile', 'nofile=x', '-n=1', 'nofile=1:2:3']],
    [parseSetting, ['', 'A', '=x', '"A=x"', "'A=x'", '--A=x', 'A B=x', 'A=\u202Ex', 'A\nB=x']],
    [parseContext, ['..', '-', 'a;b']],
  ])('%p refuses the rest', async (parse, values) => {
    for (const value of values) await expectCode('input-invalid', () => parse(value))
  })

  test.each(['type=gha', 'type=gha,mode=max', 'mode=max,type=gha'])(
    'refuse a cache that would be passed over: %s',
    (text) => expectCode('cache-withheld', () => parseCache(text)),
  )

  test.each([
    'https://github.com/docker/buildx.git#main:sub',
    'git@github.com:docker/buildx.git',
    'ssh://git@github.com/docker/buildx',
    'github.com/docker/buildx',
    '{{defaultContext}}:app',
  ])('refuse a context that is not checked out: %s', (text) => expectCode('context-remote', () => parseContext(text)))
})
