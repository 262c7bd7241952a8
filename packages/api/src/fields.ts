// Input fields that several features take: parsed once, at the edge, by the rules of the domain.
import { z } from 'zod'
import { readEmail, readName, roles, type Read, type VersionId } from '@usher/domain'

/** A field that a rule of the domain reads; refused with the rule's own sentence. */
export const readBy = (read: (typed: string) => Read<string>) =>
  z.string().transform((typed, context) => {
    const found = read(typed)
    if (found.ok) return found.value
    context.addIssue({ code: 'custom', message: found.wrong })
    return z.NEVER
  })

export const emailField = readBy(readEmail)
export const nameField = readBy(readName)
export const roleField = z.enum(roles, { error: 'Choose a role.' })
/** An ISO time with its zone, as a Date. */
export const momentField = z.iso
  .datetime({ offset: true, error: 'Give a time like 2030-01-31T12:00:00Z.' })
  .transform((text) => new Date(text))
/** A day, such as `2030-01-31`. */
export const dayField = z.iso
  .date({ error: 'Give a day like 2030-01-31.' })
  .refine((text) => text > '0001', { error: 'Give a day like 2030-01-31.' })
/** A version of the file that the door has found: held against those of that file. */
export const versionField = z.uuid().transform((id) => id as VersionId)
