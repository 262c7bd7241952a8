// Taking away takes effect at once: what one server has acknowledged is obeyed by another on the very next request,
// pictures and zips included; and sharing in the moment of losing the right never lands after it. Two servers, and
// controls that break: a request that was sent before the acknowledgement, and a clone without the lock.
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { give } from '../testing/grants.ts'
import { plantFile, plantFolder, plantPicture } from '../testing/library.ts'
import { lockNothing, race } from '../testing/no-lock.ts'
import { headersOf } from '../testing/send.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const revocations = Number(process.env['REVOKE_ROUNDS'] ?? 200)
const rounds = Number(process.env['RACE_ROUNDS'] ?? 10)

async function world(url: string) {
  const servers = [await startServer(url), await startServer(url)] as const
  return { one: servers[0], two: servers[1] }
}

describe('a revocation', { timeout: 60_000 + revocations * 1_000 }, async () => {
  const { url, db } = await freshDatabase()
  const { one, two } = await world(url)
  const acme = await account(db, 'Acme')
  const ada = await acme.member('Ada', 'account_admin')
  const fay = await acme.member('Fay', 'library_restricted')
  const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
  const beach = await plantFile(db, acme.id, { name: 'beach.jpg', parentId: spring, ownerId: null })
  await plantPicture(db, beach)
  const admin = as(one, ada)
  const hers = as(two, fay)
  const share = () => give(db, acme.id, { on: spring, to: fay, level: 'view' })
  await share()
  const { id: zip } = await hers.zips.prepare.mutate({ assetIds: [spring] })
  const grantId = async () => (await admin.grants.list.query({ assetId: spring })).direct[0]?.grantId ?? ''

  const status = async (path: string) => (await fetch(`${two}/api/acme/${path}`, { headers: headersOf(fay) })).status
  /** What of all this still gets through to Fay. */
  async function allowed(): Promise<string[]> {
    const ways = await Promise.all([
      hers.library.list.query({ folderId: spring }).then(
        () => 'list',
        () => null,
      ),
      hers.search.assets
        .query({ folderId: null, name: 'beach' })
        .then(({ assets }) => (assets.length ? 'search' : null)),
      status(`files/${beach}/thumbnail?size=small`).then((s) => (s === 404 ? null : `picture ${s}`)),
      status(`files/${beach}/original`).then((s) => (s === 404 ? null : `bytes ${s}`)),
      status(`zips/${zip}`).then((s) => (s === 404 ? null : `zip ${s}`)),
    ])
    return ways.filter((way) => way !== null)
  }
  const everything = ['list', 'search', 'picture 200', 'bytes 200', 'zip 200']

  it(`that one server acknowledged is obeyed by the other on the very next request, ${revocations} times`, async () => {
    expect(await allowed()).toEqual(everything)
    for (let round = 0; round < revocations; round += 1) {
      await admin.grants.revoke.mutate({ assetId: spring, grantIds: [await grantId()] })
      expect(await allowed()).toEqual([])
      await share()
    }
  })

  it('is not obeyed by what was asked before it was acknowledged (control)', async () => {
    let early = 0
    for (let round = 0; round < 20 && !early; round += 1) {
      const id = await grantId()
      const asked = allowed()
      await admin.grants.revoke.mutate({ assetId: spring, grantIds: [id] })
      early = (await asked).length
      await share()
    }
    expect(early).toBeGreaterThan(0)
  })
})

describe.each([{ lock: true }, { lock: false }])(
  'with the lock: $lock',
  { timeout: 120_000 + rounds * 5_000 },
  async ({ lock }) => {
    const { url, db } = await freshDatabase()
    const { one, two } = await world(url)
    if (!lock) await lockNothing(db)

    it(`sharing in the moment of losing the right ${lock ? 'never lands after it' : 'lands after it'}`, async () => {
      const acme = await account(db, 'Acme')
      const ada = await acme.member('Ada', 'account_admin')
      const fay = await acme.member('Fay', 'library_restricted')
      const gil = await acme.member('Gil', 'library_restricted')
      let after = 0
      for (let round = 0; round < rounds && !after; round += 1) {
        const on = await plantFolder(db, acme.id, { name: `Spring ${round}`, parentId: null, ownerId: null })
        const grantId = await give(db, acme.id, { on, to: fay, level: 'manage' })
        if (!lock) await race(db, true)
        const [revoked, given] = await Promise.all([
          // Whoever comes last to the barrier of the control goes on first.
          sleep(lock ? round : 50).then(() =>
            refusal(as(one, ada).grants.revoke.mutate({ assetId: on, grantIds: [grantId] })),
          ),
          refusal(
            as(two, fay).grants.give.mutate({ assetIds: [on], memberIds: [gil.memberId], level: 'view', tell: false }),
          ),
        ])
        if (!lock) await race(db, false)
        expect(revoked).toBe(null)
        expect([undefined, 'not_found']).toContain(given?.code)
        const told = await db
          .selectFrom('audit_entry')
          .select('what')
          .where('on_id', '=', on)
          .where('what', 'in', ['grant.given', 'grant.revoked'])
          .orderBy('seq')
          .execute()
        if (told.at(-1)?.what === 'grant.given') after += 1
      }
      expect(after > 0).toBe(!lock)
    })
  },
)
