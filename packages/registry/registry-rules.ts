/** Where a registry differs from the specification, or is known for something that clients trip over. */
export interface RegistryRule {
  readonly registry: string
  /** What the registry does. */
  readonly does: string
  /** What promo does about it. */
  readonly promo: string
  /** Where this is known from: a project's file or issue, or a page of the registry's documentation. */
  readonly source: string
}

type Rules = Readonly<Record<string, RegistryRule>>

/** Who one is to the registry. */
const credentials = {
  'hub-aliases': {
    registry: 'Docker Hub',
    does: 'is called `docker.io`, `index.docker.io` and `registry-1.docker.io`; its credentials lie under `https://index.docker.io/v1/`',
    promo: 'takes all of them for one registry, and asks helpers for that URL',
    source: 'distribution/reference, `normalize.go`; docker/cli, `registry.IndexServer`',
  },
  'hub-several-entries': {
    registry: 'Docker Hub',
    does: 'has entries beside its own in a Docker configuration (`…/v1/access-token`, `…/v1/refresh-token`)',
    promo: 'takes the entry under `https://index.docker.io/v1/`, wherever it stands',
    source: 'docker/cli#5244',
  },
  'podman-namespaces': {
    registry: 'any, logged in to by Podman',
    does: 'has entries for namespaces (`quay.io/org`) beside that of the host',
    promo: 'takes the entry of the nearest namespace, then that of the host',
    source: 'containers/image, `containers-auth.json(5)`',
  },
  'helper-without-name': {
    registry: 'any',
    does: '`credHelpers` names no program for its host',
    promo: 'takes what the Docker configuration itself holds',
    source: 'docker/cli, `configfile/file.go`, `getConfiguredCredentialStore`',
  },
  'helper-knows-nothing': {
    registry: 'any with a credential helper',
    does: 'its helper answers "credentials not found", or an empty user with an empty secret',
    promo: 'goes on as if there were no helper',
    source: 'docker/docker-credential-helpers, `credentials/error.go`',
  },
  'names-with-signs': {
    registry: 'Harbor, Quay',
    does: 'names users `robot$project+ci`, `$oauthtoken`, `org+robot`',
    promo: 'sends names as they are written',
    source: 'goharbor.io, "Create Project Robot Accounts"; docs.quay.io, "Managing robot accounts"',
  },
  'keys-as-passwords': {
    registry: 'Artifact Registry',
    does: 'takes a whole JSON key as the password of `_json_key` (its base64 for `_json_key_base64`), an access token for `oauth2accesstoken`',
    promo: 'sends passwords as they are, line breaks included',
    source: 'cloud.google.com/artifact-registry, "Configure authentication to Artifact Registry for Docker"',
  },
} as const satisfies Rules

