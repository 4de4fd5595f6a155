export type { GitHubClaims } from './claims.ts'
export { createOidcIssuer, OIDC_HOST, type OidcIssuer } from './issuer.ts'
