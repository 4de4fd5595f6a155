export { subjectOf, type GitHubClaims } from './claims.ts'
export { createOidcIssuer, OIDC_HOST, OIDC_ISSUER, type IdentityTicket, type OidcIssuer } from './issuer.ts'
