// A folder of a few hundred pictures, from the camera to the trash and back: sent through a lost connection, found by tag,
// by words and by day, looked at, replaced, restored, moved, downloaded as one, deleted and taken back.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { draw } from '@usher/api/testing/pictures'
import { expectAccessible } from './accessibility.ts'
import { putFile } from './put-files.ts'
import { clientOf, fromMenuOf, password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ mode: 'serial', timeout: 600_000 })

const folder = mkdtempSync(join(tmpdir(), 'usher-pictures-'))
const shoot = join(folder, 'Coast 2026')
const count = 240
const days = ['Day 1', 'Day 2', 'Day 3', 'Day 4']
test.beforeAll(async () => {
  test.setTimeout(300_000)
  await usher().load({
    name: 'Acme',
    plan: 'enterprise',
    people: [{ name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password }],
  })
  for (const day of days) mkdirSync(join(shoot, day), { recursive: true })
  for (let n = 0; n < count; n += 1) {
    const path = join(
      days[n % days.length] ?? '',
      `${n % 12 === 0 ? 'Lighthouse' : 'Coast'} ${String(n).padStart(3, '0')}.jpg`,
    )
    writeFileSync(join(shoot, path), await draw({ path, version: 1, width: 480, height: 320 }))
  }
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const tray = (page: Page) => page.getByRole('region', { name: 'Uploads' })
const inList = (page: Page, name: string) => page.getByRole('table').getByRole('link', { name, exact: true })
const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
const panel = (page: Page) => page.getByRole('complementary', { name: 'Details' })

test('a few hundred pictures: sent, found, looked at, replaced, moved, downloaded, deleted and taken back', async ({
  browser,
}) => {
  const ada = await usher().window(browser)
  await signIn(ada, 'ada@acme.test')
  await expect(title(ada, 'Acme')).toBeVisible()
  await ada.goto('/a/acme/library?view=list')

  await test.step('all of them arrive, though the connection is lost on the way', async () => {
    await ada.getByRole('button', { name: 'Upload', exact: true }).click()
    const chooser = ada.waitForEvent('filechooser')
    await ada.getByRole('menuitem', { name: 'Folder…' }).click()
    await (await chooser).setFiles(shoot)
    await expect(tray(ada).getByText(/^[1-9]\d+ of 240 ·/)).toBeVisible({ timeout: 120_000 })
    await ada.context().setOffline(true)
    await expect(tray(ada).getByRole('heading', { name: 'Waiting for the connection' })).toBeVisible()
    await ada.context().setOffline(false)
    await expect(tray(ada).getByRole('heading', { name: '240 files uploaded' })).toBeVisible({ timeout: 300_000 })
    await tray(ada).getByRole('button', { name: 'Close' }).click()
    await inList(ada, 'Coast 2026').click()
    await expect(ada.getByText('4 folders')).toBeVisible()
    await inList(ada, 'Day 1').click()
    await expect(ada.getByText('60 files')).toBeVisible()
  })

  await test.step('tagged together, found by the tag', async () => {
    await ada.getByRole('checkbox', { name: 'Select Coast 004.jpg' }).check()
    await ada.getByRole('checkbox', { name: 'Select Coast 008.jpg' }).check()
    await ada.getByRole('button', { name: 'Tags', exact: true }).click()
    const dialog = ada.getByRole('dialog', { name: 'Tags of 2 files' })
    await dialog.getByRole('combobox', { name: 'Add tags' }).fill('select')
    await dialog.getByRole('combobox', { name: 'Add tags' }).press('Enter')
    await expect(dialog.getByRole('list', { name: 'Tags' })).toContainText('select')
    await expectAccessible(ada)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await ada.goto('/a/acme/search')
    await expect(title(ada, 'Search')).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('combobox', { name: 'Tags' }).fill('sel')
    await ada.getByRole('option', { name: 'select' }).click()
    await expect(ada.getByText('2 things found')).toBeVisible()
    await expect(inList(ada, 'Coast 004.jpg')).toBeVisible()
    await expectAccessible(ada)
  })

  await test.step('found by a word in its name, as one types; by the day it was taken', async () => {
    await ada.goto('/a/acme/search')
    await ada.getByLabel('Words in the name').fill('lighthouse 03')
    await expect(ada.getByText('1 thing found')).toBeVisible()
    await expect(ada.locator('mark').first()).toHaveText('Lighthouse')
    const api = await clientOf(ada, 'acme')
    const { assets } = await api.search.assets.query({ folderId: null, name: 'lighthouse 036' })
    const id = String(assets[0]?.id)
    await expect
      .poll(async () => (await api.versions.list.query({ assetId: id }))[0]?.takenAt, { timeout: 120_000 })
      .toBeTruthy()
    const taken = String((await api.versions.list.query({ assetId: id }))[0]?.takenAt).slice(0, 10)
    await ada.goto(`/a/acme/search?q=lighthouse&takenFrom=${taken}&takenUntil=${taken}`)
    await expect(inList(ada, 'Lighthouse 036.jpg')).toBeVisible()
    await ada.getByRole('button', { name: 'Clear', exact: true }).click()
    await expect(ada.getByText('Type words of a name')).toBeVisible()
  })

  await test.step('looked at where it lies, from what was found', async () => {
    await ada.getByLabel('Words in the name').fill('lighthouse 036')
    await inList(ada, 'Lighthouse 036.jpg').click()
    await expect(ada.getByRole('dialog', { name: 'Lighthouse 036.jpg' })).toBeVisible()
    await expect
      .poll(() =>
        ada
          .getByRole('img', { name: 'Lighthouse 036.jpg' })
          .evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth),
      )
      .toBe(480)
    await ada.keyboard.press('Escape')
    await expect(title(ada, 'Day 1')).toBeVisible()
  })

  await test.step('a new version, and the first one restored', async () => {
    const api = await clientOf(ada, 'acme')
    const { assets } = await api.search.assets.query({ folderId: null, name: 'lighthouse 036' })
    const assetId = String(assets[0]?.id)
    const redrawn = await draw({ path: 'again.jpg', version: 2, width: 640, height: 400 })
    await putFile(ada, 'acme', { assetId }, redrawn)
    await ada.goto(`/a/acme/library?folder=${assets[0]?.path.at(-1)?.id}&view=list&details=${assetId}&tab=versions`)
    const versions = panel(ada).getByRole('list', { name: 'Versions' }).getByRole('listitem')
    await expect(versions.first()).toContainText('Version 2Current')
    await panel(ada).getByRole('button', { name: 'Restore version 1' }).click()
    await expect(versions.nth(1)).toContainText('Version 1Current')
    await panel(ada).getByRole('button', { name: 'Close details' }).click()
  })

  await test.step('moved by drag; all of a day downloaded as one zip', async () => {
    await ada.goto('/a/acme/library?view=list')
    await inList(ada, 'Coast 2026').click()
    await rowOf(ada, 'Day 4').dragTo(rowOf(ada, 'Day 3'))
    await expect(inList(ada, 'Day 4')).toHaveCount(0)
    const coming = ada.waitForEvent('download')
    await fromMenuOf(ada, 'Day 3', 'Download as zip')
    const zip = await coming
    expect(zip.suggestedFilename()).toBe('Day 3.zip')
    const bytes = (await readFile(await zip.path())).toString('latin1')
    // Names stand in the directory at its end: two folders and the pictures of two days.
    expect(bytes.split('PK\u0001\u0002').length - 1).toBe(2 + (2 * count) / days.length)
    expect(bytes).toContain('Day 3/Day 4/')
  })

  await test.step('deleted, and restored from the trash with all that lay in it', async () => {
    await fromMenuOf(ada, 'Day 3', 'Delete')
    await expect(inList(ada, 'Day 3')).toHaveCount(0)
    await ada.goto('/a/acme/library/trash')
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Restore Day 3' }).click()
    await expect(ada.getByText('Nothing lies in the trash.')).toBeVisible()
    await ada.goto('/a/acme/library?view=list')
    await inList(ada, 'Coast 2026').click()
    await inList(ada, 'Day 3').click()
    await expect(ada.getByText('60 files and 1 folder')).toBeVisible()
  })

  await test.step('deleted for good: asked first, then gone', async () => {
    await fromMenuOf(ada, 'Day 4', 'Delete')
    await expect(inList(ada, 'Day 4')).toHaveCount(0)
    await ada.goto('/a/acme/library/trash')
    await ada.getByRole('button', { name: 'Empty trash' }).click()
    await expectAccessible(ada)
    await ada.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
    await expect(ada.getByText('Nothing lies in the trash.')).toBeVisible()
  })
})
