// The logo of an account: who sets it, what can be one, who gets to see it. Rules §1 ("Account settings").
import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawnLogo } from '../testing/logos.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const of = (who: TestMember | null) => as(server, who)
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  return { acme, ada }
}
const logoOf = async (who: TestMember) => (await of(who).session.me.query()).here?.logo ?? null
const pictureIn = (address: string | null) => {
  const [, base64] = /^data:image\/webp;base64,(.+)$/.exec(address ?? '') ?? []
  return sharp(Buffer.from(base64 ?? '', 'base64'))
}
const logoEntries = async (who: TestMember) =>
  (await of(who).log.list.query({})).entries
    .filter(({ what }) => what === 'account.logo_changed')
    .map(({ before, after }) => [before, after])
const set = (who: TestMember, picture: string) => of(who).settings.setLogo.mutate({ picture })

describe('a logo', () => {
  it('is set by a developer, seen by everybody in the account, changed and removed, each with an entry', async () => {
    const { acme, ada } = await world()
    const dev = await acme.member('Dev', 'developer')
    const fay = await acme.member('Fay', 'library_restricted')
    await set(dev, await drawnLogo())
    const first = await logoOf(fay)
    expect(await pictureIn(first).metadata()).toMatchObject({ format: 'webp', width: 128, height: 128, hasAlpha: true })
    expect((await of(dev).settings.see.query()).logo).toBe(first)
    await set(ada, await drawnLogo('jpeg'))
    expect(await logoOf(fay)).not.toBe(first)
    await of(ada).settings.removeLogo.mutate()
    expect(await logoOf(fay)).toBe(null)

    const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/) as string
    expect(await logoEntries(ada)).toEqual([
      [{ logo: sha256 }, { logo: null }],
      [{ logo: sha256 }, { logo: sha256 }],
      [{ logo: null }, { logo: sha256 }],
    ])
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries).toEqual(tables)
  })

  it('the same again, or none taken away, leaves no entry', async () => {
    const { ada } = await world()
    await of(ada).settings.removeLogo.mutate()
    const picture = await drawnLogo()
    await set(ada, picture)
    await set(ada, picture)
    expect(await logoEntries(ada)).toHaveLength(1)
  })

  it('two people who set one at once leave one, and entries that follow on each other', async () => {
    const { acme, ada } = await world()
    const pictures = await Promise.all(Array.from({ length: 6 }, () => drawnLogo()))
    await Promise.all(pictures.map((picture) => set(ada, picture)))
    const entries = (await logoEntries(ada)).toReversed()
    expect(entries).toHaveLength(6)
    for (const [n, [before]] of entries.entries()) expect(before).toEqual(entries[n - 1]?.[1] ?? { logo: null })
    const { tables, entries: told } = await toldTwice(db, acme.id)
    expect(told).toEqual(tables)
  })

  it('is told with the name of each of one’s accounts, and of no other', async () => {
    const { acme, ada } = await world()
    const other = await world()
    await set(ada, await drawnLogo())
    await set(other.ada, await drawnLogo())
    const { accounts } = await of(ada).session.me.query()
    expect(accounts.map(({ id, logo }) => [id, logo?.slice(0, 10)])).toEqual([[acme.id, 'data:image']])
  })

  it('is shown to whoever is invited', async () => {
    const { ada } = await world()
    await set(ada, await drawnLogo())
    const people = [{ email: `ivy${serial}@acme.test` }]
    const { results } = await of(ada).invitations.create.mutate({ people, role: 'library_view' })
    const token = results[0]?.link?.split('#')[1] ?? ''
    const { account: shown } = await of(null).invitations.read.query({ token })
    expect(shown.logo).toBe(await logoOf(ada))
  })
})

describe('what is sent as a logo', () => {
  it('is drawn anew: nothing of the bytes that came is kept, and a large one is made smaller', async () => {
    const { ada } = await world()
    const secret = `made with a camera in ${randomBytes(8).toString('hex')}`
    const sent = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#07c' } })
      .withExif({ IFD0: { Copyright: secret } })
      .jpeg()
      .toBuffer()
    expect(sent.includes(secret)).toBe(true)
    await set(ada, sent.toString('base64'))
    const kept = await pictureIn(await logoOf(ada)).toBuffer({ resolveWithObject: true })
    expect(kept.info).toMatchObject({ width: 400, height: 133 })
    expect(kept.data.includes(secret)).toBe(false)
    expect((await pictureIn(await logoOf(ada)).metadata()).exif).toBeUndefined()
  })

  const noise = () =>
    sharp(randomBytes(400 * 400 * 3), { raw: { width: 400, height: 400, channels: 3 } })
      .jpeg({ quality: 60 })
      .toBuffer()
  it.each<[string, () => Promise<Buffer> | Buffer]>([
    ['nothing', () => Buffer.from('')],
    ['text', () => Buffer.from('a logo')],
    ['a drawing with a script', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['a document', () => Buffer.from('%PDF-1.4 a logo')],
    ['half a picture', async () => Buffer.from(await drawnLogo('png'), 'base64').subarray(0, 80)],
    ['a picture that says it is a page', async () => Buffer.from(`<html>${await drawnLogo()}</html>`)],
    ['noise that no small file holds', noise],
  ])('%s is refused, and the logo from before stays', async (_, bytes) => {
    const { ada } = await world()
    await set(ada, await drawnLogo())
    const before = await logoOf(ada)
    const picture = Buffer.from(await bytes()).toString('base64')
    expect(await refusal(set(ada, picture))).toEqual({ code: 'not_a_logo', data: {} })
    expect(await logoOf(ada)).toBe(before)
    expect(await logoEntries(ada)).toHaveLength(1)
  })

  it.each(['not *** base64', 'A'.repeat(200_004)])('is refused beside its field: %.20s', async (picture) => {
    const { ada } = await world()
    expect(await refusal(set(ada, picture))).toMatchObject({
      code: 'invalid_input',
      data: { fields: [{ field: 'picture' }] },
    })
  })

  it('of whoever may not set it is never opened', async () => {
    const { acme } = await world()
    const fay = await acme.member('Fay', 'library_full')
    expect(await refusal(set(fay, await drawnLogo()))).toMatchObject({ code: 'not_allowed' })
    expect(await refusal(set(fay, 'AAAA'))).toMatchObject({ code: 'not_allowed' })
  })
})
