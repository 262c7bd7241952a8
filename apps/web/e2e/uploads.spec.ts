// Files and whole folders go up from the library page: watched, through a lost connection and a reload, with names that are
// taken and folders that go away meanwhile. Every byte is right at the end.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { clientOf, password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ mode: 'serial', timeout: 600_000 })

/** What takes its time where many are at work. */
const patient = { timeout: 90_000 }

const folder = mkdtempSync(join(tmpdir(), 'usher-uploads-'))
test.beforeAll(() =>
  usher().load({
    name: 'Acme',
    plan: 'enterprise',
    people: [
      { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password },
      { name: 'Vic Mar', email: 'vic@acme.test', role: 'library_view', password },
    ],
  }),
)
test.afterAll(() => rmSync(folder, { recursive: true }))

/** A PNG of a beach: sky above, sand below, each number another hour of the day. */
function beach(number: number): Buffer {
  const [width, height] = [160, 100]
  const lines = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const isSky = y < 60 + Math.round(4 * Math.sin((x + number * 7) / 9))
      const colour = isSky ? [90 + number * 4, 150 + y, 230] : [225, 200 - (y % 7) * 3, 140 + ((x * y) % 11)]
      lines.set(colour, y * (width * 3 + 1) + 1 + x * 3)
    }
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), data])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([size, named, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2], 8)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Writes these files below a folder of that name; gives its path. */
function written(name: string, files: Record<string, Buffer>): string {
  const top = join(folder, name)
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(join(top, path, '..'), { recursive: true })
    writeFileSync(join(top, path), bytes)
  }
  return top
}

const tray = (page: Page) => page.getByRole('region', { name: 'Uploads' })
const heading = (page: Page, words: string | RegExp) => tray(page).getByRole('heading', { name: words })
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })

async function enter(email: string, page: Page): Promise<Page> {
  await signIn(page, email)
  await expect(title(page, 'Acme')).toBeVisible()
  await page.goto('/a/acme/library')
  await expect(title(page, 'Library')).toBeVisible()
  return page
}

/** Chooses in the browser's own dialog, which that button or item opens. */
async function chooseBy(page: Page, button: ReturnType<Page['getByRole']>, what: string | string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await button.click()
  await (await chooser).setFiles(what)
}
async function upload(page: Page, item: 'Files…' | 'Folder…', what: string | string[]): Promise<void> {
  await page.getByRole('button', { name: 'Upload', exact: true }).click()
  await chooseBy(page, page.getByRole('menuitem', { name: item }), what)
}
/** Drops files that are made in the page. */
async function drop(page: Page, ...files: { name: string; bytes: Buffer }[]): Promise<void> {
  const given = files.map(({ name, bytes }) => ({ name, bytes: bytes.toString('base64') }))
  await page.evaluate((all) => {
    const dataTransfer = new DataTransfer()
    for (const { name, bytes } of all)
      dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name))
    const event = (type: string) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })
    document.querySelector('main')?.dispatchEvent(event('dragover'))
    document.querySelector('main')?.dispatchEvent(event('drop'))
  }, given)
}

/** Lets so many parts of uploads through and holds the next ones back, until they are let go. */
async function gateOf(page: Page) {
  let open = Infinity
  const held: (() => void)[] = []
  await page.route('**/api/acme/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH') {
      if (open <= 0) await new Promise<void>((go) => held.push(go))
      open -= 1
    }
    // The page that it is from may be gone.
    await route.continue().catch(() => {})
  })
  return {
    after: (parts: number) => (open = parts),
    letGo() {
      open = Infinity
      for (const go of held.splice(0)) go()
    },
  }
}

