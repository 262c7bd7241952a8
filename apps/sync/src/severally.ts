// Work on many things, some at a time.

/** In their order, so many `lanes` at a time. Rejects with the first that fails; what is under way then goes on to its own end. */
export async function severally<T>(
  things: readonly T[],
  lanes: number,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const rest = things.values()
  const lane = async () => {
    for (const thing of rest) await work(thing)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
