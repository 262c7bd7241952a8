// What the billing page shows, as the API gives it, and how a subscription reads in words.
import { useInfiniteQuery } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import type { Outputs } from '@usher/client'
import { moneyInWords, planTitles, termWords, type Plan, type Term } from '@usher/domain'
import { trpc } from '../trpc.ts'

export type Billing = Outputs['billing']['see']
export type Invoice = Outputs['billing']['invoices']['invoices'][number]

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })
/** As the reader's locale writes it. */
export const dayOf = (iso: string): string => day.format(new Date(iso))

/** "Enterprise, yearly" */
export const planAndTerm = (plan: Plan, term: Term | null): string =>
  term ? `${planTitles[plan]}, ${termWords[term].title.toLowerCase()}` : planTitles[plan]
/** "€49.00 a month" */
export const priceInWords = (cents: number, currency: string, term: Term): string =>
  `${moneyInWords(cents, currency)} ${termWords[term].per}`

/** Newest first, read by page. */
export function useInvoices() {
  const { client } = trpc.useUtils()
  const read = useInfiniteQuery({
    queryKey: getQueryKey(trpc.billing.invoices, {}, 'infinite'),
    queryFn: ({ pageParam, signal }) =>
      client.billing.invoices.query(pageParam > 0 ? { before: pageParam } : {}, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  return { ...read, invoices: read.data?.pages.flatMap((page) => page.invoices) }
}

/** Looks anew at everything that another plan may have changed. */
export function useLookAgain(): () => Promise<void> {
  const utils = trpc.useUtils()
  return async () => {
    await Promise.all([utils.billing.invalidate(), utils.session.me.invalidate(), utils.log.invalidate()])
  }
}
