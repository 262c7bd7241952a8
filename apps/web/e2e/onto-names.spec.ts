// Moves onto names that are there, which ask first, and copies: with all versions, and one that goes on by itself.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acme, enter, rowOf } from './in-library.ts'
import { putFile } from './put-files.ts'
import { clientOf, fromMenuOf } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ timeout: 600_000 })
test.beforeAll(() => usher().load(acme))

const question = (page: Page) => page.getByRole('dialog')
const file = (page: Page, folderId: string | null, name: string, text: string) =>
  putFile(page, 'acme', { folderId, name }, Buffer.from(text))

test('what is moved onto names that are there asks, and merges', async ({ browser }) => {
  const ada = await usher().window(browser)
  await enter(ada, 'ada@acme.test')
  const api = await clientOf(ada, 'acme')
  const folder = async (parent: string | null, name: string) =>
    (await api.library.createFolder.mutate({ folderId: parent, name })).id
  const autumn = await folder(null, 'Autumn')
  const [shoot, there] = [await folder(null, 'Shoot'), await folder(autumn, 'Shoot')]
  await file(ada, shoot, 'beach.jpg', 'new')
  const beach = await file(ada, there, 'beach.jpg', 'old')
  await file(ada, null, 'notes.txt', 'mine')
  await folder(autumn, 'notes.txt')
  await ada.goto('/a/acme/library?view=list')

  await test.step('by drag: asked, cancelled, nothing moves', async () => {
    await rowOf(ada, 'Shoot').dragTo(rowOf(ada, 'Autumn'))
    await expect(question(ada)).toContainText('Shoot is already in Autumn')
    await expect(question(ada)).toContainText('1 file becomes a new version')
    await expectAccessible(ada)
    await question(ada).getByRole('button', { name: 'Cancel' }).click()
    await expect(rowOf(ada, 'Shoot')).toBeVisible()
  })

  await test.step('from the dialog: asked, and merged', async () => {
    await fromMenuOf(ada, 'Shoot', 'Move')
    await question(ada).getByRole('radio', { name: 'Autumn' }).check()
    await question(ada).getByRole('button', { name: 'Move to Autumn' }).click()
    await expect(question(ada)).toContainText('what is in 1 folder goes into the folder of its name')
    await question(ada).getByRole('button', { name: 'Merge' }).click()
    await expect(ada.getByText('Merged into Autumn: Shoot.')).toBeVisible()
    await expect(rowOf(ada, 'Shoot')).toHaveCount(0)
    expect((await api.versions.list.query({ assetId: beach })).map((v) => v.number)).toEqual([2, 1])
  })

  await test.step('a file onto the name of a folder is refused, and not asked about', async () => {
    await fromMenuOf(ada, 'notes.txt', 'Move')
    await question(ada).getByRole('radio', { name: 'Autumn' }).check()
    await question(ada).getByRole('button', { name: 'Move to Autumn' }).click()
    await expect(question(ada)).toContainText('This name is not available here.')
    await question(ada).getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('a copy with all versions', async () => {
    await ada.goto(`/a/acme/library?view=list&folder=${there}`)
    await fromMenuOf(ada, 'beach.jpg', 'Copy')
    await question(ada).getByRole('radio', { name: 'Autumn' }).check()
    await question(ada).getByRole('checkbox', { name: 'With all versions' }).check()
    await question(ada).getByRole('button', { name: 'Copy to Autumn' }).click()
    await expect(ada.getByText('Copied to Autumn: beach.jpg.')).toBeVisible()
    const copy = (await api.library.list.query({ folderId: autumn })).assets.find((a) => a.name === 'beach.jpg')
    expect(await api.versions.list.query({ assetId: String(copy?.id) })).toHaveLength(2)
  })
})

test('a large copy goes on by itself, shows how far it is, and what became of it', async ({ browser }) => {
  const ada = await usher().window(browser)
  await enter(ada, 'ada@acme.test')
  const api = await clientOf(ada, 'acme')
  const { id: many } = await api.library.createFolder.mutate({ folderId: null, name: 'Many' })
  await api.library.createFolder.mutate({ folderId: null, name: 'Target' })
  for (let n = 0; n < 2000; n += 100)
    await api.library.createFolders.mutate({
      folderId: many,
      paths: Array.from({ length: 100 }, (_, i) => [`Day ${n + i}`]),
    })
  await ada.goto('/a/acme/library?view=list')
  const toast = ada.getByRole('group', { name: 'Copy of Many' })
  const begin = async () => {
    await fromMenuOf(ada, 'Many', 'Copy')
    await question(ada).getByRole('radio', { name: 'Target' }).check()
    await question(ada).getByRole('button', { name: 'Copy to Target' }).click()
    await expect(question(ada)).toBeHidden()
  }

  await test.step('ended by whoever asked: what is copied stays', async () => {
    await begin()
    await expect(toast.getByRole('progressbar', { name: 'Copying Many' })).toBeVisible()
    await expectAccessible(ada)
    await ada.reload()
    await toast.getByRole('button', { name: 'Cancel copying Many' }).click()
    await expect(toast).toContainText(/^Cancelled copying Many after [\d,]+ of 2,001 files and folders\./)
    await toast.getByRole('button', { name: 'Close' }).click()
    await expect(toast).toHaveCount(0)
    await ada.reload()
    await expect(rowOf(ada, 'Target')).toBeVisible()
    await expect(toast).toHaveCount(0)
  })

  await test.step('carried through: what was there already is not copied again', async () => {
    await begin()
    await expect(toast).toContainText('Copied Many', { timeout: 180_000 })
    await toast.getByRole('button', { name: 'Show' }).click()
    await expect(ada.getByRole('heading', { level: 1, name: 'Target' })).toBeVisible()
    await expect(rowOf(ada, 'Many')).toBeVisible()
    const { assets } = await api.library.list.query({ folderId: null })
    expect(assets.map((a) => a.name)).toContain('Many')
  })
})
