// What a member was refused by role or status, and a key by its scopes, is recorded, in a transaction of its own: the one it refused is undone.
// Ten minutes of the same are one entry, so that nobody can flood the log; the next entry says how many there were.
import type { Permission, Problem, SecretPurpose } from '@usher/domain'
import type { Asking } from '../context.ts'
import { whole } from '../db/connect.ts'
import { countTry } from '../db/statements.ts'
import { readWho } from '../session/actor.ts'
import { authorOf } from './author.ts'
import { append } from './append.ts'
import { chainOfAccount } from './chain.ts'

type Recorded = 'not_allowed' | 'cannot_enter' | 'level_too_low' | 'key_scope' | 'not_for_keys'
const isRecorded = (problem: Problem): problem is Problem<Recorded> =>
  problem.code === 'not_allowed' ||
  problem.code === 'cannot_enter' ||
  problem.code === 'level_too_low' ||
  problem.code === 'key_scope' ||
  problem.code === 'not_for_keys'
const becauseOf = (problem: Problem<Recorded>) =>
  'because' in problem.data ? problem.data.because : problem.code === 'level_too_low' ? 'level' : 'key'
const windowSeconds = 600

export async function recordRefusal(
  asking: Asking,
  path: string,
  needs: Permission | SecretPurpose | null,
  problem: Problem,
): Promise<void> {
  if (!isRecorded(problem)) return
  const db = whole(asking.handle)
  const who = await readWho(db, asking)
  const { actor } = who
  // What somebody else's role refuses to whoever sees as them, nobody attempted.
  if (actor.kind !== 'member' && actor.kind !== 'key') return
  const { n, before } = await countTry(
    db,
    `refused ${actor.memberId ?? actor.keyId} ${path} ${problem.code}`,
    windowSeconds,
  )
  if (n > 1) return
  await db.transaction().execute(async (trx) => {
    // An account that is erased meanwhile gets no log anew: nobody erases it while its row is held.
    const there = await trx.selectFrom('account').select('id').where('id', '=', actor.accountId).forKeyShare().execute()
    if (!there.length) return
    await append(
      trx,
      {
        author: authorOf({ ...who, actor }, asking),
        at: who.now,
        requestId: asking.id,
        auditKey: asking.house.auditKey,
      },
      [
        {
          chain: chainOfAccount(actor.accountId),
          what: 'attempt.refused',
          on: actor.accountId,
          before: null,
          after: {
            path,
            needs: 'operation' in problem.data ? problem.data.operation : (needs ?? ''),
            problem: problem.code,
            because: becauseOf(problem),
            times: Math.max(1, before),
          },
        },
      ],
    )
  })
}
