/** How a program is started that needs root. */
export function asRoot(program: string, args: readonly string[]): readonly [string, readonly string[]] {
  return process.getuid?.() === 0 ? [program, args] : ['sudo', ['--non-interactive', program, ...args]]
}