/** Everything below a folder, by its path, read back. */
async function readBack(page: Page, folderId: string | null, above = ''): Promise<Map<string, Buffer>> {
  const client = await clientOf(page, 'acme')
  const { assets } = await client.library.list.query({ folderId })
  const all = new Map<string, Buffer>()
  for (const { id, kind, name } of assets) {
    if (kind === 'folder')
      for (const [path, bytes] of await readBack(page, id, `${above}${name}/`)) all.set(path, bytes)
    else {
      const answer = await page.request.get(`/api/acme/files/${id}/original`)
      all.set(above + name, await answer.body())
    }
  }
  return all
}
async function folderIn(page: Page, name: string): Promise<string> {
  const client = await clientOf(page, 'acme')
  const { assets } = await client.library.list.query({ folderId: null })
  const found = assets.find((a) => a.name === name)
  if (!found) throw new Error(`there is no folder ${name}`)
  return found.id
}
const newFolder = async (page: Page, name: string) =>
  (await (await clientOf(page, 'acme')).library.createFolder.mutate({ folderId: null, name })).id

test('a whole folder goes up, through a lost connection, while one moves through the app', async ({ browser }) => {
  const ada = await enter('ada@acme.test', await usher().window(browser))
  const pictures = Object.fromEntries(
    Array.from({ length: 30 }, (_, n) => [`${['', 'Raw/', 'Raw/Day 1/'][n % 3] ?? ''}beach ${n + 1}.png`, beach(n)]),
  )
  const shoot = written('Spring shoot', { ...pictures, '.DS_Store': Buffer.from('litter') })
  const gate = await gateOf(ada)

  await test.step('twelve are done, each one that is under way has its bar', async () => {
    gate.after(12)
    await upload(ada, 'Folder…', shoot)
    await expect(tray(ada).getByText('12 of 30 ·')).toBeVisible(patient)
    await expect(heading(ada, 'Uploading 18 files')).toBeVisible()
    await expect(tray(ada).getByRole('progressbar', { name: 'All uploads' })).toBeVisible()
    await expect(tray(ada).getByRole('progressbar', { name: /^beach/ })).toHaveCount(3)
    await expect(ada.getByRole('main').getByRole('link', { name: 'Spring shoot' }).first()).toBeVisible()
    await expectAccessible(ada)
  })
  await test.step('one is paused and resumed, all are paused and resumed, the list is folded by Escape', async () => {
    await tray(ada)
      .getByRole('button', { name: /^Pause beach/ })
      .first()
      .click()
    await tray(ada)
      .getByRole('button', { name: /^Resume beach/ })
      .click()
    await tray(ada).getByRole('button', { name: 'Pause all' }).click()
    await expect(heading(ada, '18 uploads are paused')).toBeVisible()
    await ada.keyboard.press('Escape')
    await expect(tray(ada).getByRole('list')).toHaveCount(0)
    await tray(ada).getByRole('button', { name: 'Show the list' }).click()
    await tray(ada).getByRole('button', { name: 'Resume all' }).click()
    await expect(heading(ada, 'Uploading 18 files')).toBeVisible()
  })
  await test.step('it goes on on another page; without a connection it waits, and goes on by itself', async () => {
    await ada.getByRole('link', { name: 'Home' }).click()
    await expect(title(ada, 'Acme')).toBeVisible()
    await expect(tray(ada)).toBeVisible()
    await ada.context().setOffline(true)
    await expect(heading(ada, 'Waiting for the connection')).toBeVisible()
    await expect(ada.getByText('No connection. Uploading goes on by itself when it is back.')).toBeAttached()
    gate.letGo()
    await ada.context().setOffline(false)
    await expect(heading(ada, '30 files uploaded')).toBeVisible(patient)
    await expect(ada.getByText('30 files uploaded.')).toBeAttached()
    await expectAccessible(ada)
  })
  await test.step('every picture is where it was in the folder, byte for byte', async () => {
    const back = await readBack(ada, await folderIn(ada, 'Spring shoot'))
    expect([...back.keys()].toSorted()).toEqual(Object.keys(pictures).toSorted())
    for (const [path, bytes] of Object.entries(pictures)) expect(back.get(path)?.equals(bytes), path).toBe(true)
  })
  await test.step('from what is done a link leads to its folder', async () => {
    await tray(ada).getByRole('link', { name: 'Open the folder of beach 1.png' }).click()
    await expect(title(ada, 'Spring shoot')).toBeVisible()
    await tray(ada).getByRole('button', { name: 'Close' }).click()
    await expect(tray(ada)).toHaveCount(0)
  })
})

