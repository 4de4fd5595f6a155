// Loaded when the public trusted root is asked for. A CommonJS module has no named exports behind a bundled `import()`.
export { initTUF } from '@sigstore/tuf'
