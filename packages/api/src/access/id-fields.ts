// The ids of an input: how they are read, and under which name a handler gets what they name. `memberIds` gives
// `members`, all of them in their order; `folderId` gives `folder`.
import { z } from 'zod'
import { idsAtOnce } from '@usher/domain'

/** A field for each: several ids, or one; null as well where the root can be meant. */
export const idFields = (
  fields: readonly string[],
  canBeRoot: (field: string) => boolean = () => false,
): Record<string, z.ZodType> =>
  Object.fromEntries(
    fields.map((field) => {
      if (field.endsWith('Ids')) return [field, z.array(z.uuid()).min(1).max(idsAtOnce)]
      return [field, canBeRoot(field) ? z.uuid().nullable() : z.uuid()]
    }),
  )

/** What a field holds, one or several, each once. The schema above has read it. */
export const idsIn = (input: Record<string, unknown>, field: string): unknown[] => [...new Set([input[field]].flat())]

/** What was found for each field, as the handler knows it. */
export const underTheirNames = (found: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(found).map(([field, things]) =>
      field.endsWith('Ids') ? [field.replace(/Ids$/, 's'), things] : [field.replace(/Id$/, ''), things[0]],
    ),
  )
