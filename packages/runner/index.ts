export { runAction } from './action.ts'
export type { AnnotationLevel, Place } from './annotations.ts'
export type { Artifacts, ListedArtifact, UploadedArtifact } from './artifacts/artifacts.ts'
export { attemptName, newestAttempts, parseArtifactName } from './artifacts/names.ts'
export { createConsoleRunner, type ConsoleOptions, type ConsoleRunner } from './console-runner.ts'
export type { Environment, RunContext, RunRepository } from './context.ts'
export * from './conventions.ts'
export type { FinalEnding } from './ending.ts'
export type { MergeGroup, PullRequest, Visibility } from './event.ts'
export { readDocument, type DocumentSource } from './inputs/document.ts'
export {
  parseBranch,
  parseGlob,
  parseHost,
  parseKeyValue,
  parseLine,
  parsePath,
  parseRepositoryPath,
  parseSecret,
  parseText,
  parseToken,
  refused,
} from './inputs/grammar.ts'
export type { Field, Fields, FieldValue, FieldValues } from './inputs/field.ts'
export { workspacePath } from './inputs/workspace-path.ts'
export { createInputReader, type InputReader } from './inputs/reader.ts'
export { keyInput, type KeyAccess } from './key-input.ts'
export type { Log } from './log.ts'
export { perform, type ActionOptions, type ReadRequest, type Recipe } from './perform.ts'
export type { ActionEnding, Mode, OutputValue, Runner } from './runner.ts'
export { trustedEvent, untrustedEvent } from './trusted-event.ts'
