/** Runs what shares a key one after the other, in the order of the calls; other keys are not held up. */
export interface Serial {
  run<T>(key: string, task: () => Promise<T>): Promise<T>
}

/** An empty queue; a task that fails does not stop the next one. */
export function createSerial(): Serial {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run: async (key, task) => {
      const before = tails.get(key) ?? Promise.resolve()
      const mine = before.then(task, task)
      tails.set(key, mine)
      try {
        return await mine
      } finally {
        if (tails.get(key) === mine) tails.delete(key)
      }
    },
  }
}
