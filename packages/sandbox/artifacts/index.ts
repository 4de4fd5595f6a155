export { createArtifactService, RESULTS_HOST, type ArtifactService, type ArtifactView } from './service.ts'
