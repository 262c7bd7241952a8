// When nobody can get into an account: the operator makes a person its active administrator, and has a link for them.
// The one way in that asks no seat and no plan; its entry names the operator.
import { emailKey, type AccountId, type Consequence, type Told } from '@usher/domain'
import { changeOurs, ours } from '../access/ours.ts'
import { leaveGroups } from '../groups/leave-groups.ts'
import { addMember, createUser, nameFrom } from '../accounts/create-account.ts'
import { revokeInvitations } from '../invitations/pending.ts'
import { asOperator, type OperatorHouse } from '../operator-change.ts'
import { findUser } from '../session/find-user.ts'
import { makeSecret, secretHours } from '../session/secrets.ts'
import { memberShape } from './member-shape.ts'

const kinds = ['member.rescued', 'member.joined', 'user.created', 'user.address_proven', 'user.password_reset'] as const

/**
 * Active, without an end date, whatever they were before.
 * An address that nobody has proven yet could have been taken by whoever copied a link: its password and sessions end.
 */
export async function rescue(
  house: OperatorHouse,
  accountId: AccountId,
  { email, name }: { email: string; name: string | null },
): Promise<{ name: string; email: string; link: string; hours: number }> {
  const before = await findUser(house.db, email)
  const about = { house: true, accounts: [accountId], users: before ? [before.id] : [] }
  const { token, ...person } = await asOperator(house, about, kinds, async ({ db, now, within }) => {
    const here = within(accountId)
    const trace: Told<(typeof kinds)[number]>[] = []
    let user = await findUser(db, email)
    if (!user) {
      const made = await createUser(
        db,
        { email, name: name ?? nameFrom(email), passwordHash: null, proven: true, home: null },
        now,
      )
      trace.push(made.entry)
      user = await db.selectFrom('user').selectAll().where('id', '=', made.id).executeTakeFirstOrThrow()
    } else if (!user.address_proven_at) {
      await db
        .updateTable('user')
        .set({ address_proven_at: now, home_account_id: null, password_hash: null })
        .where('id', '=', user.id)
        .execute()
      const ended = await db.deleteFrom('session').where('user_id', '=', user.id).executeTakeFirst()
      await db.deleteFrom('secret').where('user_id', '=', user.id).where('used_at', 'is', null).execute()
      trace.push({
        what: 'user.password_reset',
        on: user.id,
        before: null,
        after: { sessionsEnded: Number(ended.numDeletedRows) },
      })
      trace.push({ what: 'user.address_proven', on: user.id, before: null, after: { by: 'operator' } })
    }

    const was = await ours(here, 'member').selectAll('member').where('member.user_id', '=', user.id).executeTakeFirst()
    if (was) await changeOurs(here, 'member', [was.id], { role: 'account_admin', status: 'active', ends_at: null })
    let id = was?.id
    if (!id) {
      const joined = await addMember(db, accountId, { userId: user.id, role: 'account_admin' }, now)
      trace.push({ ...joined.entry, account: accountId })
      id = joined.member.id
    }
    const is = await ours(here, 'member').selectAll('member').where('member.id', '=', id).executeTakeFirstOrThrow()
    const open = await ours(here, 'invitation')
      .select('invitation.id')
      .where('invitation.email_key', '=', emailKey(email))
      .where('invitation.status', '=', 'pending')
      .execute()
    await revokeInvitations(
      here,
      open.map((i) => i.id),
    )
    const left = was && (await leaveGroups(here, [was], is.role)).get(id)
    const consequences: Consequence[] = [
      ...open.map((i) => ({ on: 'invitation' as const, id: i.id, what: 'invitation.revoked' })),
      ...(left ?? []),
    ]
    trace.push({
      what: 'member.rescued',
      on: id,
      before: was ? memberShape(was) : null,
      after: memberShape(is),
      consequences,
      account: accountId,
    })
    const secret = await makeSecret(db, 'rescue', false, { account_id: accountId, user_id: user.id })
    return { result: { token: secret, name: user.name, email: user.email }, trace }
  })
  return { ...person, link: `${house.publicUrl}/reset#${token}`, hours: secretHours.rescue }
}
