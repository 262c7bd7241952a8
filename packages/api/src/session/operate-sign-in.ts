// Where there is no mail: the operator gives people a link for a new password, and vouches for their address.
import { nothing } from '@usher/domain'
import { asOperator, type OperatorHouse } from '../operator-change.ts'
import { mustFindUser } from './find-user.ts'
import { makeSecret, secretHours } from './secrets.ts'

/** A link for one new password, and the hours that it works; whoever opens it is signed in everywhere else no longer. */
export async function makeResetLink(
  house: OperatorHouse,
  email: string,
): Promise<{ name: string; email: string; link: string; hours: number }> {
  const { id, ...user } = await mustFindUser(house.db, email)
  const token = await asOperator(house, { users: [id] }, ['user.reset_link_made'], async ({ db }) => ({
    result: await makeSecret(db, 'reset', false, { user_id: id }),
    trace: [{ what: 'user.reset_link_made', on: id, before: null, after: {} }],
  }))
  return { name: user.name, email: user.email, link: `${house.publicUrl}/reset#${token}`, hours: secretHours.reset }
}

/** The address counts as proven. False: it did already. */
export async function vouchFor(
  house: OperatorHouse,
  email: string,
): Promise<{ name: string; email: string; changed: boolean }> {
  const { id, name, email: address } = await mustFindUser(house.db, email)
  const changed = await asOperator(house, { users: [id] }, ['user.address_proven'], async ({ db, now }) => {
    const proven = await db
      .updateTable('user')
      .set({ address_proven_at: now, home_account_id: null })
      .where('id', '=', id)
      .where('address_proven_at', 'is', null)
      .executeTakeFirst()
    if (!proven.numUpdatedRows) return { result: false, trace: nothing('proven already') }
    return {
      result: true,
      trace: [{ what: 'user.address_proven' as const, on: id, before: null, after: { by: 'operator' as const } }],
    }
  })
  return { name, email: address, changed }
}