test('after a reload the same files are chosen again and go on from where they were', async ({ browser }) => {
  const ada = await enter('ada@acme.test', await usher().window(browser))
  const folderId = await newFolder(ada, 'Films')
  await ada.goto(`/a/acme/library?folder=${folderId}`)
  const film = Buffer.alloc(20_000_000, 'film')
  const short = Buffer.alloc(9_000_000, 'short')
  const films = written('Films', { 'film.mov': film, 'short.mov': short, 'notes.txt': Buffer.from('notes') })
  const gate = await gateOf(ada)
  gate.after(3)
  await upload(
    ada,
    'Files…',
    ['film.mov', 'short.mov', 'notes.txt'].map((name) => join(films, name)),
  )
  await expect(tray(ada).getByText('1 of 3 ·')).toBeVisible(patient)

  await test.step('another tab neither sends nor offers what this one has in hand', async () => {
    const other = await ada.context().newPage()
    const listed = other.waitForResponse(/uploads\.list/)
    await other.goto('/a/acme/library')
    await listed
    await other.waitForTimeout(1000)
    await expect(tray(other)).toHaveCount(0)
    await other.close()
  })
  await test.step('the browser warns before the page goes', async () => {
    const warned = ada.waitForEvent('dialog').then(async (dialog) => {
      await dialog.accept()
      return dialog.type()
    })
    await ada.reload()
    expect(await warned).toBe('beforeunload')
    await expect(heading(ada, '2 uploads were interrupted')).toBeVisible()
    await expect(tray(ada).getByText('Choose the files again to go on')).toBeVisible()
    await expectAccessible(ada)
  })
  await test.step('what is no part of it is left out; the same files go on', async () => {
    gate.letGo()
    const from: number[] = []
    ada.on('request', (request) => {
      if (request.method() === 'PATCH') from.push(Number(request.headers()['upload-offset']))
    })
    const choose = tray(ada).getByRole('button', { name: 'Choose files' })
    await chooseBy(
      ada,
      choose,
      ['film.mov', 'short.mov', 'notes.txt'].map((name) => join(films, name)),
    )
    await expect(ada.getByText('Left out, as name, size or date differ')).toBeVisible()
    await expect(heading(ada, '2 files uploaded')).toBeVisible(patient)
    expect(from.length).toBeGreaterThanOrEqual(2)
    expect(Math.min(...from), 'the first part is not sent again').toBeGreaterThan(0)
    const back = await readBack(ada, folderId)
    expect(back.get('film.mov')?.equals(film)).toBe(true)
    expect(back.get('short.mov')?.equals(short)).toBe(true)
    expect(back.get('notes.txt')?.toString()).toBe('notes')
  })
  await test.step('or they are discarded, and nothing is left of them', async () => {
    gate.after(0)
    await drop(ada, { name: 'poster.png', bytes: beach(1) })
    await expect(heading(ada, 'Uploading 1 file')).toBeVisible()
    ada.once('dialog', (dialog) => void dialog.accept())
    await ada.reload()
    await expect(heading(ada, '1 upload was interrupted')).toBeVisible()
    await tray(ada).getByRole('button', { name: 'Discard it' }).click()
    await expect(tray(ada)).toHaveCount(0)
    await expect.poll(async () => (await clientOf(ada, 'acme')).uploads.list.query()).toEqual([])
    await ada.reload()
    await expect(title(ada, 'Films')).toBeVisible()
    await ada.waitForTimeout(1000)
    await expect(tray(ada)).toHaveCount(0)
  })
})

