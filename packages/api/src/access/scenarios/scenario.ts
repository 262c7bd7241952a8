// A world as data, with what the rules say of it. Names instead of ids; `scenarios.test.ts` builds each and holds both the
// relation and the slow law against what is expected here.
import type { Level, Plan, Role, WithoutEffect } from '@usher/domain'

/** Days from now; less than none is over. */
type Days = number
/** How somebody differs from an active restricted member. */
interface Somebody {
  role?: Role
  status?: 'suspended' | 'ended'
}
interface Given {
  /** A person or a group. */
  to: string
  level: Level
  /** A path of the library, or a collection. */
  on: string
  ends?: Days
  /** Why it gives nothing now; where nothing is said, the law alone says. */
  noEffect?: WithoutEffect | null
}

export interface Scenario {
  /** The rule, as a sentence. */
  rule: string
  /** Enterprise where nothing is said. */
  plan?: Plan
  people: Record<string, Somebody>
  /** Paths, each after the folder that it lies in; a folder's ends with a slash. `trashed` names some of them. */
  library: readonly string[]
  owners?: Record<string, string>
  trashed?: readonly string[]
  /** Who is in a group: until when, or for good. */
  groups?: Record<string, Record<string, Days | 'for good'>>
  /** What is in a collection, and whether it passes that on. */
  collections?: Record<string, { owner?: string; passesOn?: readonly string[]; keeps?: readonly string[] }>
  grants?: readonly Given[]
  /** **check, list and who**: all that each person reaches, with the level. What is not named, they do not reach. */
  reaches: Record<string, Record<string, Level>>
  /** **explain**, by `person, path`: every way, not only the highest. */
  because?: Record<string, readonly string[]>
}
