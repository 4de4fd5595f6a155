import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPrivateAddress } from './addresses.ts'
import { httpError } from './errors.ts'

/** Refuses a name as soon as one of its addresses is private: a name that points both ways is an attack. */
export function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      const isRefused = error === null && addressesOf(address).some(isPrivateAddress)
      callback(isRefused ? privateName(hostname) : error, address, family)
    })
  }
}

function privateName(host: string): Error {
  return httpError('http-address-refused', { host }, `${host} points to a private address`)
}

function addressesOf(address: string | readonly LookupAddress[]): readonly string[] {
  return typeof address === 'string' ? [address] : address.map((entry) => entry.address)
}
