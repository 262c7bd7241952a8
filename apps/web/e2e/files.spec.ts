// Files in the library, by mouse and keyboard: list and grid, what is looked at in full, what is known of a file, its
// versions and history, moving by drag, the tree beside it, and a folder with more in it than fits on the page.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acme, enter, inList, panel, rowOf, title } from './in-library.ts'
import { drawPicture, putFile, recordFilm, tone } from './put-files.ts'
import { clientOf, fromMenuOf } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ timeout: 600_000 })
test.beforeAll(() => usher().load(acme))

const tile = (page: Page, name: string) =>
  page.getByRole('list', { name: /^Files and folders/ }).getByRole('link', { name, exact: true })
const linkTo = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const tileOf = (page: Page, name: string) =>
  page
    .getByRole('list', { name: /^Files and folders/ })
    .getByRole('listitem')
    .filter({ has: linkTo(page, name) })
const lightBox = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })
/** Has the picture been loaded, and not its icon instead? */
const isDrawn = (page: Page, alt: string) =>
  page.getByRole('img', { name: alt }).evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth > 0)

async function enterLibrary(page: Page, email: string): Promise<Page> {
  await enter(page, email)
  await page.goto('/a/acme/library')
  await expect(title(page, 'Library')).toBeVisible()
  return page
}

/** Two folders and three files at the root, if they are not there yet; gives the id of the picture. */
async function withFiles(page: Page): Promise<string> {
  const api = await clientOf(page, 'acme')
  const { assets } = await api.library.list.query({ folderId: null })
  const there = assets.find(({ name }) => name === 'beach.jpg')
  if (there) return there.id
  const spring = await api.library.createFolder.mutate({ folderId: null, name: 'Spring' })
  await api.library.createFolder.mutate({ folderId: spring.id, name: 'Selected' })
  await api.library.createFolder.mutate({ folderId: null, name: 'Archive' })
  const put = (name: string, bytes: Buffer) => putFile(page, 'acme', { folderId: null, name }, bytes)
  const beach = await put('beach.jpg', await drawPicture(page, 'beach', 190))
  await put('cliff.png', await drawPicture(page, 'cliff', 30, 'image/png'))
  await put('notes.txt', Buffer.from('Bring the tripod.'))
  await page.reload()
  return beach
}
const showAs = (page: Page, view: 'List' | 'Grid') => page.locator('label').filter({ hasText: view }).click()

