export type { GitHubClaims } from './claims.ts'
export { createOidcIssuer, OIDC_HOST, type IdentityTicket, type OidcIssuer } from './issuer.ts'
