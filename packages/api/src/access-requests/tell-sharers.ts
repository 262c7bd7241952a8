// Who is told by mail that somebody asks for access: the thing's owner and whoever was given *manage*, as far as they can
// share it; where there is nobody of those, the account's administrators. Each is told of a request once.
import type { Kysely } from 'kysely'
import { permissions, type AccessRequestId, type AssetId, type CollectionId, type MemberId } from '@usher/domain'
import { ownerOfCollection } from '../access/collections.ts'
import { ours } from '../access/ours.ts'
import { lineOf, whoReaches, whoReachesCollection } from '../access/who-and-why.ts'
import type { InAccount } from '../context.ts'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { putInOutbox } from '../mail/outbox.ts'

/** Can be run any number of times. Does nothing for what was dropped, answered or withdrawn; who may still answer, the mail asks. */
export async function tellSharers(db: Kysely<DB>, id: AccessRequestId): Promise<void> {
  const asked = await db
    .selectFrom('access_request')
    .select(['account_id', 'member_id', 'thing_id'])
    .where('id', '=', id)
    .where('is_dropped', '=', false)
    .where('answered_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (!asked) return
  const ctx = { handle: handleOf(db), accountId: asked.account_id }
  const told = (await sharersOf(ctx, asked.thing_id)).filter((memberId) => memberId !== asked.member_id)
  if (!told.length) return
  const addresses = await ours(ctx, 'member')
    .select(['member.id', 'member.email'])
    .where('member.id', 'in', told)
    .execute()
  await db.transaction().execute(async (trx) => {
    for (const { id: memberId, email } of addresses) {
      const mail = { template: 'access_asked' as const, email, about: { accessRequestId: id, memberId } }
      await putInOutbox(trx, asked.account_id, mail, `access_asked ${id} ${memberId}`)
    }
  })
}

async function sharersOf(ctx: InAccount, id: AssetId | CollectionId): Promise<MemberId[]> {
  const [assetId, collectionId] = [id as AssetId, id as CollectionId] // one of the two; the other is nothing
  const reaching = [...(await whoReaches(ctx, assetId)), ...(await whoReachesCollection(ctx, collectionId))]
  const owner = (await lineOf(ctx, assetId))[0]?.owner_id ?? (await ownerOfCollection(ctx, collectionId))
  const sharers = reaching.filter(({ level }) => level === 'manage')
  const nearest = sharers.filter((r) => r.memberId === owner || r.paths.some((p) => p.by !== 'role'))
  if (nearest.length) return nearest.map((r) => r.memberId)
  const administrators = await ours(ctx, 'member')
    .select('member.id')
    .where('member.role', 'in', permissions['people.manage'].roles)
    .execute()
  return administrators.map((m) => m.id).filter((memberId) => sharers.some((r) => r.memberId === memberId))
}
