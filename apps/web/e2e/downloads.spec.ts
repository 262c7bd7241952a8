// What comes and goes by hand: one's own zips, a file in the size that one wants, new versions chosen and dropped, earlier
// ones looked at, pictures pasted, folders dropped; and selecting with a rectangle.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { drawPicture, putFile } from './put-files.ts'
import { clientOf, fromMenuOf, password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ timeout: 300_000 })
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

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const inList = (page: Page, name: string) => page.getByRole('table').getByRole('link', { name, exact: true })
const panel = (page: Page) => page.getByRole('complementary', { name: 'Details' })
const tray = (page: Page) => page.getByRole('region', { name: 'Uploads' })
const versions = (page: Page) => panel(page).getByRole('list', { name: 'Versions' }).getByRole('listitem')
const tile = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })
const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
const widthOf = (page: Page, bytes: Buffer) =>
  page.evaluate(async (base64) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]))
    return picture.width
  }, bytes.toString('base64'))

async function enter(page: Page, email: string): Promise<Page> {
  await signIn(page, email)
  await expect(title(page, 'Acme')).toBeVisible()
  return page
}
/** A folder of that name at the root, shown; gives its id. */
async function open(page: Page, name: string, view: 'list' | 'grid' = 'list'): Promise<string> {
  const { id } = await (await clientOf(page, 'acme')).library.createFolder.mutate({ folderId: null, name })
  await page.goto(`/a/acme/library?folder=${id}&view=${view}`)
  await expect(title(page, name)).toBeVisible()
  return id
}
/** What one saves by clicking that. */
async function saved(page: Page, button: ReturnType<Page['getByRole']>): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download')
  await button.click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
/** Drops files that are made in the page onto its panel. */
async function dropOnPanel(page: Page, ...files: { name: string; bytes: Buffer }[]): Promise<void> {
  const given = files.map(({ name, bytes }) => ({ name, bytes: bytes.toString('base64') }))
  await page.evaluate((all) => {
    const dataTransfer = new DataTransfer()
    for (const { name, bytes } of all)
      dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name))
    for (const type of ['dragenter', 'dragover', 'drop'])
      document
        .querySelector('.panel-inside')
        ?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
  }, given)
}

test('one’s zips are listed, and fetched again for as long as something of them is left', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  await ada.goto('/a/acme/library')
  await ada.getByRole('link', { name: 'Downloads' }).click()
  await expect(title(ada, 'Downloads')).toBeVisible()
  await expect(ada.getByText('You have asked for no zip in the last 7 days.')).toBeVisible()
  await expectAccessible(ada)

  const folderId = await open(ada, 'To send')
  for (const name of ['letter.txt', 'list.txt'])
    await putFile(ada, 'acme', { folderId, name }, Buffer.from(`The ${name}`))
  await ada.reload()
  await ada.getByRole('checkbox', { name: 'Select letter.txt' }).check()
  await ada.getByRole('checkbox', { name: 'Select list.txt' }).check()
  const zip = await saved(ada, ada.getByRole('button', { name: 'Download as zip' }))
  expect(zip.name).toBe('letter.txt and 1 more.zip')

  await ada.getByRole('link', { name: 'Downloads' }).click()
  const row = ada.getByRole('row').filter({ hasText: zip.name })
  await expect(row).toContainText('2 things: letter.txt and list.txt')
  await expect(row).toContainText('26 bytes')
  await expectAccessible(ada)
  const again = await saved(ada, row.getByRole('link', { name: `Download ${zip.name} again` }))
  expect(again.name).toBe(zip.name)
  expect(again.bytes.toString('latin1')).toContain('The letter.txt')

  await (await clientOf(ada, 'acme')).library.delete.mutate({ assetIds: [folderId] })
  await ada.reload()
  await expect(row).toContainText('Nothing is left of it')
  await expect(row.getByRole('link')).toHaveCount(0)

  const vic = await enter(await usher().window(browser), 'vic@acme.test')
  await vic.goto('/a/acme/library/downloads')
  await expect(vic.getByText('You have asked for no zip')).toBeVisible()
})

