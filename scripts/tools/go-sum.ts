/**
 * The hash go.sum holds for the files of a module (`h1:…`), or undefined.
 * go.sum lines: `module version hash` (https://go.dev/ref/mod#go-sum-files).
 */
export function moduleSum(goSum: string, module: string, version: string): string | undefined {
  const prefix = `${module} ${version} `
  return goSum
    .split('\n')
    .find((line) => line.startsWith(prefix))
    ?.slice(prefix.length)
    .trim()
}
