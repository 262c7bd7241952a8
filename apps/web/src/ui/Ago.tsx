// A moment as people say it ("3 minutes ago", "in 2 days"), the exact time on hover and focus. Keeps itself current.
import { Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import { agoInWords } from './ago-in-words.ts'

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
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
