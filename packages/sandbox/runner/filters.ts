/**
 * Filter patterns of `branches`, `tags` and `paths` (GitHub docs, "Filter pattern cheat sheet"):
 * `*` no slash, `**` anything, `?` zero or one of the character before, `+` one or more, `[]` a class, `!` negates.
 */
export function patternToRegExp(pattern: string): RegExp {
  const source = pattern.replaceAll(/\*\*\/|\*\*|\*|\[[^\]]+\]|[?+]|[.\\^$(){}|/-]|\[|\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    if (part === '?' || part === '+' || (part.startsWith('[') && part.length > 2)) return part
    return `\\${part}`
  })
  return new RegExp(`^${source}$`)
}

/** The last pattern that matches decides; a list with negations only never matches. */
export function matchesPatterns(patterns: readonly string[], value: string): boolean {
  return patterns.reduce((matched, pattern) => {
    const negated = pattern.startsWith('!')
    return patternToRegExp(negated ? pattern.slice(1) : pattern).test(value) ? !negated : matched
  }, false)
}