test('a picture is downloaded as it is, large or small; a text as it is', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  const folderId = await open(ada, 'Sizes')
  const original = await drawPicture(ada, 'beach', 190)
  await putFile(ada, 'acme', { folderId, name: 'beach.jpg' }, original)
  await putFile(ada, 'acme', { folderId, name: 'notes.txt' }, Buffer.from('Bring the tripod.'))
  const vic = await enter(await usher().window(browser), 'vic@acme.test')
  await vic.goto(`/a/acme/library?folder=${folderId}&view=list`)
  await expect(rowOf(vic, 'beach.jpg').locator('img')).toBeVisible()

  await test.step('from the menu: by mouse, and by keys', async () => {
    await inList(vic, 'beach.jpg').click({ button: 'right' })
    await vic.getByRole('menuitem', { name: 'Download' }).click()
    await expect(vic.getByRole('menuitem', { name: 'Original' })).toBeVisible()
    await expectAccessible(vic)
    const large = await saved(vic, vic.getByRole('menuitem', { name: 'Large picture 960 × 640 px' }))
    expect(large.name).toBe('beach (large).webp')
    expect(await widthOf(vic, large.bytes)).toBe(960)
    await vic.keyboard.press('Escape')
    await vic.getByRole('button', { name: 'Actions for beach.jpg' }).click()
    await vic.getByRole('menuitem', { name: 'Download' }).focus()
    await vic.keyboard.press('ArrowRight')
    await expect(vic.getByRole('menuitem', { name: 'Original' })).toBeFocused()
    const coming = vic.waitForEvent('download')
    await vic.keyboard.press('Enter')
    expect(await readFile(await (await coming).path())).toEqual(original)
    await vic.keyboard.press('Escape')
    await vic.keyboard.press('Escape')
  })
  await test.step('from the panel', async () => {
    await vic.goto(`/a/acme/library?folder=${folderId}&view=list`)
    await inList(vic, 'beach.jpg').focus()
    await vic.keyboard.press('i')
    expect((await saved(vic, panel(vic).getByRole('link', { name: 'Download' }))).bytes).toEqual(original)
    await panel(vic).getByRole('button', { name: 'Download in another size' }).click()
    await expectAccessible(vic)
    const small = await saved(vic, vic.getByRole('menuitem', { name: 'Small picture 400 × 267 px' }))
    expect(small.name).toBe('beach (small).webp')
    expect(await widthOf(vic, small.bytes)).toBe(400)
  })
  await test.step('what has no picture has nothing to choose from', async () => {
    await fromMenuOf(vic, 'notes.txt', 'Details')
    await expect(panel(vic).getByRole('heading', { name: 'notes.txt' })).toBeVisible()
    await expect(panel(vic).getByRole('button', { name: 'Download in another size' })).toHaveCount(0)
    await vic.getByRole('button', { name: 'Actions for notes.txt' }).click()
    const notes = await saved(vic, vic.getByRole('menuitem', { name: 'Download' }))
    expect([notes.name, notes.bytes.toString()]).toEqual(['notes.txt', 'Bring the tripod.'])
  })
})