test('files are seen, looked at, known, and known in all their versions', async ({ browser }) => {
  const ada = await enterLibrary(await usher().window(browser), 'ada@acme.test')
  const beach = await withFiles(ada)

  await test.step('rows say what each is; pictures come as soon as they are made', async () => {
    await expect(ada.getByText('3 files and 2 folders')).toBeVisible()
    const row = rowOf(ada, 'beach.jpg')
    await expect(row).toContainText('JPEG picture')
    await expect(row).toContainText('kB')
    await expect(row.locator('img')).toBeVisible()
    await expect(rowOf(ada, 'notes.txt')).toContainText('17 bytes')
    await expectAccessible(ada)
  })

  await test.step('sorted by size: folders stay by name', async () => {
    await ada.getByRole('button', { name: 'Size' }).click()
    await ada.getByRole('button', { name: 'Size' }).click()
    await expect(ada).toHaveURL(/sort=size&desc=true/)
    await expect(ada.getByRole('table').getByRole('link').first()).toHaveText('Archive')
    await expect(ada.getByRole('table').getByRole('link').last()).toHaveText('notes.txt')
    await ada.getByRole('button', { name: 'Name', exact: true }).click()
  })

  await test.step('Space looks at a file in full, arrows at its neighbours, Escape leads back', async () => {
    await inList(ada, 'beach.jpg').focus()
    await ada.keyboard.press('Space')
    await expect(lightBox(ada, 'beach.jpg')).toBeVisible()
    await expect.poll(() => isDrawn(ada, 'beach.jpg')).toBe(true)
    await expect(ada).toHaveURL(/look=/)
    await expectAccessible(ada)
    await ada.keyboard.press('ArrowRight')
    await expect(lightBox(ada, 'cliff.png')).toBeVisible()
    await expect.poll(() => isDrawn(ada, 'cliff.png')).toBe(true)
    await ada.keyboard.press('ArrowRight')
    await expect(lightBox(ada, 'notes.txt').getByText('There is no preview of this file.')).toBeVisible()
    await expectAccessible(ada)
    await ada.keyboard.press('ArrowLeft')
    await expect(lightBox(ada, 'cliff.png')).toBeVisible()
    await ada.keyboard.press('Escape')
    await expect(ada.getByRole('dialog')).toHaveCount(0)
    await expect(inList(ada, 'cliff.png')).toBeFocused()
    await ada.keyboard.press('Enter')
    await expect(lightBox(ada, 'cliff.png')).toBeVisible()
    await ada.goBack()
    await expect(ada.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('the panel: what is known of a file, its place in the address', async () => {
    await inList(ada, 'beach.jpg').focus()
    await ada.keyboard.press('i')
    await expect(panel(ada)).toContainText('JPEG picture')
    await panel(ada).getByRole('tab', { name: 'Details' }).click()
    await expect(panel(ada)).toContainText('960 × 640 pixels')
    await expect(panel(ada)).toContainText(/[0-9a-f]{64}/)
    await expect(ada).toHaveURL(/details=.*tab=details/)
    await expectAccessible(ada)
    await ada.reload()
    await expect(panel(ada)).toContainText('960 × 640 pixels')
    await rowOf(ada, 'notes.txt').getByText('17 bytes · ').click()
    await expect(panel(ada).getByRole('heading', { name: 'notes.txt' })).toBeVisible()
    await expect(panel(ada).getByRole('tab', { name: 'Details' })).toHaveAttribute('aria-selected', 'true')
  })

  await test.step('versions: listed, an earlier one restored, taken back, deleted for good', async () => {
    await putFile(ada, 'acme', { assetId: beach }, await drawPicture(ada, 'beach, cooler', 230))
    await ada.reload()
    await rowOf(ada, 'beach.jpg').getByText(' · ').click()
    await panel(ada).getByRole('tab', { name: 'Versions' }).click()
    const versions = panel(ada).getByRole('list', { name: 'Versions' }).getByRole('listitem')
    await expect(versions.first()).toContainText('Version 2Current')
    await panel(ada).getByRole('button', { name: 'Restore version 1' }).click()
    await expect(versions.nth(1)).toContainText('Version 1Current')
    await ada.getByRole('alert').filter({ hasText: 'Version 1' }).getByRole('button', { name: 'Undo' }).click()
    await expect(versions.first()).toContainText('Version 2Current')
    await expectAccessible(ada)
    await panel(ada).getByRole('button', { name: 'Delete version 1' }).click()
    await ada.getByRole('dialog').getByRole('button', { name: 'Delete version 1' }).click()
    await expect(versions).toHaveCount(1)
  })

  await test.step('history: told in sentences', async () => {
    await panel(ada).getByRole('tab', { name: 'History' }).click()
    await expect(panel(ada)).toContainText('Ada Ohm deleted version 1 of “beach.jpg”')
    await expect(panel(ada)).toContainText('Ada Ohm uploaded “beach.jpg”')
    await expectAccessible(ada)
    await panel(ada).getByRole('button', { name: 'Close details' }).click()
    await expect(panel(ada)).toHaveCount(0)
  })

  await test.step('downloaded from its menu, as it was uploaded', async () => {
    await ada.getByRole('button', { name: 'Actions for notes.txt' }).click()
    const download = ada.waitForEvent('download')
    await ada.getByRole('menuitem', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toBe('notes.txt')
    const zip = ada.waitForEvent('download')
    await fromMenuOf(ada, 'Spring', 'Download as zip')
    expect((await zip).suggestedFilename()).toBe('Spring.zip')
  })

  await test.step('the right button opens the same menu, for everything that is selected', async () => {
    await inList(ada, 'notes.txt').click({ button: 'right' })
    const acts = ['Preview', 'Details', 'Download', 'Tags', 'Rename', 'Move', 'Delete']
    await expect(ada.getByRole('menuitem')).toContainText(acts)
    await ada.getByRole('menuitem', { name: 'Rename' }).click()
    await expect(ada.getByRole('textbox', { name: 'Name' })).toHaveValue('notes.txt')
    await ada.keyboard.type('to do')
    await ada.keyboard.press('Enter')
    await expect(inList(ada, 'to do.txt')).toBeFocused()
    await ada.getByRole('alert').filter({ hasText: 'Renamed' }).getByRole('button', { name: 'Undo' }).click()
    await expect(inList(ada, 'notes.txt')).toBeVisible()
  })
})

test('in the grid and beside the tree, by keys and by drag', async ({ browser }) => {
  const ada = await enterLibrary(await usher().window(browser), 'ada@acme.test')
  await withFiles(ada)

  await test.step('grid: arrows go in two dimensions, the view is kept', async () => {
    await showAs(ada, 'Grid')
    await expect(ada).toHaveURL(/view=grid/)
    await expect(tile(ada, 'beach.jpg')).toBeVisible()
    await expectAccessible(ada)
    await tile(ada, 'Archive').focus()
    await ada.keyboard.press('ArrowRight')
    await expect(tile(ada, 'Spring')).toBeFocused()
    await ada.keyboard.press('ArrowRight')
    await ada.keyboard.press('Shift+ArrowRight')
    await expect(tile(ada, 'cliff.png')).toBeFocused()
    await expect(ada.getByText('2 selected')).toBeVisible()
    await ada.keyboard.press('End')
    await expect(tile(ada, 'notes.txt')).toBeFocused()
    await ada.goto('/a/acme/library')
    await expect(tile(ada, 'beach.jpg')).toBeVisible()
  })

  await test.step('dragged onto a folder: what is selected moves, and comes back by Undo', async () => {
    await ada.getByRole('checkbox', { name: 'Select beach.jpg' }).check()
    await ada.getByRole('checkbox', { name: 'Select cliff.png' }).check()
    await tileOf(ada, 'cliff.png').dragTo(tileOf(ada, 'Spring'))
    await expect(tile(ada, 'beach.jpg')).toHaveCount(0)
    await expect(tile(ada, 'cliff.png')).toHaveCount(0)
    await ada.getByRole('alert').filter({ hasText: 'Moved to Spring' }).getByRole('button', { name: 'Undo' }).click()
    await expect(tile(ada, 'beach.jpg')).toBeVisible()
  })

  await test.step('the tree leads to folders, takes what is dropped, and goes by keyboard', async () => {
    await showAs(ada, 'List')
    const branch = (name: string) => ada.getByRole('treeitem', { name, exact: true })
    await rowOf(ada, 'cliff.png').dragTo(branch('Spring').getByText('Spring'))
    await expect(inList(ada, 'cliff.png')).toHaveCount(0)
    await branch('Library').focus()
    await ada.keyboard.press('End')
    await expect(branch('Spring')).toBeFocused()
    await ada.keyboard.press('ArrowRight')
    await expect(branch('Selected')).toBeVisible()
    await ada.keyboard.press('Enter')
    await expect(title(ada, 'Spring')).toBeVisible()
    await expect(branch('Spring')).toHaveAttribute('aria-selected', 'true')
    await expectAccessible(ada)
    await rowOf(ada, 'cliff.png').dragTo(
      ada.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: 'Library' }),
    )
    await expect(inList(ada, 'cliff.png')).toHaveCount(0)
    await ada.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: 'Library' }).click()
    await expect(inList(ada, 'cliff.png')).toBeVisible()
  })

  await test.step('deleted and restored from the trash', async () => {
    await fromMenuOf(ada, 'cliff.png', 'Delete')
    await expect(inList(ada, 'cliff.png')).toHaveCount(0)
    await ada.getByRole('link', { name: 'Trash' }).click()
    await ada.getByRole('button', { name: 'Restore cliff.png' }).click()
    await expect(ada.getByText('Nothing lies in the trash.')).toBeVisible()
  })
})

