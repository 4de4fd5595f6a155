export type {
  Approval,
  ChangedFile,
  CheckRequest,
  CheckSource,
  CommitFacts,
  CommitRequest,
  DirectoryEntry,
  Forge,
  History,
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
