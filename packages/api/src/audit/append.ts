// Writes entries to the ends of their chains, inside the transaction of the change that they tell of.
// Personal values are split off here: the chained text holds ids, facts and digests only.
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { audit, emailKey, type AuditKind, type Consequence, type KeyId, type UserId } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import { beginning, digestOf, macOf, newSalt, type Chain } from './chain.ts'

/** Who acts, as the chain keeps it; name, address and device are personal and stand apart. */
export interface Author {
  kind: string
  userId: UserId | null
  memberId: string | null
  keyId?: KeyId
  personal: { name: string | null; email: string | null; ip: string | null; device: string | null }
}
/** An entry that knows its chain. */
export interface Line {
  chain: Chain
  what: AuditKind
  on: string
  before: object | null
  after: object | null
  consequences?: readonly Consequence[] | undefined
}
export interface Frame {
  author: Author
  at: Date
  requestId: string | null
  auditKey: Buffer
}
/** The text that is MACed; `verify` parses it again. */
export interface Body {
  id: string
  chain: Chain
  seq: number
  at: string
  what: AuditKind
  on: string
  actor: { kind: string; userId: string | null; memberId: string | null; keyId?: KeyId }
  request: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  consequences: readonly Consequence[]
  personal: { actor?: string | undefined; before?: string | undefined; after?: string | undefined }
}
type Personal = DB['audit_personal']

/** Which fields of this kind tell of a person. */
const personalFields = (what: AuditKind): readonly string[] => audit[what].personal

function splitPersonal(what: AuditKind, shape: object | null) {
  if (!shape) return { facts: null, personal: null }
  const fields = personalFields(what)
  const entries = Object.entries(shape)
  const personal = entries.filter(([field, value]) => fields.includes(field) && value !== null)
  return {
    facts: Object.fromEntries(entries.filter(([field]) => !fields.includes(field))),
    personal: personal.length ? Object.fromEntries(personal) : null,
  }
}

/** Who a personal value is about: found by their id, or by their address while they have no sign-in. */
function subjectOf(line: Line, value: Record<string, unknown>): { user_id: UserId | null; email_key: string | null } {
  const named = audit[line.what].on === 'user' ? line.on : (Object(line.after ?? line.before).userId ?? null)
  const email = value['email'] ?? value['to']
  return { user_id: named, email_key: typeof email === 'string' ? emailKey(email) : null }
}

/** The end of a chain, locked until this transaction ends; a chain that has no entry yet begins here. */
const headOf = (db: Kysely<DB>, chain: Chain) =>
  db
    .insertInto('audit_head')
    .values({ chain, seq: 0, mac: beginning })
    // Changes nothing: it locks the row and gives it back in the same statement.
    .onConflict((c) => c.column('chain').doUpdateSet((eb) => ({ seq: eb.ref('audit_head.seq') })))
    .returning(['seq', 'mac'])
    .executeTakeFirstOrThrow()

/** Appends each line to its chain. Throws what the database throws: then the change that it tells of is undone too. */
export async function append(db: Kysely<DB>, frame: Frame, lines: readonly Line[]): Promise<void> {
  const byChain = Map.groupBy(lines, (line) => line.chain)
  for (const [chain, told] of byChain) {
    let { seq, mac } = await headOf(db, chain)
    const entries: DB['audit_entry'][] = []
    const apart: Personal[] = []
    for (const line of told) {
      const id = randomUUID()
      const bind = (
        part: Personal['part'],
        value: object | null,
        about: { user_id: UserId | null; email_key: string | null },
      ) => {
        if (!value) return undefined
        const salt = newSalt()
        const text = JSON.stringify(value)
        apart.push({ entry_id: id, part, ...about, salt, value: text })
        return digestOf(salt, text)
      }
      const before = splitPersonal(line.what, line.before)
      const after = splitPersonal(line.what, line.after)
      const { personal, ...actor } = frame.author
      const digests = {
        actor: bind('actor', personal, {
          user_id: actor.userId,
          email_key: personal.email ? emailKey(personal.email) : null,
        }),
        before: bind('before', before.personal, subjectOf(line, before.personal ?? {})),
        after: bind('after', after.personal, subjectOf(line, after.personal ?? {})),
      }
      seq += 1
      const body: Body = {
        id,
        chain,
        seq,
        at: frame.at.toISOString(),
        what: line.what,
        on: line.on,
        actor,
        request: frame.requestId,
        before: before.facts,
        after: after.facts,
        consequences: line.consequences ?? [],
        personal: digests,
      }
      const text = JSON.stringify(body)
      mac = macOf(frame.auditKey, mac, text)
      entries.push({ chain, seq, id, at: frame.at, body: text, mac } as DB['audit_entry'])
    }
    const rights = told.some((line) => audit[line.what].changes === 'rights') ? { rights_seq: seq } : {}
    // One statement in place of three: a change pays for every round trip while others wait for its lock.
    await db
      .with('told', (q) => q.insertInto('audit_entry').values(entries))
      .with('apart', (q) => q.insertInto('audit_personal').values(apart))
      .updateTable('audit_head')
      .set({ seq, mac, ...rights })
      .where('chain', '=', chain)
      .execute()
  }
}
