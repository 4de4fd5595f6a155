// Loaded when an archive is opened. A CommonJS module has no named exports behind a bundled `import()`: this file gives it one.
export { openPromise } from 'yauzl'
