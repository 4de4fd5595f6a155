import { defineErrors } from '@promo/core'

export const registryError = defineErrors('registry', {
  'registry-unauthorized': {
    ending: 'configuration',
    remedy:
      'Give credentials that may read (and, where promo writes, push to) this repository: `registry-username` and `registry-password`, `registry-auths`, or a Docker configuration. For ghcr.io the job needs `permissions: packages: write`.',
  },
  'registry-unavailable': {
    ending: 'infrastructure',
    remedy: 'The registry is overloaded or down. Run again later; the answer and the time to wait are in the message.',
  },
  'registry-refused': {
    ending: 'configuration',
    remedy: 'The registry does not accept this request; its own words are in the message.',
  },
  'manifest-unsupported': {
    ending: 'configuration',
    remedy:
      'The registry does not take a manifest of this kind; evidence is a manifest with `artifactType` and `subject` (OCI 1.1). Update the registry (Quay: 3.11 or newer), keep evidence in another one (`evidence-repository`), or write only the older form (`evidence-formats: legacy`). Artifactory says the same to who may not overwrite: grant that permission.',
  },
  'content-unknown': {
    ending: 'infrastructure',
    remedy:
      'The registry refuses a manifest since it does not know what that names, though it was put there or said to be there just before. Run again when no garbage collection runs; if it stays, restart the registry or clear its cache. Some registries also want the subject of evidence in the same repository.',
  },
  'repository-unknown': {
    ending: 'configuration',
    remedy:
      'Create the repository first, its project included: this registry does not create one on the first push (ECR: `aws ecr create-repository`; Artifact Registry: `gcloud artifacts repositories create`; Harbor: the project).',
  },
  'tag-immutable': {
    ending: 'configuration',
    remedy:
      'The registry does not let this tag name something else. Evidence is listed in tags that grow: leave `sha256-*` out of the immutability rule (ECR: `IMMUTABLE_WITH_EXCLUSION` with the wildcard `sha256-*`; Harbor: exclude `sha256-*` in the rule).',
  },
  'registry-response-invalid': {
    ending: 'infrastructure',
    remedy:
      'The registry answered against the OCI distribution specification. Try again; if it stays, report it to the registry.',
  },
  'registry-lagging': {
    ending: 'infrastructure',
    remedy: 'The registry does not yet show what was written. Run again: what is there already is not written twice.',
  },
  'manifest-missing': {
    ending: 'configuration',
    remedy: 'Check the name of the repository and the tag or digest: the registry holds no such manifest.',
  },
  'manifest-invalid': {
    ending: 'configuration',
    remedy: 'The manifest is not one that the OCI image specification allows. Build and push the image again.',
  },
  'manifest-unexpected': {
    ending: 'configuration',
    remedy: 'Name a digest of the wanted kind: an index where all platforms are meant, an image manifest where one is.',
  },
  'blob-missing': {
    ending: 'configuration',
    remedy: 'The manifest names content that the registry does not hold. Push the image again.',
  },
  'content-mismatch': {
    ending: 'infrastructure',
    remedy:
      'The content is not what its descriptor promises. Try again; if it stays, the source is corrupt or hostile.',
  },
  'realm-refused': {
    ending: 'configuration',
    remedy:
      'The registry sends its clients to a token server that promo does not trust with credentials. Check the registry name; a token server must be reached by https, on the registry host or in its domain. One elsewhere that is yours goes into the entry of `registry-auths` as `token-server`.',
  },
  'location-refused': {
    ending: 'infrastructure',
    remedy:
      'The registry points to an address that promo does not follow. Check the registry name and its configuration.',
  },
  'credentials-invalid': {
    ending: 'configuration',
    remedy:
      'Write `registry-auths` as a YAML list of `registry`, `username` and `password` (and `token-server`, where the registry has one in another domain), and keep the Docker configuration valid JSON.',
  },
  'credential-helper-failed': {
    ending: 'configuration',
    remedy:
      'Run the credential helper by hand (`docker-credential-… get`), or remove it from the Docker configuration.',
  },
  'tag-taken': {
    ending: 'configuration',
    remedy:
      'The tag names another digest already and promo never moves a tag. Choose another tag, or pass `on-tag-conflict: keep` to leave it where it is.',
  },
  'copy-unequal': {
    ending: 'infrastructure',
    remedy:
      'The destination does not hold the bytes of the source. Run the copy again and do not use the destination before.',
  },
  'evidence-tag-full': {
    ending: 'configuration',
    remedy:
      'cosign reads at most 1000 layers of a `.sig` or `.att` tag. Remove old ones, or write the `bundle` format alone.',
  },
  'referrers-invalid': {
    ending: 'infrastructure',
    remedy:
      'The tag that holds or lists the evidence of this digest names something else. Remove that tag, then run again.',
  },
  'layout-not-empty': {
    ending: 'configuration',
    remedy: 'Name a directory that does not exist, or is empty: a layout is never written over another.',
  },
  'layout-invalid': {
    ending: 'configuration',
    remedy:
      'Give an OCI image layout (directory or tar) with one image, as `docker buildx build --output type=oci` writes it.',
  },
})
