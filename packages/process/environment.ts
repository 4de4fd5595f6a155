/** What any program needs to start, find its files and reach the network; no token, no home directory, no runner file. */
export const BASE_ENVIRONMENT: readonly string[] = [
  'PATH',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'SystemDrive',
  'ComSpec',
  'PATHEXT',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'CURL_CA_BUNDLE',
  'REQUESTS_CA_BUNDLE',
]

/** The named variables that are set, and no other. Add BASE_ENVIRONMENT to the names for a program to start with. */
export function allowEnvironment(
  names: readonly string[],
  from: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const allowed: Record<string, string> = {}
  for (const name of names) {
    const value = from[name]
    if (value !== undefined) allowed[name] = value
  }
  return allowed
}
