// JSON text → a world, or everything that is wrong with it, each with its place: `accounts[0].people[2].email: …`.
// Nothing is loaded from a world with a fault.
import type { z } from 'zod'
import { worldFormat, type World } from './world-format.ts'

/** One thing that is wrong, and where; the place of the whole file is empty. */
export interface Fault {
  place: string
  says: string
}

/** The file is no world; the message lists every fault, one a line. */
export class WorldError extends Error {
  override name = 'WorldError'
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super(faults.map(({ place, says }) => (place ? `${place}: ${says}` : says)).join('\n'))
    this.faults = faults
  }
}

/** Throws WorldError with every fault. */
export function readWorld(text: string): World {
  const written = parseJson(text)
  const read = worldFormat.safeParse(written)
  if (read.success) return read.data
  throw new WorldError(read.error.issues.flatMap((issue) => faultsOf(issue, written)))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error)
    throw new WorldError([{ place: '', says: `this is not JSON: ${says.replaceAll(/\s+/g, ' ')}` }])
  }
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((step, n) => (typeof step === 'number' ? `[${step}]` : `${n ? '.' : ''}${String(step)}`)).join('')

const valueAt = (written: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, step) => (Object(value) as Record<PropertyKey, unknown>)[step], written)

const inWords = (value: unknown): string => {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
const nouns: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
}

function faultsOf(issue: z.core.$ZodIssue, written: unknown): Fault[] {
  const place = placeOf(issue.path)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      place: placeOf([...issue.path, key]),
      says: `this version does not know ${inWords(key)}`,
    }))
  const value = valueAt(written, issue.path)
  if (issue.code === 'custom') return [{ place, says: issue.message }]
  const allowed = issue.code === 'invalid_value' ? `write ${issue.values.map(inWords).join(', ')}` : null
  if (value === undefined) return [{ place, says: `is missing${allowed ? `; ${allowed}` : ''}` }]
  if (allowed) return [{ place, says: `is ${inWords(value)}; ${allowed}` }]
  if (issue.code === 'invalid_type')
    return [{ place, says: `is ${inWords(value)}, and ${nouns[issue.expected] ?? issue.expected} is expected` }]
  return [{ place, says: issue.message }]
}