test('a new version is chosen or dropped, and earlier ones are looked at in full', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  const folderId = await open(ada, 'Posters')
  const assetId = await putFile(ada, 'acme', { folderId, name: 'poster.png' }, await drawPicture(ada, 'first', 30))
  const address = `/a/acme/library?folder=${folderId}&view=list&details=${assetId}&tab=versions`
  await ada.goto(address)
  await expect(versions(ada)).toHaveCount(1)

  await test.step('chosen, whatever its own name is: its row is there when it is done', async () => {
    const chooser = ada.waitForEvent('filechooser')
    await panel(ada).getByRole('button', { name: 'New version' }).click()
    const buffer = await drawPicture(ada, 'second', 120)
    await (await chooser).setFiles({ name: 'poster final.png', mimeType: 'image/png', buffer })
    await expect(versions(ada).first()).toContainText('Version 2Current')
    await expect(tray(ada)).toContainText('poster final.png')
    await expect(tray(ada)).toContainText('New version · ')
    await expectAccessible(ada)
  })
  await test.step('dropped onto the panel, and nowhere else', async () => {
    await dropOnPanel(ada, { name: 'third.png', bytes: await drawPicture(ada, 'third', 260) })
    await expect(versions(ada)).toHaveCount(3)
    await expect(inList(ada, 'third.png')).toHaveCount(0)
    const two = ['a.png', 'b.png'].map((name) => ({ name, bytes: Buffer.from(name) }))
    await dropOnPanel(ada, ...two)
    await expect(ada.getByText('A version is a single file: drop one alone.')).toBeVisible()
    await expect(versions(ada)).toHaveCount(3)
  })
  await test.step('an earlier one in full; arrows lead to the others, Escape back to its button', async () => {
    await panel(ada).getByRole('button', { name: 'Look at version 1 in full' }).click()
    const first = ada.getByRole('dialog', { name: 'poster.png, version 1' })
    await expect(first.getByText('1 of 3')).toBeVisible()
    await expect(ada).toHaveURL(/version=/)
    await expectAccessible(ada)
    const shown = () => ada.getByRole('img', { name: 'poster.png' }).getAttribute('src')
    const before = await shown()
    await ada.keyboard.press('ArrowRight')
    await expect(ada.getByRole('dialog', { name: 'poster.png, version 2' })).toBeVisible()
    expect(await shown()).not.toBe(before)
    await ada.reload()
    await expect(ada.getByRole('dialog', { name: 'poster.png, version 2' })).toBeVisible()
    await ada.keyboard.press('ArrowLeft')
    await expect(first).toBeVisible()
    await ada.goto(address)
    await panel(ada).getByRole('button', { name: 'Look at version 1 in full' }).click()
    await expect(first).toBeVisible()
    await ada.keyboard.press('Escape')
    await expect(ada.getByRole('dialog')).toHaveCount(0)
    await expect(panel(ada).getByRole('button', { name: 'Look at version 1 in full' })).toBeFocused()
  })
  await test.step('on a phone the panel lies over the list, the light box over the panel; Escape closes one', async () => {
    await ada.setViewportSize({ width: 375, height: 720 })
    await ada.goto(address)
    const drawer = ada.getByRole('dialog', { name: 'poster.png', exact: true })
    await drawer.getByRole('button', { name: 'Look at version 1 in full' }).click()
    await expect(ada.getByRole('dialog', { name: 'poster.png, version 1' })).toBeVisible()
    await ada.keyboard.press('Escape')
    await expect(ada.getByRole('dialog', { name: 'poster.png, version 1' })).toHaveCount(0)
    await expect(drawer.getByRole('button', { name: 'Look at version 1 in full' })).toBeFocused()
    await expectAccessible(ada)
  })
  await test.step('whoever may only view reads why there is no button', async () => {
    const vic = await enter(await usher().window(browser), 'vic@acme.test')
    await vic.goto(address)
    await expect(versions(vic)).toHaveCount(3)
    await expect(panel(vic)).toContainText('“Can contribute” is needed to upload a new version of it.')
    await expect(vic.getByRole('button', { name: 'New version' })).toHaveCount(0)
    await dropOnPanel(vic, { name: 'mine.png', bytes: Buffer.from('mine') })
    await panel(vic).getByRole('button', { name: 'Look at version 2 in full' }).click()
    await expect(vic.getByRole('dialog', { name: 'poster.png, version 2' })).toBeVisible()
    expect(await (await clientOf(vic, 'acme')).versions.list.query({ assetId })).toHaveLength(3)
  })
})

