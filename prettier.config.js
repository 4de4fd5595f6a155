/** Embedded languages stay as written: `md` in packages/report is a tag of ours, whose line breaks are content. */
/** @type {import('prettier').Config} */
export default { semi: false, singleQuote: true, printWidth: 120, embeddedLanguageFormatting: 'off' }
