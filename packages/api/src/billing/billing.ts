// Billing, for those who pay (rules §1 and §2): what the plan carries and costs, what a change of it does before it is made, and
// the invoices. What is cancelled holds to the end of what is paid for, and can be taken back until then.
import { z } from 'zod'
import {
  cancelled,
  gigabyte,
  invoiceStateAt,
  limitsOf,
  mayActor,
  monthAt,
  nothing,
  periodAt,
  plans,
  Problem,
  soldPlans,
  sumsOf,
  terms,
} from '@usher/domain'
import { billedTo, billingOf, overdueInvoice, writeBilledTo, writeSubscription } from '../access/billing.ts'
import { roomIn } from '../access/files.ts'
import { ourAccount, ours } from '../access/ours.ts'
import { asleepIn, dormantOn } from '../accounts/asleep.ts'
import { emailField, nameField } from '../fields.ts'
import { seatsOf } from '../members/seats.ts'
import { mustBeProvenLately } from '../session/proven-lately.ts'
import { can, router } from '../trpc.ts'
import { invoicePeriods, issueInvoice, mailsOf } from './invoicing.ts'
import {
  asConsequences,
  draftOf,
  endOf,
  goOnWith,
  mustNotBeLess,
  mustNotBeOverdue,
  outcomeOf,
  runningAt,
} from './running.ts'
import { subscriptionShape } from './subscription-shape.ts'

const perPage = 50
const wantedFields = { plan: z.enum(soldPlans), term: z.enum(terms) }

/** As it stands on invoices, which have room for so many lines. */
const addressField = z
  .string()
  .trim()
  .max(500, 'Write an address of at most 500 characters.')
  .refine((text) => text.split('\n').length <= 6, 'Write an address of at most 6 lines.')
  .refine((text) => !/[^\P{Cc}\n]/u.test(text), 'This address contains invisible characters. Type it by hand.')

