// Walks every chain and names each entry that does not follow from the one before it: altered, deleted, swapped or cut off.
import type { Kysely } from 'kysely'
import type { DB } from '../db/schema.ts'
import type { Body } from './append.ts'
import { beginning, digestOf, macOf } from './chain.ts'

export interface Broken {
  chain: string
  /** The place in the chain, from 1. */
  seq: number
  /** What is wrong there, in words. */
  says: string
}

/** How many entries were read, and what is broken, row by row; nothing broken: an empty list. */
export async function verifyChains(
  db: Kysely<DB>,
  auditKey: Buffer,
): Promise<{ entries: number; chains: number; broken: Broken[] }> {
  const heads = await db.selectFrom('audit_head').selectAll().orderBy('chain').execute()
  const orphans = await db
    .selectFrom('audit_entry')
    .select('chain')
    .distinct()
    .where('chain', 'not in', (q) => q.selectFrom('audit_head').select('chain'))
    .execute()
  const broken: Broken[] = orphans.map(({ chain }) => ({ chain, seq: 0, says: 'the head of this chain is missing' }))
  let entries = 0
  for (const head of heads) {
    const walked = await walk(db, auditKey, head)
    entries += walked.entries
    broken.push(...walked.broken)
  }
  return { entries, chains: heads.length, broken }
}

const page = 1000

async function walk(
  db: Kysely<DB>,
  auditKey: Buffer,
  head: DB['audit_head'] | { chain: string; seq: number; mac: Buffer },
) {
  const broken: Broken[] = []
  const { chain } = head
  let entries = 0
  let seq = 0
  let mac: Buffer = beginning
  for (;;) {
    const rows = await db
      .selectFrom('audit_entry')
      .selectAll()
      .where('chain', '=', chain)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(page)
      .execute()
    const personal = rows.length
      ? await db
          .selectFrom('audit_personal')
          .selectAll()
          .where(
            'entry_id',
            'in',
            rows.map((r) => r.id),
          )
          .execute()
      : []
    const apart = Map.groupBy(personal, (p) => p.entry_id)
    for (const row of rows) {
      entries += 1
      for (let missing = seq + 1; missing < row.seq; missing += 1)
        broken.push({ chain, seq: missing, says: 'this entry is missing' })
      const follows = macOf(auditKey, mac, row.body).equals(row.mac)
      if (!follows && row.seq === seq + 1) broken.push({ chain, seq: row.seq, says: 'altered, or not in its place' })
      else broken.push(...wrongIn(row, apart.get(row.id) ?? []).map((says) => ({ chain, seq: row.seq, says })))
      // Go on from what is stored, so that one break is named once and not for every entry after it.
      mac = row.mac
      seq = row.seq
    }
    if (rows.length < page) break
  }
  if (seq < head.seq)
    for (let s = seq + 1; s <= head.seq; s += 1) broken.push({ chain, seq: s, says: 'this entry is missing' })
  else if (seq > head.seq) broken.push({ chain, seq, says: 'there are entries after the end of this chain' })
  else if (!mac.equals(head.mac)) broken.push({ chain, seq, says: 'the end of this chain was altered' })
  return { entries, broken }
}

/** What the columns beside the text, and the personal values apart from it, say otherwise than the text. */
function wrongIn(
  row: { id: string; chain: string; seq: number; at: Date; body: string },
  personal: readonly DB['audit_personal'][],
): string[] {
  const body = JSON.parse(row.body) as Body
  const columns =
    body.id === row.id && body.chain === row.chain && body.seq === row.seq && body.at === row.at.toISOString()
  return [
    ...(columns ? [] : ['its columns say otherwise than its text']),
    ...personal
      .filter((p) => body.personal[p.part] !== digestOf(p.salt, p.value))
      .map((p) => `personal values (${p.part}) were altered`),
  ]
}
