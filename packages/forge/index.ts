export type {
  ChangedFile,
  CheckRequest,
  CheckSource,
  CommitRequest,
  DirectoryEntry,
  Forge,
  NewPullRequest,
  PullRequest,
  PullRequestName,
  PullRequestPlace,
  Repository,
} from './forge.ts'
export { createGitHubForge, type GitHubPorts } from './github-forge.ts'
export {
  createInstallationToken,
  type InstallationToken,
  type InstallationTokenPorts,
  type InstallationTokenRequest,
} from './installation-token.ts'
