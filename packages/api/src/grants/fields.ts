// What is asked of sharing, whatever is shared: files and folders, or a collection.
import { z } from 'zod'
import { levels, noteCharacters, type GrantId } from '@usher/domain'
import { momentField } from '../fields.ts'
import { granteeFields } from './grantees.ts'

export const levelField = z.enum(levels, { error: 'Choose a level: view, contribute or manage.' })
const grantField = z.uuid().transform((id) => id as GrantId) // held against those of the thing

export const suggestFields = { text: z.string().max(200) }
export const giveFields = {
  ...granteeFields,
  level: levelField,
  endsAt: momentField.nullable().default(null),
  note: z.string().trim().max(noteCharacters).default(''),
  tell: z.boolean().default(true),
}
export const changeFields = { grantId: grantField, level: levelField, endsAt: momentField.nullable() }
export const revokeFields = { grantIds: z.array(grantField).min(1).max(100) }
