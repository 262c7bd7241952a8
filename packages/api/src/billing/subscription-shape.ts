// A subscription as the log keeps it.
import { monthAt, type Subscription, type SubscriptionShape } from '@usher/domain'

export const subscriptionShape = (s: Subscription, currency: string): SubscriptionShape => ({
  plan: s.plan,
  term: s.term,
  price: s.price,
  currency,
  planUntil: s.next && monthAt(s, s.next.month).toISOString(),
  planAfter: s.next?.plan ?? null,
  termAfter: s.next?.term ?? null,
})