export const billing = router({
  /** The plan with what it carries and costs, what is to come, how much of its limits is used, and whom invoices are for. */
  see: can('billing.manage').read(async ({ ctx }) => {
    const { now, house } = ctx
    const stored = await billingOf(ctx)
    const { plan, lapsesAt } = stored
    const running = runningAt(stored, now)
    const { limits } = await ourAccount(ctx)
    const cap = limitsOf(plan, limits).gigabytes * gigabyte
    return {
      plan,
      /** Null: set by whoever runs this server, or over. */
      subscription: running && {
        plan: running.agreed.plan,
        term: running.agreed.term,
        price: running.agreed.price,
        currency: running.currency,
        until: monthAt(running.agreed, periodAt(running.agreed, now).until),
        next: running.agreed.next && {
          plan: running.agreed.next.plan,
          term: running.agreed.next.term,
          price: running.agreed.next.price,
          from: monthAt(running.agreed, running.agreed.next.month),
        },
      },
      /** A plan was paid for here, and is over. */
      wasSubscribed: stored.subscription !== null && !running,
      /** The invoice that keeps the plan away. */
      overdue: lapsesAt && lapsesAt <= now ? ((await overdueInvoice(ctx, now))?.number ?? null) : null,
      seats: await seatsOf(ctx),
      storage: { used: cap - (await roomIn(ctx)), cap },
      prices: { currency: house.prices.currency, taxRate: house.prices.taxRate, plans: house.prices.plans },
      billedTo: await billedTo(ctx),
    }
  }),

  /** Newest first; `next` asks for those before. */
  invoices: can('billing.manage')
    .input({ before: z.int().positive().optional() })
    .read(async ({ ctx, input: { before } }) => {
      const rows = await ours(ctx, 'invoice')
        .select(['invoice.id', 'invoice.number', 'invoice.issued_at', 'invoice.due_at', 'invoice.paid_at'])
        .select(['invoice.total', 'invoice.currency', 'invoice.lines'])
        .$if(before !== undefined, (q) => q.where('invoice.number', '<', before ?? 0))
        .orderBy('invoice.number', 'desc')
        .limit(perPage + 1)
        .execute()
      const shown = rows.slice(0, perPage)
      return {
        invoices: shown.map((i) => ({
          id: i.id,
          number: i.number,
          issuedAt: i.issued_at,
          dueAt: i.due_at,
          paidAt: i.paid_at,
          state: invoiceStateAt({ dueAt: i.due_at, paidAt: i.paid_at }, ctx.now),
          total: i.total,
          currency: i.currency,
          about: i.lines[0]?.words ?? '',
        })),
        next: rows.length > perPage ? (shown.at(-1)?.number ?? null) : null,
      }
    }),

  /**
   * What another plan does, `free` being to cancel: from when on, what is to be paid now, and what falls asleep or comes back.
   * People by name only for those who see them. Throws what choosing it throws.
   */
  whatChanges: can('billing.manage')
    .input({ plan: z.enum(plans), term: z.enum(terms).default('month') })
    .read(async ({ ctx, input }) => {
      const { now, house } = ctx
      const stored = await billingOf(ctx)
      const { plan: has } = stored
      const was = runningAt(stored, now)
      let from: Date | null = null
      let invoice = null
      if (input.plan === 'free') {
        if (!was) throw new Problem('no_subscription')
        from = endOf(was, now)
      } else {
        await mustNotBeOverdue(ctx, now)
        mustNotBeLess(input.plan, { has, agreed: was })
        const outcome = outcomeOf(was, { plan: input.plan, term: input.term }, house.prices, now)
        const draft = draftOf(outcome, was, house.prices, now)
        if (outcome.does === 'later') from = outcome.from
        if (draft) invoice = { lines: draft.lines, ...sumsOf(draft.lines, house.prices.taxRate) }
      }
      const { limits } = await ourAccount(ctx)
      const then = limitsOf(input.plan, limits)
      const cap = limitsOf(has, limits).gigabytes * gigabyte
      const asleep = new Set((await dormantOn(ctx, has, now)).map((m) => m.id))
      const losing = (await dormantOn(ctx, input.plan, now)).filter((m) => !asleep.has(m.id))
      return {
        has,
        /** Null: at once. */
        from,
        invoice,
        before: await asleepIn(ctx, now),
        after: await asleepIn(ctx, now, input.plan),
        seats: { used: (await seatsOf(ctx)).used, cap: then.seats },
        storage: { used: cap - (await roomIn(ctx)), cap: then.gigabytes * gigabyte },
        /** Who cannot enter any more. */
        names: mayActor(ctx.actor, 'people.see').yes ? losing.slice(0, 10).map((m) => m.name) : null,
      }
    }),

  /** A larger plan at once, a smaller one and another term with the next period; the one that one has takes that back. */
  choose: can('billing.manage')
    .input(wantedFields)
    .change(
      ['account.subscribed', 'account.subscription_changed', 'account.subscription_continued'],
      async ({ ctx, input, done }) => {
        const { now, house } = ctx
        await mustNotBeOverdue(ctx, now)
        const stored = await billingOf(ctx)
        const was = runningAt(stored, now)
        mustNotBeLess(input.plan, { has: stored.plan, agreed: was })
        const outcome = outcomeOf(was, input, house.prices, now)
        if (outcome.does === 'nothing') return done(null, nothing('this is agreed already'))
        const before = was && (await invoicePeriods(ctx, { ...was, subscription: was.stored }, house.prices, now))
        const after = { ...outcome.after, ...(before && { invoicedMonths: before.subscription.invoicedMonths }) }
        const currency = was?.currency ?? house.prices.currency
        await writeSubscription(ctx, after, currency)
        const draft = draftOf(outcome, was, house.prices, now)
        const drawn = draft && (await issueInvoice(ctx, draft, house.prices, now))
        const issued = [...(before?.issued ?? []), ...(drawn ? [drawn] : [])]
        const { does } = outcome
        return done(
          null,
          [
            {
              what:
                does === 'start'
                  ? ('account.subscribed' as const)
                  : does === 'keep'
                    ? ('account.subscription_continued' as const)
                    : ('account.subscription_changed' as const),
              on: ctx.accountId,
              before: was && subscriptionShape(was.stored, was.currency),
              after: subscriptionShape(after, currency),
              consequences: asConsequences(issued),
            },
          ],
          ...(await mailsOf(ctx, issued, now)),
        )
      },
    ),

  /** To the end of what is paid for, then free: nothing is lost by it. Asks for the password again (rules §6). */
  cancel: can('billing.manage').change('account.subscription_cancelled', async ({ ctx, done }) => {
    mustBeProvenLately(ctx)
    const was = runningAt(await billingOf(ctx), ctx.now)
    if (!was) throw new Problem('no_subscription')
    if (was.agreed.next?.plan === 'free') return done(null, nothing('it is cancelled already'))
    const { entry, mails } = await goOnWith(ctx, was, cancelled)
    return done(null, entry, ...mails)
  }),

  /** Takes back what was to change, or end, with the next period. */
  keep: can('billing.manage').change('account.subscription_continued', async ({ ctx, done }) => {
    const was = runningAt(await billingOf(ctx), ctx.now)
    if (!was) throw new Problem('no_subscription')
    if (!was.agreed.next) return done(null, nothing('it goes on already'))
    const { entry, mails } = await goOnWith(ctx, was, (agreed) => ({ ...agreed, next: null }))
    return done(null, entry, ...mails)
  }),

  /** Whom invoices are for from now on; those that were issued stay as they are. */
  setBilledTo: can('billing.manage')
    .input({
      name: nameField,
      address: addressField,
      taxId: z.string().trim().max(50, 'Write a tax number of at most 50 characters.'),
      email: z.union([z.literal(''), emailField]),
    })
    .change('account.billing_changed', async ({ ctx, input, done }) => {
      const before = await billedTo(ctx)
      if ((['name', 'address', 'taxId', 'email'] as const).every((field) => before[field] === input[field]))
        return done(null, nothing('the same details as before'))
      await writeBilledTo(ctx, input)
      return done(null, { on: ctx.accountId, before, after: input })
    }),
})