test('a new version that was interrupted goes on where it was, to its file; the same file beside it is another one', async ({
  browser,
}) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  const folderId = await open(ada, 'Films')
  const assetId = await putFile(ada, 'acme', { folderId, name: 'film.mov' }, Buffer.from('first cut'))
  const { library, uploads } = await clientOf(ada, 'acme')
  const top = mkdtempSync(join(tmpdir(), 'usher-films-'))
  const path = join(top, 'second cut.mov')
  const cut = Buffer.alloc(9_000_000, 'second cut')
  writeFileSync(path, cut)
  await ada.goto(`/a/acme/library?folder=${folderId}&view=list&details=${assetId}&tab=versions`)
  const choose = async (button: ReturnType<Page['getByRole']>) => {
    const chooser = ada.waitForEvent('filechooser')
    await button.click()
    await (await chooser).setFiles(path)
  }
  const from: number[] = []
  let isHeld = true
  await ada.route('**/api/acme/uploads/*', async (route) => {
    const offset = Number(route.request().headers()['upload-offset'])
    if (route.request().method() === 'PATCH') {
      if (isHeld && offset > 0) return
      from.push(offset)
    }
    await route.continue()
  })
  await choose(panel(ada).getByRole('button', { name: 'New version' }))
  await expect.poll(async () => (await uploads.list.query())[0]?.sent, { timeout: 90_000 }).toBeGreaterThan(0)
  ada.once('dialog', (dialog) => void dialog.accept())
  await ada.reload()
  await expect(tray(ada)).toContainText('1 upload was interrupted')

  isHeld = false
  from.length = 0
  await ada.getByRole('button', { name: 'Upload', exact: true }).click()
  await choose(ada.getByRole('menuitem', { name: 'Files…' }))
  await expect(inList(ada, 'second cut.mov')).toBeVisible({ timeout: 90_000 })
  await expect(tray(ada)).toContainText('1 upload was interrupted')
  expect(from).toContain(0)

  from.length = 0
  await choose(panel(ada).getByRole('button', { name: 'New version' }))
  await expect(versions(ada)).toHaveCount(2, { timeout: 90_000 })
  expect(Math.min(...from)).toBeGreaterThan(0)
  expect((await library.list.query({ folderId })).assets.map(({ name }) => name)).toEqual([
    'film.mov',
    'second cut.mov',
  ])
  const answer = await ada.request.get(`/api/acme/files/${assetId}/original`)
  expect((await answer.body()).equals(cut)).toBe(true)
  rmSync(top, { recursive: true })
})

test('a rectangle drawn with the mouse selects what it touches', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  const folderId = await open(ada, 'Days', 'grid')
  const { library } = await clientOf(ada, 'acme')
  for (let n = 0; n < 60; n += 1)
    await library.createFolder.mutate({ folderId, name: `Day ${String(n).padStart(2, '0')}` })
  await ada.reload()
  await expect(tile(ada, 'Day 00')).toBeVisible()
  const boxOf = async (name: string) => {
    const box = await tile(ada, name).boundingBox()
    if (!box) throw new Error(`${name} is not on the page`)
    return box
  }
  const selected = ada.getByText(/^\d+ selected$/)
  const [first, second] = [await boxOf('Day 00'), await boxOf('Day 01')]
  const tiles = ada.getByRole('list', { name: /^Files and folders/ }).getByRole('listitem')
  const columns = await tiles.evaluateAll((all) => {
    const top = all[0]?.getBoundingClientRect().top
    return all.filter((each) => each.getBoundingClientRect().top === top).length
  })
  /** Between the first two tiles. */
  const gap = (first.x + first.width + second.x) / 2

  await test.step('two beside one another; Ctrl adds; a click on an empty spot selects nothing', async () => {
    await ada.mouse.move(gap, first.y + 10)
    await ada.mouse.down()
    await ada.mouse.move(second.x + 20, first.y + 60, { steps: 4 })
    await expect(selected).toHaveText('1 selected')
    await ada.mouse.move(first.x + 20, first.y + 60, { steps: 4 })
    await expect(ada.getByRole('checkbox', { name: 'Select Day 00' })).toBeChecked()
    await expect(ada.getByRole('checkbox', { name: 'Select Day 01' })).not.toBeChecked()
    await ada.mouse.up()
    await ada.keyboard.down('Control')
    await ada.mouse.move(gap, first.y + 10)
    await ada.mouse.down()
    await ada.mouse.move(second.x + 20, first.y + 60, { steps: 4 })
    await ada.mouse.up()
    await ada.keyboard.up('Control')
    await expect(selected).toHaveText('2 selected')
    await ada.mouse.click(gap, first.y + 30)
    await expect(selected).toHaveCount(0)
  })
  await test.step('held at the lower edge, the page scrolls along, and what has left it stays selected', async () => {
    const { height } = ada.viewportSize() ?? { height: 0 }
    await ada.mouse.move(gap, first.y + 10)
    await ada.mouse.down()
    await ada.mouse.move(second.x + 20, height - 4, { steps: 8 })
    await expect.poll(() => ada.evaluate(() => window.scrollY)).toBeGreaterThan(400)
    await expect.poll(() => selected.innerText()).toBe(`${Math.ceil(60 / columns)} selected`)
    await expectAccessible(ada)
    await ada.keyboard.press('Escape')
    await ada.mouse.up()
    await expect(selected).toHaveCount(0)
  })
  await test.step('what is pressed on a tile is dragged, as before; keys select as before', async () => {
    await ada.evaluate(() => window.scrollTo(0, 0))
    await tile(ada, 'Day 03').dragTo(tile(ada, 'Day 02'))
    await expect(tile(ada, 'Day 03')).toHaveCount(0)
    await ada.getByRole('link', { name: 'Day 00' }).focus()
    await ada.keyboard.press('Shift+ArrowRight')
    await expect(selected).toHaveText('2 selected')
  })
  await test.step('in a list, from the space below it', async () => {
    const { id } = await library.createFolder.mutate({ folderId, name: 'Short' })
    for (const name of ['One', 'Two', 'Three']) await library.createFolder.mutate({ folderId: id, name })
    await ada.goto(`/a/acme/library?folder=${id}&view=list`)
    await expect(inList(ada, 'Two')).toBeVisible()
    const row = await rowOf(ada, 'Three').boundingBox()
    const last = await rowOf(ada, 'Two').boundingBox()
    if (!row || !last) throw new Error('both rows are there')
    await ada.mouse.move(last.x + 300, last.y + last.height + 60)
    await ada.mouse.down()
    await ada.mouse.move(last.x + 200, row.y + 20, { steps: 5 })
    await ada.mouse.up()
    await expect(selected).toHaveText('2 selected')
  })
})