test('of a folder with many in it, only what is in sight is on the page; scrolling reads on', async ({ browser }) => {
  const ada = await enterLibrary(await usher().window(browser), 'ada@acme.test')
  const api = await clientOf(ada, 'acme')
  const { id } = await api.library.createFolder.mutate({ folderId: null, name: 'Many' })
  for (let n = 0; n < 450; n += 10)
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        api.library.createFolder.mutate({ folderId: id, name: `Day ${String(n + i).padStart(3, '0')}` }),
      ),
    )
  await ada.goto(`/a/acme/library?folder=${id}&view=list`)
  await expect(ada.getByText('The first 200 folders')).toBeVisible()
  const links = ada.getByRole('table').getByRole('link')
  const widthOfNames = () =>
    ada.getByRole('columnheader', { name: /Name/ }).evaluate((heading) => heading.getBoundingClientRect().width)
  const width = await widthOfNames()
  expect(await links.count()).toBeLessThan(60)
  await inList(ada, 'Day 000').focus()
  for (const shown of ['Day 199', 'Day 399', 'Day 449']) {
    await ada.keyboard.press('End')
    await expect(inList(ada, shown)).toBeFocused()
    if (shown !== 'Day 449')
      await expect(
        ada.getByText(`The first ${shown === 'Day 199' ? 400 : 450} folders`).or(ada.getByText('450 folders')),
      ).toBeVisible()
  }
  await expect(ada.getByText('450 folders', { exact: true })).toBeVisible()
  expect(await widthOfNames()).toBe(width)
  expect(await links.count()).toBeLessThan(60)
  await ada.keyboard.press('Home')
  await expect(inList(ada, 'Day 000')).toBeFocused()
  await ada.keyboard.press('Control+a')
  await expect(ada.getByText('450 selected')).toBeVisible()
  await expect(ada.getByText('At most 100 go at once')).toBeVisible()
  await showAs(ada, 'Grid')
  await ada.mouse.wheel(0, 100_000)
  await expect(tile(ada, 'Day 449')).toBeVisible()
})

