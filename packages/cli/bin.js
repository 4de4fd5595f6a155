#!/usr/bin/env node
// JavaScript, so that an older Node gets a sentence, not a parse error.
import '../../scripts/require-node.js'
await import('./main.ts')
