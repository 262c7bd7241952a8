// Keeps what is asked for all the time from being done all the time.

/** Does it soon, and not more often than that; `now` does what is due at once. */
export function atMostEvery(ms: number, act: () => void): { (): void; now: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null
  let last = -Infinity
  const run = () => {
    timer = null
    last = performance.now()
    act()
  }
  const soon = () => {
    timer ??= setTimeout(run, Math.max(0, last + ms - performance.now()))
  }
  return Object.assign(soon, {
    now: () => {
      if (timer === null) return
      clearTimeout(timer)
      run()
    },
  })
}
