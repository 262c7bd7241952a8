// "Ask for more": what an account asks of the operator, and what came of it.
import { z } from 'zod'
import { largestLimit, limitNames, limitsOf, nothing, Problem } from '@usher/domain'
import { addOurs, ourAccount, ours } from '../access/ours.ts'
import { can, router } from '../trpc.ts'

export const requests = router({
  list: can('people.see').read(({ ctx }) =>
    ours(ctx, 'request')
      .select(['request.id', 'request.number', 'request.limit_name as limit', 'request.wanted', 'request.words'])
      .select(['request.made_at as madeAt', 'request.answer', 'request.granted', 'request.answered_at as answeredAt'])
      .orderBy('request.number', 'desc')
      .limit(20)
      .execute(),
  ),

  /** Reaches the operator on the command line, and by mail where an address is configured. One open request a limit. */
  make: can('people.see')
    .input({
      limit: z.enum(limitNames),
      wanted: z.int().min(1).max(largestLimit),
      words: z.string().trim().max(1000).default(''),
    })
    .change('request.made', async ({ ctx, input, done }) => {
      const { plan, limits } = await ourAccount(ctx)
      const now = limitsOf(plan, limits)[input.limit]
      if (input.wanted <= now)
        throw new Problem('invalid_input', {
          fields: [{ field: 'wanted', says: `There are ${now} already. Ask for more than that.` }],
        })
      const open = await ours(ctx, 'request')
        .select(['request.id', 'request.wanted'])
        .where('request.limit_name', '=', input.limit)
        .where('request.answered_at', 'is', null)
        .executeTakeFirst()
      if (open?.wanted === input.wanted) return done({ id: open.id }, nothing('the same is asked for already'))
      const request = await addOurs(ctx, 'request', {
        limit_name: input.limit,
        wanted: input.wanted,
        words: input.words,
        made_by: ctx.actor.memberId,
        made_at: ctx.now,
        answer: null,
        granted: null,
        answered_at: null,
      })
      const { operatorEmail } = ctx.house
      return done(
        { id: request.id },
        { on: request.id, before: null, after: { limit: input.limit, wanted: input.wanted, words: input.words } },
        ...(operatorEmail
          ? [{ mail: { template: 'request' as const, email: operatorEmail, about: { requestId: request.id } } }]
          : []),
      )
    }),
})