test('a picture out of the clipboard is uploaded, with the moment in its name; not while one types', async ({
  browser,
}) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  const folderId = await open(ada, 'Pasted')
  const { library } = await clientOf(ada, 'acme')
  await ada.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await ada.evaluate(
    async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })])
    },
    (await drawPicture(ada, 'pasted', 80, 'image/png')).toString('base64'),
  )
  await ada.keyboard.press('Control+v')
  await expect(ada.getByRole('table').getByRole('link', { name: /^Pasted \d{4}-\d\d-\d\d / })).toBeVisible()
  await ada.getByRole('button', { name: 'New folder' }).click()
  await expect(ada.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await ada.keyboard.press('Control+v')
  await ada.keyboard.press('Escape')
  await expect(ada.getByRole('dialog')).toHaveCount(0)
  expect((await library.list.query({ folderId })).assets).toHaveLength(1)
})

test('a folder that is dropped with the mouse goes up with all that lies in it', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  await open(ada, 'Dropped')
  const top = mkdtempSync(join(tmpdir(), 'usher-dropped-'))
  mkdirSync(join(top, 'Shoot', 'Day 1'), { recursive: true })
  writeFileSync(join(top, 'Shoot', 'list.txt'), 'a list')
  writeFileSync(join(top, 'Shoot', 'Day 1', 'notes.txt'), 'notes of a day')
  const devTools = await ada.context().newCDPSession(ada)
  const data = { items: [], files: [join(top, 'Shoot')], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver'] as const)
    await devTools.send('Input.dispatchDragEvent', { type, x: 600, y: 500, data })
  await expect(ada.getByText('Drop to upload into Dropped')).toBeVisible()
  await devTools.send('Input.dispatchDragEvent', { type: 'drop', x: 600, y: 500, data })
  await expect(tray(ada)).toContainText('2 files uploaded', { timeout: 90_000 })
  await inList(ada, 'Shoot').click()
  await expect(inList(ada, 'list.txt')).toBeVisible()
  await inList(ada, 'Day 1').click()
  await expect(inList(ada, 'notes.txt')).toBeVisible()
  rmSync(top, { recursive: true })
})

test('on a phone, the filters of a search are behind one button that says how many are set', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  await ada.setViewportSize({ width: 375, height: 720 })
  await ada.goto('/a/acme/search?q=poster')
  await expect(ada.getByLabel('Changed from')).toBeHidden()
  await ada.getByRole('button', { name: 'Filters', exact: true }).click()
  await expect(ada.getByLabel('Changed from')).toBeVisible()
  await expectAccessible(ada)
  await ada.goto('/a/acme/search?q=poster&types=%5B%22picture%22%5D&sizeFrom=1')
  await expect(ada.getByRole('button', { name: 'Filters: 2 set' })).toBeVisible()
  await expectAccessible(ada)
})