test('films and sounds play where they are looked at, and are read from where they are wanted', async ({ browser }) => {
  const ada = await enterLibrary(await usher().window(browser), 'ada@acme.test')
  const { id: folderId } = await (
    await clientOf(ada, 'acme')
  ).library.createFolder.mutate({ folderId: null, name: 'To be played' })
  const film = await putFile(ada, 'acme', { folderId, name: 'walk.webm' }, await recordFilm(ada))
  const sound = await putFile(ada, 'acme', { folderId, name: 'waves.wav' }, tone(60))
  for (const [id, name, kind] of [
    [film, 'walk.webm', 'video'],
    [sound, 'waves.wav', 'audio'],
  ] as const) {
    const asked = ada.waitForRequest((r) => r.url().includes(`/files/${id}/original`) && 'range' in r.headers())
    await ada.goto(`/a/acme/library?folder=${folderId}&look=${id}`)
    await asked
    const player = lightBox(ada, name).locator(kind)
    await player.evaluate(async (media: HTMLMediaElement) => {
      media.muted = true
      await media.play()
    })
    await expect.poll(() => player.evaluate((media: HTMLMediaElement) => media.currentTime)).toBeGreaterThan(0.3)
    await expectAccessible(ada)
  }
  const at = lightBox(ada, 'waves.wav').locator('audio')
  expect(await at.evaluate((media: HTMLMediaElement) => media.duration)).toBe(60)
  await at.evaluate((media: HTMLMediaElement) => void (media.currentTime = 50))
  await expect.poll(() => at.evaluate((media: HTMLMediaElement) => media.currentTime)).toBeGreaterThan(50)
})

test('whoever may only view looks, knows and downloads, and changes nothing', async ({ browser }) => {
  const ada = await enterLibrary(await usher().window(browser), 'ada@acme.test')
  const api = await clientOf(ada, 'acme')
  const { id: folderId } = await api.library.createFolder.mutate({ folderId: null, name: 'To be looked at' })
  await putFile(ada, 'acme', { folderId, name: 'beach.jpg' }, await drawPicture(ada, 'beach', 190))
  const vic = await enterLibrary(await usher().window(browser), 'vic@acme.test')
  await vic.goto(`/a/acme/library?folder=${folderId}&view=list`)
  await vic.getByRole('button', { name: 'Actions for beach.jpg' }).click()
  await expect(vic.getByRole('menuitem')).toHaveText(['Preview', 'Details', 'Download'])
  await vic.getByRole('menuitem', { name: 'Details' }).click()
  await panel(vic).getByRole('tab', { name: 'Versions' }).click()
  await expect(panel(vic).getByRole('link', { name: /^Download version/ })).toBeVisible()
  for (const name of [/^Restore/, /^Delete/, 'New folder', 'Move'])
    await expect(vic.getByRole('button', { name })).toHaveCount(0)
  await panel(vic).getByRole('tab', { name: 'History' }).click()
  await expect(panel(vic)).toContainText('Ada Ohm uploaded “beach.jpg”')
  await expectAccessible(vic)
})
