/** The forms in which registry credentials travel besides the password itself (RFC 7617): what must be masked with it. */
export function maskCredentials(username: string | undefined, password: string | undefined): readonly string[] {
  return username === undefined || password === undefined
    ? []
    : [Buffer.from(`${username}:${password}`).toString('base64')]
}

/** Passwords in the YAML or JSON text of `registry-auths`, found without a YAML parser: too many rather than too few. */
export function maskAuths(auths: string | undefined): readonly string[] {
  const values = (auths ?? '').matchAll(/["']?password["']?\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,}]+)/gi)
  return [...values].map(([, value = '']) => unquoted(value)).filter((value) => value !== '')
}

function unquoted(value: string): string {
  if (value.startsWith("'")) return value.slice(1, -1).replaceAll("''", "'")
  if (!value.startsWith('"')) return value
  try {
    return String(JSON.parse(value))
  } catch {
    return value.slice(1, -1)
  }
}
