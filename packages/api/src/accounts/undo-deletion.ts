// Taking a deletion back within its thirty days: by an administrator of the account, or by the operator.
import { erasedAt, Problem, type AccountId, type Entry } from '@usher/domain'
import { changeAccount } from '../access/account-settings.ts'
import { ourAccount, type Changing } from '../access/ours.ts'
import type { InAccount } from '../context.ts'
import { asOperator, OperatorRefused, type OperatorHouse } from '../operator-change.ts'

/** Everything is as it was; gives the entry, null for an account that is not deleted. Throws `undo_over`. */
export async function undoDeletion(
  ctx: InAccount & Changing<'rights'>,
  now: Date,
): Promise<Entry<'account.restored'> | null> {
  const { deleted_at: deletedAt } = await ourAccount(ctx)
  if (!deletedAt) return null
  if (erasedAt(deletedAt) <= now) throw new Problem('undo_over')
  await changeAccount(ctx, { deleted_at: null })
  return { on: ctx.accountId, before: { deletedAt: deletedAt.toISOString() }, after: { deletedAt: null } }
}

/** Throws OperatorRefused for one that is not deleted, and `undo_over`. */
export const restoreAccount = (house: OperatorHouse, { id, name }: { id: AccountId; name: string }): Promise<void> =>
  asOperator(house, { accounts: [id] }, ['account.restored'], async ({ now, within }) => {
    const entry = await undoDeletion(within(id), now)
    if (!entry) throw new OperatorRefused(`${name} is not deleted.`)
    return { result: undefined, trace: [{ what: 'account.restored', ...entry }] }
  })
