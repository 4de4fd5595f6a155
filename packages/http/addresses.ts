import { BlockList, isIP } from 'node:net'

/**
 * Address blocks that are not the public internet (IANA special-purpose registries, RFC 6890), and Azure's WireServer, which
 * gives every machine there its secrets (learn.microsoft.com, "What is IP address 168.63.129.16?").
 */
const PRIVATE_BLOCKS: readonly (readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['168.63.129.16', 32, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]

const privateBlocks = new BlockList()
for (const [network, prefix, family] of PRIVATE_BLOCKS) privateBlocks.addSubnet(network, prefix, family)

const loopbackBlocks = new BlockList()
loopbackBlocks.addSubnet('127.0.0.0', 8, 'ipv4')
loopbackBlocks.addAddress('::1', 'ipv6')

/** Prefixes under which an IPv6 address carries an IPv4 one: mapped, compatible, NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056). */
const EMBEDDED: readonly (readonly [prefix: string, bits: number, firstGroup: number])[] = [
  ['::ffff:0:0', 96, 6],
  ['::', 96, 6],
  ['64:ff9b::', 96, 6],
  ['64:ff9b:1::', 48, 6],
  ['2002::', 16, 1],
]

/** Whether an IP address lies in a loopback, link-local, private, shared, multicast or reserved block; false for host names. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return privateBlocks.check(address, 'ipv4')
  if (family !== 6) return false
  const embedded = embeddedAddress(address)
  return privateBlocks.check(address, 'ipv6') || (embedded !== undefined && privateBlocks.check(embedded, 'ipv4'))
}

/** Whether a host of a URL names this machine: a loopback address, or `localhost` and the names under it (RFC 6761). */
export function isLoopbackHost(hostname: string): boolean {
  const host = bareHost(hostname)
  if (host === 'localhost' || host.endsWith('.localhost')) return true
  const family = isIP(host)
  return family !== 0 && loopbackBlocks.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

/** Whether the host of a URL is private by its text alone. Decimal, octal and hexadecimal forms were normalised by the URL parser. */
export function isPrivateHost(hostname: string): boolean {
  return isLoopbackHost(hostname) || isPrivateAddress(bareHost(hostname))
}

function bareHost(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
}

function embeddedAddress(address: string): string | undefined {
  const plain = address.replace(/%.*$/, '')
  for (const [prefix, bits, firstGroup] of EMBEDDED) {
    const block = new BlockList()
    block.addSubnet(prefix, bits, 'ipv6')
    if (block.check(plain, 'ipv6')) return ipv4Of(plain, firstGroup)
  }
  return undefined
}

/** The two 16-bit groups from `firstGroup` on, as dotted decimal. */
function ipv4Of(address: string, firstGroup: number): string {
  const [head = '', tail] = expandDotted(address).split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  const [high = 0, low = 0] = groups.slice(firstGroup, firstGroup + 2).map((group) => Number.parseInt(group, 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** `::ffff:1.2.3.4` as `::ffff:102:304`. */
function expandDotted(address: string): string {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  if (dotted === null) return address
  const [a = 0, b = 0, c = 0, d = 0] = dotted.slice(1).map(Number)
  return `${address.slice(0, dotted.index)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}
