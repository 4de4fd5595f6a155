import type { PinnedImage } from '@promo/core'

/** The cosign command that verifies what was signed, quoted for a shell. */
export function verifyCommand(
  image: PinnedImage | undefined,
  { subject, issuer }: { readonly subject: string; readonly issuer: string },
): string {
  if (image === undefined) return ''
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
  return `cosign verify --certificate-identity ${quoted(subject)} --certificate-oidc-issuer ${quoted(issuer)} ${image.name}@${image.digest}`
}
