// A moment as people say it: "3 minutes ago", "in 2 days".
const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

// "In 1 day", not "tomorrow": 30 hours from now may be the day after. English, as the words around it.
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** "2 days ago", "in 3 hours"; below a minute "just now" or "in a moment". */
export function agoInWords(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000)
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  if (!step) return seconds > 0 ? 'in a moment' : 'just now'
  // What is ahead is rounded: an invitation of seven days expires in 7 days, not in 6 a moment after it was sent.
  const count = seconds / step[1]
  return relative.format(count > 0 ? Math.round(count) : Math.trunc(count), step[0])
}
