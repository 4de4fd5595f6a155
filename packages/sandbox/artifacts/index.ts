export { createArtifactService, type ArtifactService, type ArtifactView } from './service.ts'
