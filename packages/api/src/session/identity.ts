// Sign-in tables, unfiltered: whom an address belongs to, passwords, sessions. Only session/, accounts/ and accepting an
// invitation come here (lint), and only inside a change.
import type { Kysely } from 'kysely'
import type { Changing } from '../access/ours.ts'
import type { Base } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB, IdentityTable } from '../db/schema.ts'

/** Reading and writing who people are, inside a change. */
export const identity = ({ handle }: Base & Changing): Kysely<Pick<DB, IdentityTable>> =>
  whole(handle) as unknown as Kysely<Pick<DB, IdentityTable>>
