// Mails about an account that is deleted: to those who can undo it, at once and once more before it is erased.
import { erasedAt, type MemberId } from '@usher/domain'
import { inWords } from '../letter.ts'
import type { Composing, Dropped, Template } from './composing.ts'

/** The account that a mail is about, where it is still deleted since then. */
async function deletedOne({ db, to, about }: Composing<'account_deleted' | 'account_erased_soon'>) {
  const account = await db
    .selectFrom('account')
    .select(['name', 'slug', 'time_zone', 'deleted_at'])
    .where('id', '=', to.accountId)
    .executeTakeFirst()
  if (!account?.deleted_at || account.deleted_at.toISOString() !== about.deletedAt) return null
  return { ...account, deletedAt: account.deleted_at, erased: inWords(erasedAt(account.deleted_at), account.time_zone) }
}
const undone: Dropped = { dropped: 'this deletion was undone' }
const because = (account: string) => `You get this because you administer ${account}.`

export const accountDeleted: Template<'account_deleted'> = async (at) => {
  const account = await deletedOne(at)
  if (!account) return undone
  const { name, slug, erased } = account
  const by = await at.db
    .selectFrom('member_person')
    .select(['name', 'email'])
    .where('id', '=', at.about.byId as MemberId) // an id that putInOutbox was given
    .executeTakeFirst()
  return {
    subject: `${name} is deleted`,
    blocks: [
      `${by ? `${by.name} (${by.email})` : 'An administrator'} has deleted the account ${name}. Nobody can enter it any more, and its API keys are refused.`,
      `On ${erased} it is erased for good, with its people, files and log. Until then you can undo that: everything is then as it was before.`,
      { button: 'Undo the deletion', link: `${at.house.publicUrl}/a/${slug}` },
    ],
    because: because(name),
  }
}

export const accountErasedSoon: Template<'account_erased_soon'> = async (at) => {
  const account = await deletedOne(at)
  if (!account) return undone
  const { name, slug, deletedAt, erased, time_zone } = account
  if (erasedAt(deletedAt) <= at.now) return { dropped: 'it is being erased' }
  return {
    subject: `${name} is erased soon`,
    blocks: [
      `The account ${name} was deleted on ${inWords(deletedAt, time_zone)}. On ${erased} it is erased for good, with its people, files and log.`,
      'If it is to be erased, there is nothing to do. If not, undo the deletion before that.',
      { button: 'Undo the deletion', link: `${at.house.publicUrl}/a/${slug}` },
    ],
    because: because(name),
  }
}