/** How one gets a right. */
const tokens = {
  'basic-only': {
    registry: 'ECR (`AWS` and a 12 hour token), Nexus, a registry with htpasswd',
    does: 'asks for Basic on every request, Nexus in capitals',
    promo: 'sends the password from the first challenge on, to this host alone',
    source: 'docs.aws.amazon.com/AmazonECR, "Private registry authentication"; sonatype/nexus-public#921',
  },
  'negotiate-first': {
    registry: 'any behind Kerberos',
    does: 'sends `Negotiate` and Basic, in one header or two',
    promo: 'takes the first challenge that it can answer, Bearer before Basic',
    source: 'google/go-containerregistry#1075',
  },
  'challenge-at-version-only': {
    registry: 'some',
    does: 'says how to log in at `/v2/` alone',
    promo: 'asks there when a 401 came without a challenge',
    source: 'containerd/containerd#3291; distribution, `docs/spec/api.md`, "API Version Check"',
  },
  'identity-token': {
    registry: 'ACR',
    does: '`az acr login` leaves the user `00000000-…` without a password, and an identity token',
    promo: 'sends it to `/oauth2/token` as a refresh token, by POST',
    source: 'Azure/acr, `docs/AAD-OAuth.md`; distribution, `docs/spec/auth/oauth.md`',
  },
  'metadata-read': {
    registry: 'ACR',
    does: 'lists tags for a token with `metadata_read`, which `pull` is not',
    promo: 'adds to its scopes what the challenge names for the same repository',
    source: 'goharbor/harbor#16888; argoproj-labs/argocd-image-updater#1502',
  },
  'any-scope': {
    registry: 'Gitea, Forgejo',
    does: 'challenges with `scope="*"`, and gives tokens without `expires_in`',
    promo: 'asks for the repository alone, and takes the token for 60 seconds',
    source: 'go-gitea/gitea, `routers/api/packages/container/container.go`; distribution, `docs/spec/auth/token.md`',
  },
  'scope-by-403': {
    registry: 'some',
    does: 'answers 403 with `error="insufficient_scope"` to a token that allows too little',
    promo: 'gets another token, once',
    source: 'RFC 6750, section 3.1',
  },
  'oauth-only': {
    registry: 'some',
    does: 'its token server knows POST only, and answers 404 or 405 to GET',
    promo: 'sends the password by POST then (`grant_type=password`)',
    source: 'distribution, `docs/spec/auth/oauth.md`; the other way round in containerd, `docker/authorizer.go`',
  },
  'token-server-of-a-repository': {
    registry: 'Artifactory',
    does: 'has a token server for each repository (`/artifactory/api/docker/<repository>/v2/token`)',
    promo: 'tries a known one for another repository, and asks the registry when it refuses',
    source: 'renovatebot/renovate#11765',
  },
  'token-given-before': {
    registry: 'some',
    does: 'gives out a token again that is some time old (`issued_at`)',
    promo: "counts its age by the server's own clock",
    source: 'distribution, `docs/spec/auth/token.md`, "Token Response Fields"',
  },
  'token-server-beside': {
    registry: 'GitLab, Docker Hub, DigitalOcean',
    does: 'names a token server on another host of its domain (`gitlab.com/jwt/auth` for `registry.gitlab.com`), or on another port',
    promo: 'sends credentials there',
    source: 'docs.gitlab.com, "GitLab container registry administration"',
  },
  'token-server-elsewhere': {
    registry: 'a GitLab of your own',
    does: 'names a token server in another domain, or at a private address',
    promo: 'refuses with `realm-refused` until `registry-auths` has it as `token-server`',
    source: 'artifact-keeper/artifact-keeper#3591; google/go-containerregistry#2243',
  },
  'known-token-server': {
    registry: 'Scaleway',
    does: 'has its registry in `scw.cloud` and its token server at `api.scaleway.com`',
    promo: 'knows that they belong together',
    source: "Docker's own messages: `https://api.scaleway.com/registry-internal/v1/regions/fr-par/tokens`",
  },
  'denied-for-a-moment': {
    registry: 'GHCR',
    does: 'denies a token with 403 now and then, and gives it a second later',
    promo: 'asks once more after a second',
    source: 'docker/build-push-action#463; NVIDIA/NemoClaw#8560',
  },
} as const satisfies Rules

