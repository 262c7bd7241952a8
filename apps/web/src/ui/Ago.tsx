// A moment as people say it ("3 minutes ago", "in 2 days"), the exact time on hover and focus. Keeps itself current.
import { Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const steps = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** "2 days ago"; below a minute "just now" or "in a moment". */
export function agoInWords(at: Date, now: Date): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000)
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  if (!step) return seconds > 0 ? 'in a moment' : 'just now'
  return relative.format(Math.trunc(seconds / step[1]), step[0])
}

/** `at`: an ISO time, as the API gives it. */
export function Ago({ at }: { at: string }) {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [])
  const date = new Date(at)
  return (
    <Tooltip label={exact.format(date)}>
      <time dateTime={at} className="ago">
        {agoInWords(date, now)}
      </time>
    </Tooltip>
  )
}