test('after the browser was closed, the same folder is chosen again and goes on from where it was', async ({
  browser,
}) => {
  const ada = await enter('ada@acme.test', await usher().window(browser))
  const { uploads } = await clientOf(ada, 'acme')
  const tape = Buffer.alloc(9_000_000, 'tape')
  const archive = written('Archive', { 'Raw/tape.mov': tape })
  const gate = await gateOf(ada)
  gate.after(1)
  await upload(ada, 'Folder…', archive)
  await expect.poll(async () => (await uploads.list.query())[0]?.sent, patient).toBeGreaterThan(0)
  await ada.close()

  const again = await ada.context().newPage()
  const from: number[] = []
  again.on('request', (request) => {
    if (request.method() === 'PATCH') from.push(Number(request.headers()['upload-offset']))
  })
  await again.goto('/a/acme/library')
  await expect(heading(again, '1 upload was interrupted')).toBeVisible()
  await upload(again, 'Folder…', archive)
  await expect(heading(again, '1 file uploaded')).toBeVisible(patient)
  expect(Math.min(...from)).toBeGreaterThan(0)
  expect((await readBack(again, await folderIn(again, 'Archive'))).get('Raw/tape.mov')?.equals(tape)).toBe(true)
  expect(await uploads.list.query()).toEqual([])
})

test('a name that is taken is asked about: a new version, both, or neither', async ({ browser }) => {
  const ada = await enter('ada@acme.test', await usher().window(browser))
  const folderId = await newFolder(ada, 'Posters')
  await ada.goto(`/a/acme/library?folder=${folderId}`)
  await expect(title(ada, 'Posters')).toBeVisible()
  const names = ['a.png', 'b.png', 'c.png', 'd.png']
  await drop(ada, ...names.map((name, n) => ({ name, bytes: beach(n) })))
  await expect(heading(ada, '4 files uploaded')).toBeVisible(patient)
  await expect(ada.getByRole('main').getByText('a.png').first()).toBeVisible()

  await drop(ada, ...names.map((name, n) => ({ name, bytes: beach(n + 10) })))
  const dialog = ada.getByRole('dialog')
  await expect(dialog).toContainText('a.png is here already')
  await expect(dialog.getByText('3 so far')).toBeVisible()
  await expectAccessible(ada)
  await dialog.getByRole('button', { name: 'New version' }).click()
  await expect(dialog).toContainText('b.png is here already')

  await test.step('Escape loses nothing: the question waits in the list', async () => {
    await ada.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(heading(ada, '3 uploads need you')).toBeVisible()
    await expectAccessible(ada)
    await tray(ada).getByRole('button', { name: 'Decide about b.png' }).click()
  })
  await dialog.getByRole('button', { name: 'Skip' }).click()
  await expect(dialog).toContainText('c.png is here already')
  await dialog.getByLabel('The same for all the rest').check()
  await dialog.getByRole('button', { name: 'Keep both' }).click()
  await expect(heading(ada, '3 files uploaded')).toBeVisible(patient)

  const back = await readBack(ada, folderId)
  expect([...back.keys()]).toEqual(['a.png', 'b.png', 'c (2).png', 'c.png', 'd (2).png', 'd.png'])
  expect(back.get('a.png')?.equals(beach(10))).toBe(true)
  expect(back.get('b.png')?.equals(beach(1))).toBe(true)
  expect(back.get('c (2).png')?.equals(beach(12))).toBe(true)
  const client = await clientOf(ada, 'acme')
  const { assets } = await client.library.list.query({ folderId })
  expect(await client.versions.list.query({ assetId: assets[0]?.id ?? '' })).toHaveLength(2)
  expect(await client.uploads.list.query()).toEqual([])
})

