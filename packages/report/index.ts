export { failureSummary } from './failure.ts'
export {
  blocks,
  bullets,
  code,
  details,
  escape,
  heading,
  joined,
  link,
  Markdown,
  md,
  table,
  type Content,
} from './markdown.ts'
