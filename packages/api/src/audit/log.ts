// The account's log: entries as they were chained, with what is personal put back, as far as the reader may see it.
import { z } from 'zod'
import type { Kysely } from 'kysely'
import { auditKinds, mayActor, type AuditKind, type Member } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { momentField } from '../fields.ts'
import { can, router } from '../trpc.ts'
import type { Body } from './append.ts'
import { chainOfAccount } from './chain.ts'
import { writeCsv } from './csv.ts'

const kindsField = z.array(z.enum(auditKinds as [AuditKind, ...AuditKind[]])).max(auditKinds.length)
const logFilter = {
  /** The member or the API key that acted. */
  actor: z.uuid().optional(),
  /** The member or invitation that the entry is about. */
  on: z.uuid().optional(),
  kinds: kindsField.default([]),
  from: momentField.optional(),
  until: momentField.optional(),
  request: z.string().max(100).optional(),
}
type LogFilter = z.output<z.ZodObject<typeof logFilter>>
const perPage = 50

/** What of the log is about people and billing: administrators alone (rules §1). */
const aboutPeople: readonly AuditKind[] = auditKinds.filter(
  (k) =>
    ['member.', 'invitation.', 'group.', 'invoice.', 'alert.', 'account.subscri', 'account.billing'].some((part) =>
      k.startsWith(part),
    ) || k === 'attempt.refused',
)

export interface LogEntry {
  id: string
  seq: number
  at: string
  what: AuditKind
  on: string
  actor: {
    kind: string
    memberId: string | null
    /** Of an API key. */
    keyId?: string
    name: string | null
    email: string | null
    ip?: string | null
    device?: string | null
  }
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  consequences: Body['consequences']
  /** Who or what the entry is about, in words, as far as it is known. */
  subject: string | null
  request: string | null
}

/** Entries before `before`, newest first. */
async function readLog(
  ctx: InAccount & { actor: Member },
  filter: LogFilter,
  before: number | undefined,
  limit: number,
): Promise<LogEntry[]> {
  const db = whole(ctx.handle)
  const seesPeople = mayActor(ctx.actor, 'audit.people').yes
  const seesDevices = mayActor(ctx.actor, 'audit.devices').yes
  const rows = await db
    .selectFrom('audit_entry')
    .select(['id', 'body'])
    .where('chain', '=', chainOfAccount(ctx.accountId))
    .$if(!seesPeople, (q) => q.where('what', 'not in', aboutPeople))
    .$if(filter.kinds.length > 0, (q) => q.where('what', 'in', filter.kinds))
    .$if(filter.actor !== undefined, (q) => q.where('actor_id', '=', filter.actor ?? null))
    .$if(filter.on !== undefined, (q) => q.where('on_id', '=', filter.on ?? ''))
    .$if(filter.request !== undefined, (q) => q.where('request', '=', filter.request ?? null))
    .$if(filter.from !== undefined, (q) => q.where('at', '>=', filter.from ?? new Date(0)))
    .$if(filter.until !== undefined, (q) => q.where('at', '<', filter.until ?? new Date(0)))
    .$if(before !== undefined, (q) => q.where('seq', '<', before ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  if (!rows.length) return []
  const personal = await db
    .selectFrom('audit_personal')
    .select(['entry_id', 'part', 'value'])
    .where(
      'entry_id',
      'in',
      rows.map((r) => r.id),
    )
    .execute()
  const values = new Map(
    personal.map((p) => [`${p.entry_id} ${p.part}`, JSON.parse(p.value) as Record<string, string | null>]),
  )
  const bodies = rows.map((r) => JSON.parse(r.body) as Body)
  const names = await subjectNames(db, ctx, bodies)
  return bodies.map((body) => {
    const who = values.get(`${body.id} actor`)
    const [was, is] = [values.get(`${body.id} before`), values.get(`${body.id} after`)]
    return {
      id: body.id,
      seq: body.seq,
      at: body.at,
      what: body.what,
      on: body.on,
      actor: {
        ...body.actor,
        name: who?.['name'] ?? null,
        email: who?.['email'] ?? null,
        ...(seesDevices && { ip: who?.['ip'] ?? null, device: who?.['device'] ?? null }),
      },
      before: body.before && { ...body.before, ...was },
      after: body.after && { ...body.after, ...is },
      consequences: body.consequences,
      subject: is?.['name'] ?? is?.['email'] ?? was?.['name'] ?? was?.['email'] ?? names.get(body.on) ?? null,
      request: body.request,
    }
  })
}

/** Names of the members and invitations that entries are about: from the tables, or from when they joined. */
async function subjectNames(
  db: Kysely<DB>,
  { accountId }: InAccount,
  bodies: readonly Body[],
): Promise<Map<string, string>> {
  const ids = [...new Set(bodies.map((b) => b.on))]
  const first = await db
    .selectFrom('audit_entry as e')
    .innerJoin('audit_personal as p', (j) => j.onRef('p.entry_id', '=', 'e.id').on('p.part', '=', 'after'))
    .select(['e.on_id', 'p.value'])
    .where('e.chain', '=', chainOfAccount(accountId))
    .where('e.what', 'in', ['member.joined', 'invitation.created'])
    .where('e.on_id', 'in', ids)
    .execute()
  return new Map(
    first.map(({ on_id, value }) => {
      const { name, email } = JSON.parse(value) as { name?: string | null; email?: string }
      return [on_id, name ?? email ?? '']
    }),
  )
}

export const log = router({
  list: can('audit.account')
    .input({ ...logFilter, before: z.int().positive().optional() })
    .read(async ({ ctx, input }) => {
      const entries = await readLog(ctx, input, input.before, perPage + 1)
      return { entries: entries.slice(0, perPage), more: entries.length > perPage }
    }),
})

/** The same entries as a CSV file, up to ten thousand of this filter. */
export const logCsv = can('audit.account')
  .input({
    ...logFilter,
    kinds: z.preprocess((text) => (typeof text === 'string' ? text.split(',').filter(Boolean) : []), kindsField),
  })
  .route('/api/:account/log.csv', async ({ ctx, input, res }) => {
    const entries = await readLog(ctx, input, undefined, 10_000)
    res.attachment('log.csv').type('text/csv').send(writeCsv(entries))
  })
