// Tabs of one browser tell each other which uploads they have in hand, so that none is sent or offered by two of them.

/** Long enough for a tab in the background to answer. */
const patience = 400 // ms

export interface OtherTabs {
  /** Gives what others have in hand. */
  ask: () => Promise<ReadonlySet<string>>
  /** Tells others that these are in hand here. */
  take: (ids: readonly string[]) => void
}

/** `mine` gives the ids of what is in hand here; `onTaken` is told of what others take. */
export function otherTabs(
  account: string,
  mine: () => string[],
  onTaken: (ids: ReadonlySet<string>) => void,
): OtherTabs {
  const channel = new BroadcastChannel(`usher uploads ${account}`)
  const heard = new Set<string>()
  const take = (ids: readonly string[]) => {
    if (ids.length) channel.postMessage({ taken: ids })
  }
  channel.addEventListener('message', ({ data }: MessageEvent<{ taken?: string[] }>) => {
    // A question without ids: whoever has some in hand says so.
    if (!data.taken) return take(mine())
    for (const id of data.taken) heard.add(id)
    onTaken(new Set(data.taken))
  })
  return {
    take,
    async ask() {
      heard.clear()
      channel.postMessage({})
      await new Promise((resolve) => setTimeout(resolve, patience))
      return heard
    },
  }
}
