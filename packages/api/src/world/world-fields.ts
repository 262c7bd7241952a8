// Fields that a world has in more than one place: ends and paths, each with what is wrong with it in words.
import { z } from 'zod'
import { readAssetName } from '@usher/domain'

/** An end: so many milliseconds from the moment of loading, or a moment. */
export type Ends = { after: number } | { at: Date }

/** The moment of an end, in a world that is loaded now; none is null. */
export const momentOf = (ends: Ends | null | undefined, now: Date): Date | null =>
  !ends ? null : 'at' in ends ? ends.at : new Date(now.getTime() + ends.after)

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const isoTime = z.iso.datetime({ offset: true })

export const endsField = z.string().transform((text, context): Ends => {
  const [, sign, number, unit = ''] = /^([+-])(\d{1,6})([smhdw])$/.exec(text) ?? []
  if (number !== undefined) return { after: (sign === '-' ? -1 : 1) * Number(number) * (units[unit] ?? 0) }
  if (isoTime.safeParse(text).success) return { at: new Date(text) }
  fault(
    context,
    [],
    `"${text}" is no end; write +2d, -1h or +30s (from the moment of loading), or a time like 2030-01-31T12:00:00Z`,
  )
  return z.NEVER
})

export const fault = (context: z.core.$RefinementCtx, path: PropertyKey[], message: string): void =>
  context.addIssue({ code: 'custom', path, message })

/** What was looked at when the world was read. */
export function here<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('what a world names is in it')
  return value
}

export const pathField = z.string().transform((text, context) => {
  const names = text.split('/').slice(1)
  const read = names.map((name) => readAssetName(name))
  const wrong = read.find((r) => !r.ok)
  if (!text.startsWith('/'))
    fault(context, [], `"${text}" is no path; write one from the root, such as "/Spring/beach.jpg"`)
  else if (wrong && !wrong.ok) fault(context, [], wrong.wrong)
  else return `/${read.flatMap((r) => (r.ok ? [r.value] : [])).join('/')}`
  return z.NEVER
})
