// What is downloaded: one's own zips, listed and fetched again, and a file in the size that one wants.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acme, enter, inList, openNew, panel, rowOf, title } from './in-library.ts'
import { drawPicture, putFile } from './put-files.ts'
import { clientOf, fromMenuOf } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ timeout: 300_000 })
test.beforeAll(() => usher().load(acme))

const widthOf = (page: Page, bytes: Buffer) =>
  page.evaluate(async (base64) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]))
    return picture.width
  }, bytes.toString('base64'))

/** What one saves by clicking that. */
async function saved(page: Page, button: ReturnType<Page['getByRole']>): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download')
  await button.click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

test('one’s zips are listed, and fetched again for as long as something of them is left', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  await ada.goto('/a/acme/library')
  await ada.getByRole('link', { name: 'Downloads' }).click()
  await expect(title(ada, 'Downloads')).toBeVisible()
  await expect(ada.getByText('You have asked for no zip in the last 7 days.')).toBeVisible()
  await expectAccessible(ada)

  const folderId = await openNew(ada, 'To send')
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
  const folderId = await openNew(ada, 'Sizes')
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
