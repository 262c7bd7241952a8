// Folders of a test's world, planted with their closure and their entry: as the product would have made them.
import type { Kysely } from 'kysely'
import type { AccountId, AssetId, MemberId } from '@usher/domain'
import type { Changing } from '../access/ours.ts'
import { addFolder } from '../access/tree.ts'
import { append } from '../audit/append.ts'
import { operatorAuthor } from '../audit/author.ts'
import { chainOfAccount } from '../audit/chain.ts'
import type { InAccount } from '../context.ts'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'
import { auditKey } from './keys.ts'

/** A test writes as a change of content does. */
const writing = (db: Kysely<DB>, accountId: AccountId) =>
  ({ handle: handleOf(db), accountId }) as InAccount & Changing<'content'>

/** Gives the folder's id. */
export async function plantFolder(
  db: Kysely<DB>,
  accountId: AccountId,
  { name, parentId, ownerId }: { name: string; parentId: AssetId | null; ownerId: MemberId | null },
): Promise<AssetId> {
  const id = await addFolder(writing(db, accountId), { parentId, name, ownerId })
  const after = { kind: 'folder', name, parentId, ownerId } as const
  const line = { chain: chainOfAccount(accountId), what: 'folder.created', on: id, before: null, after } as const
  await append(db, { author: operatorAuthor, at: await clock(db), requestId: null, auditKey }, [line])
  return id
}
