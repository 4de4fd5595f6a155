import { registerHooks } from 'node:module'

/**
 * Preload (`node --import`): @actions/workflow-parser imports JSON without the import attribute that Node demands.
 * Adds `type: json` to every import of a .json file that has none.
 */
const asJson = { type: 'json' }

registerHooks({
  resolve(specifier, context, nextResolve) {
    const importAttributes = specifier.endsWith('.json') ? asJson : context.importAttributes
    return nextResolve(specifier, { ...context, importAttributes })
  },
  load(url, context, nextLoad) {
    const importAttributes = url.endsWith('.json') ? asJson : context.importAttributes
    return nextLoad(url, { ...context, importAttributes })
  },
})
