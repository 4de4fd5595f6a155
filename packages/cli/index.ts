export { createProgram, type Program } from './program.ts'
