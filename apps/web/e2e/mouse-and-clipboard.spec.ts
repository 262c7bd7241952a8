// What hands do beside clicking: a rectangle that selects, pictures pasted, a folder dropped.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acme, enter, inList, openNew, rowOf, tray } from './in-library.ts'
import { drawPicture } from './put-files.ts'
import { clientOf } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ timeout: 300_000 })
test.beforeAll(() => usher().load(acme))

const tile = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

test('a rectangle drawn with the mouse selects what it touches', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  const folderId = await openNew(ada, 'Days', 'grid')
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
  const folderId = await openNew(ada, 'Pasted')
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
  await openNew(ada, 'Dropped')
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
