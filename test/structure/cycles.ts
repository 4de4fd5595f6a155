/** Every cycle of `graph` that a depth-first walk meets, as the list of its nodes; each node once. */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const done = new Set<string>()
  const cycles: (readonly string[])[] = []
  const walk = (node: string, path: readonly string[]): void => {
    const start = path.indexOf(node)
    if (start !== -1) cycles.push([...path.slice(start), node])
    if (start !== -1 || done.has(node)) return
    for (const next of graph.get(node) ?? []) walk(next, [...path, node])
    done.add(node)
  }
  for (const node of graph.keys()) walk(node, [])
  return cycles
}
