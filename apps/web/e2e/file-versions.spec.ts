// New versions of a file, chosen and dropped, also through an interruption; earlier ones looked at in full.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acme, enter, inList, openNew, panel, tray } from './in-library.ts'
import { drawPicture, putFile } from './put-files.ts'
import { clientOf } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ timeout: 300_000 })
test.beforeAll(() => usher().load(acme))

const versions = (page: Page) => panel(page).getByRole('list', { name: 'Versions' }).getByRole('listitem')
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

test('a new version is chosen or dropped, and earlier ones are looked at in full', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  const folderId = await openNew(ada, 'Posters')
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
  const folderId = await openNew(ada, 'Films')
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
