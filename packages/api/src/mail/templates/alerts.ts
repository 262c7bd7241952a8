// The mail that tells that what somebody wanted to be told of has come to its figure.
import { alertInWords, dayIn, watched, watchedInWords, type AlertId } from '@usher/domain'
import type { Template } from './composing.ts'

export const alert: Template<'alert'> = async ({ db, house, about, to }) => {
  const found = await db
    .selectFrom('alert')
    .innerJoin('account as a', 'a.id', 'alert.account_id')
    .selectAll('alert')
    .select(['a.name as account', 'a.slug', 'a.time_zone'])
    .where('alert.id', '=', about.alertId as AlertId) // an id that putInOutbox was given
    .executeTakeFirst()
  if (!found) return { dropped: 'the alert was deleted' }
  const { what, threshold, currency, account, slug, time_zone } = found
  const words = alertInWords({ what, threshold, currency }, 'en')
  const month = dayIn(time_zone, to.at).slice(0, 7)
  const { title, of } = watched[what]
  return {
    subject: `${account}: ${title.toLowerCase()} at ${watchedInWords(what, Number(about.figure), currency, 'en')}`,
    blocks: [
      `You wanted to be told when ${words}.`,
      {
        rows: [
          ['Account', account],
          [
            of === 'month' ? `${title}, ${month} so far` : title,
            watchedInWords(what, Number(about.figure), currency, 'en'),
          ],
          ['Alert at', watchedInWords(what, threshold, currency, 'en')],
        ],
      },
      'Nothing was stopped. You are told of this alert again next month, if it is reached then.',
      { button: 'Open billing', link: `${house.publicUrl}/a/${slug}/billing` },
    ],
    because: `You get this because ${account} has an alert, and you are told of its invoices.`,
  }
}
