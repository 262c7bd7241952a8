// Does this server live, and does its database answer?
import { whole } from './db/connect.ts'
import { clock } from './db/statements.ts'
import { anyone } from './trpc.ts'

export const health = anyone('a load balancer asks whether this server lives; it is told nothing else').route(
  '/api/health',
  async ({ ctx, res }) => {
    await clock(whole(ctx.handle))
    res.json({ ok: true })
  },
)
