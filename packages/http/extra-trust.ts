import { readFileSync } from 'node:fs'
import type { SecureContext } from 'node:tls'
import { httpError } from './errors.ts'
import type { Environment } from './proxies.ts'

/** The trusted roots of this process and those of `NODE_EXTRA_CA_CERTS`, which Node itself reads only for its own start. */
export async function extraTrust(
  environment: Environment | undefined,
): Promise<{ readonly secureContext?: SecureContext }> {
  const file = environment?.['NODE_EXTRA_CA_CERTS']
  if (file === undefined || file === '') return {}
  const { createSecureContext, getCACertificates } = await import('node:tls')
  return { secureContext: createSecureContext({ ca: [...getCACertificates('default'), readTrust(file)] }) }
}

function readTrust(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const remedy = 'Correct NODE_EXTRA_CA_CERTS: it must name a PEM file of certificates.'
    throw httpError('http-request-invalid', { file }, `${file} cannot be read`, { cause, remedy })
  }
}