test('where the folder has gone meanwhile, another one is chosen, and the bytes are not sent again', async ({
  browser,
}) => {
  const ada = await enter('ada@acme.test', await usher().window(browser))
  const client = await clientOf(ada, 'acme')
  const folderId = await newFolder(ada, 'Short-lived')
  const elsewhere = await newFolder(ada, 'Elsewhere')
  await ada.goto(`/a/acme/library?folder=${folderId}`)
  await expect(title(ada, 'Short-lived')).toBeVisible()
  const gate = await gateOf(ada)
  gate.after(0)
  await drop(ada, ...[1, 2, 3, 4, 5].map((n) => ({ name: `${n}.png`, bytes: beach(n) })))
  await expect(heading(ada, 'Uploading 5 files')).toBeVisible()
  // The server knows of one at least: what is refused at its beginning has no place to lose.
  await expect.poll(async () => (await client.uploads.list.query()).length).toBeGreaterThan(0)
  await client.library.delete.mutate({ assetIds: [folderId] })
  await ada.getByRole('link', { name: 'Home' }).click()
  gate.letGo()
  await expect(heading(ada, '5 uploads need you')).toBeVisible()
  await expect(tray(ada).getByText('The place that this goes to is gone').first()).toBeVisible()
  await expectAccessible(ada)
  await tray(ada).getByRole('button', { name: 'Choose another folder for 1.png' }).click()
  const dialog = ada.getByRole('dialog')
  await expect(dialog.getByLabel(/Also for the others that lost their folder: 4 files/)).toBeChecked()
  await dialog.getByRole('radio', { name: 'Elsewhere' }).click()
  await expectAccessible(ada)
  await dialog.getByRole('button', { name: 'Upload into Elsewhere' }).click()
  await expect(heading(ada, '5 files uploaded')).toBeVisible(patient)
  const back = await readBack(ada, elsewhere)
  expect([...back.keys()]).toEqual(['1.png', '2.png', '3.png', '4.png', '5.png'])
  expect(back.get('3.png')?.equals(beach(3))).toBe(true)
})

test('what cannot be stored says so and can be tried again; what has a bad name says which', async ({ browser }) => {
  const ada = await enter('ada@acme.test', await usher().window(browser))
  await usher().operator('limits', 'acme', 'gigabytes', '1')
  const { uploads } = await clientOf(ada, 'acme')
  // Somebody else's, from the page's point of view: it takes the room that is left.
  const large = await uploads.begin.mutate({ folderId: null, name: 'large.mov', size: 955_000_000 })
  const file = written('Late', { 'late.mov': Buffer.alloc(46_000_000, 'late') })
  await upload(ada, 'Files…', [join(file, 'late.mov')])
  await expect(tray(ada).getByText('The storage of this account is full.')).toBeVisible()
  await drop(ada, { name: 'late\u202egnp.exe', bytes: beach(4) })
  await expect(tray(ada).getByText('characters that change the direction of text')).toBeVisible()
  await expectAccessible(ada)
  await uploads.cancel.mutate({ uploadId: large.uploadId })
  await tray(ada).getByRole('button', { name: 'Try again late.mov' }).click()
  await expect(tray(ada).getByText('1 of 2 ·')).toBeVisible(patient)
  await tray(ada).getByRole('button', { name: 'Cancel all' }).click()
  await ada.getByRole('button', { name: 'Discard 1 upload' }).click()
  await expect(heading(ada, '1 file uploaded')).toBeVisible(patient)
})

test('whoever may only view finds no button, and a dropped file neither goes up nor takes the page away', async ({
  browser,
}) => {
  const vic = await enter('vic@acme.test', await usher().window(browser))
  await expect(vic.getByRole('main').getByText('late.mov').first()).toBeVisible()
  await expect(vic.getByRole('button', { name: 'Upload', exact: true })).toHaveCount(0)
  await drop(vic, { name: 'film.png', bytes: beach(1) })
  await vic.waitForTimeout(500)
  await expect(title(vic, 'Library')).toBeVisible()
  await expect(tray(vic)).toHaveCount(0)
})