/** What becomes of content. */
const content = {
  'pull-limit': {
    registry: 'Docker Hub',
    does: 'answers 429 without Retry-After, with `ratelimit-limit` and `ratelimit-remaining`',
    promo: 'ends with `registry-unavailable`, the limit in its message',
    source: 'docs.docker.com, "Docker Hub pull usage and limits"; docker/hub-feedback#2464',
  },
  'repository-first': {
    registry: 'ECR, Artifact Registry, Harbor (its project)',
    does: 'makes no repository on the first push: 404 with `NAME_UNKNOWN`, Harbor `NOT_FOUND`',
    promo: 'ends with `repository-unknown` at the first upload',
    source: 'podman-container-tools/skopeo#851; goharbor/harbor, `src/lib/errors/const.go`',
  },
  'immutable-tag-400': {
    registry: 'ECR',
    does: 'answers 400 with `TAG_INVALID` to a tag that may not move, evidence tags among them',
    promo: 'ends with `tag-immutable`, which names the exclusion `sha256-*`',
    source: 'aws/containers-roadmap#862',
  },
  'immutable-tag-412': {
    registry: 'Harbor',
    does: 'answers 412 with `PRECONDITION` to a tag that may not move, without any condition',
    promo: 'ends with `tag-immutable`',
    source: 'goharbor/harbor#17332',
  },
  'refused-mount': {
    registry: 'Harbor',
    does: 'answers 401 to a mount from a project that it does not show, where 202 was due',
    promo: 'uploads the blob',
    source: 'goharbor/harbor#17097',
  },
  'large-bodies-refused': {
    registry: 'any behind Cloudflare',
    does: 'answers 413 to requests of more than 100 MB',
    promo: 'starts over in chunks',
    source: 'podman-container-tools/podman#24919',
  },
  'small-chunks': {
    registry: 'GHCR',
    does: 'takes chunks of 4 MiB at most',
    promo: 'sends no larger ones, unless `OCI-Chunk-Min-Length` asks for them',
    source: 'oras-project/rust-oci-client#37; opencontainers/distribution-spec#391',
  },
  'no-referrers': {
    registry: 'GHCR',
    does: 'has no referrers API: 404, for a time a redirect to its web site',
    promo: 'calls it unsupported, never empty, and reads the fallback tag',
    source: 'artifacthub/hub#4785',
  },
  'lying-header': {
    registry: 'ECR in 2024',
    does: 'sends `OCI-Subject` without a referrers API',
    promo: 'looks whether the artifact is listed, and lists it in the fallback tag if not',
    source: 'sigstore/sigstore-js, `@sigstore/oci`, which asks before it believes',
  },
  'late-manifests': {
    registry: 'GHCR',
    does: 'shows a manifest seconds after it took it',
    promo: 'waits for what it wrote before it says that it is there',
    source: 'docker/actions-toolkit#1207',
  },
  'self-resolving-tags': {
    registry: 'GitLab',
    does: 'resolves the tag `sha256-<hex>` to the manifest `sha256:<hex>` itself',
    promo: 'takes that for no list of evidence',
    source: 'oras-project/oras-go#1396',
  },
  'subject-first': {
    registry: 'GitLab',
    does: 'refuses a manifest whose subject is not there yet',
    promo: 'copies subjects before what refers to them',
    source: 'gitlab-org/container-registry, `registry/handlers/manifests.go`',
  },
  'subject-405': {
    registry: 'ECR',
    does: 'answers 405 with `UNSUPPORTED` to artifacts, with a subject or without, that it does not take; media types with parameters among them',
    promo: 'ends with `manifest-unsupported`; what it writes has none',
    source: 'aws/containers-roadmap#2783, #2306; oras-project/oras#690',
  },
  'subject-400': {
    registry: 'Quay before 3.11',
    does: 'answers 400 with `MANIFEST_INVALID` to a manifest with `artifactType` or `subject`',
    promo: 'ends with `manifest-unsupported`',
    source: 'quay/quay#2659',
  },
  'subject-404': {
    registry: 'Docker Hub until 2024',
    does: 'answers 404 to a manifest with `subject`',
    promo: 'ends with `manifest-unsupported`',
    source: 'docker/hub-feedback#2307',
  },
  'overwrite-400': {
    registry: 'Artifactory',
    does: 'answers 400 with `MANIFEST_INVALID` to who may not overwrite, which tags of evidence need',
    promo: 'ends with `manifest-unsupported`, which names that permission',
    source: 'sigstore/cosign#3758',
  },
  'locked-500': {
    registry: 'ACR',
    does: 'answers 500 to a tag of an artifact while a retention policy is on',
    promo: 'tries again, then ends with `registry-unavailable`',
    source: 'oras-project/oras#1382',
  },
  'subject-there': {
    registry: 'GitLab, Docker Hub in 2024',
    does: 'answers `MANIFEST_BLOB_UNKNOWN` to evidence on what the repository does not hold',
    promo: 'puts the evidence again, then ends with `content-unknown`',
    source: 'moby/buildkit#5561; docker/hub-feedback#2372',
  },
  'collected-content': {
    registry: 'distribution, Harbor, with a cache of descriptors',
    does: 'says that content is there which garbage collection took, and refuses the manifest that names it',
    promo: 'puts it again once, whatever the registry says of it',
    source: 'distribution/distribution#4269, #2945; goharbor/harbor#22571',
  },
  'cut-listing': {
    registry: '`crane registry serve`',
    does: 'cuts a list of tags at `n` without a `Link`',
    promo: 'asks for what comes after a full page',
    source: 'google/go-containerregistry, `pkg/registry/manifest.go`',
  },
  'lost-meanwhile': {
    registry: 'olareg',
    does: 'loses an artifact that it took, from its list or altogether, when another process writes to the same subject at that moment',
    promo: 'puts it again until it is listed and shown',
    source: 'olareg 0.1.2, `referrerAdd` in `referrer.go`, which takes no lock; seen by the interop suite',
  },
  'null-for-empty': {
    registry: 'olareg, and other servers in Go',
    does: 'writes an empty list as `null`',
    promo: 'reads it as empty',
    source: 'olareg 0.1.2, seen by the interop suite',
  },
} as const satisfies Rules

/** Every rule has a test under its name in `packages/sandbox/registry`, and its line in `docs/registries.md`. */
export const REGISTRY_RULES = { credentials, tokens, content } as const

/** The rules as a Markdown table. */
export function rulesTable(): string {
  const head = ['Rule', 'Registry', 'What it does', 'What promo does', 'Known from']
  const rows = Object.values<Rules>(REGISTRY_RULES).flatMap((rules) => Object.entries(rules))
  const cells = rows.map(([name, { registry, does, promo, source }]) => [`\`${name}\``, registry, does, promo, source])
  return [head, head.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |\n`).join('')
}
