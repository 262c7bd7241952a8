// The library's folders, by mouse and keyboard: made, renamed, moved, deleted, taken back and restored. Whoever may only
// view finds no button for any of it, finance finds no library, a restricted member finds what is their own.
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { roleWords, type Role } from '@usher/domain'
import { expectAccessible } from './accessibility.ts'
import { fromMenuOf, password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ mode: 'serial', timeout: 600_000 })

const people: { name: string; email: string; role: Role }[] = [
  { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin' },
  { name: 'Fay Low', email: 'fay@acme.test', role: 'library_full' },
  { name: 'Vic Mar', email: 'vic@acme.test', role: 'library_view' },
  { name: 'Rex Noe', email: 'rex@acme.test', role: 'library_restricted' },
  { name: 'Fin Orr', email: 'fin@acme.test', role: 'finance' },
]
test.beforeAll(async () => {
  const file = join(tmpdir(), `usher-library-${process.pid}.json`)
  const world = { accounts: [{ name: 'Acme', plan: 'enterprise', people: people.map((p) => ({ ...p, password })) }] }
  writeFileSync(file, JSON.stringify(world))
  await usher().operator('world', 'load', file)
  rmSync(file)
})

const row = (page: Page, name: string) => page.getByRole('table').getByRole('link', { name, exact: true })
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const toast = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words })

async function enter(page: Page, email: string): Promise<Page> {
  await signIn(page, email)
  await expect(title(page, 'Acme')).toBeVisible()
  await page.goto('/a/acme/library')
  return page
}
async function createFolder(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New folder' }).first().click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Create folder' }).click()
  await expect(row(page, name)).toBeFocused()
}

test('an administrator makes folders, renames, moves, deletes, takes back and restores', async ({ browser }) => {
  const ada = await enter(await usher().window(browser), 'ada@acme.test')

  await test.step('by keyboard: made, opened, left, renamed', async () => {
    await expect(ada.getByText('The library is empty.')).toBeVisible()
    await ada.getByRole('button', { name: 'New folder' }).first().focus()
    await ada.keyboard.press('Enter')
    await expect(ada.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await ada.keyboard.type('Sprinng')
    await ada.keyboard.press('Enter')
    await expect(row(ada, 'Sprinng')).toBeFocused()
    await ada.keyboard.press('F2')
    await expect(ada.getByRole('textbox', { name: 'Name' })).toHaveValue('Sprinng')
    await ada.keyboard.type('Spring')
    await ada.keyboard.press('Enter')
    await expect(row(ada, 'Spring')).toBeFocused()
    await ada.keyboard.press('Enter')
    await expect(title(ada, 'Spring')).toBeVisible()
    await expect(ada.getByText('This folder is empty.')).toBeVisible()
    await createFolder(ada, 'Beach')
    await ada.goBack()
    await expect(title(ada, 'Library')).toBeVisible()
    await expect(row(ada, 'Spring')).toBeFocused()
  })

  await test.step('a name that is taken is said beside the field, and what was typed stays', async () => {
    await ada.getByRole('button', { name: 'New folder' }).click()
    await ada.getByRole('textbox', { name: 'Name' }).fill('SPRING')
    await ada.getByRole('button', { name: 'Create folder' }).click()
    await expect(ada.getByText('This name is not available here.')).toBeVisible()
    await expect(ada.getByRole('textbox', { name: 'Name' })).toHaveValue('SPRING')
    await expectAccessible(ada)
    await ada.getByRole('textbox', { name: 'Name' }).fill('Autumn')
    await ada.getByRole('button', { name: 'Create folder' }).click()
    await expect(row(ada, 'Autumn')).toBeFocused()
    await createFolder(ada, 'Press')
    await createFolder(ada, 'Summer')
  })

  await test.step('sorted by day, in the address', async () => {
    await ada.getByRole('button', { name: 'Changed' }).click()
    await ada.getByRole('button', { name: 'Changed' }).click()
    await expect(ada).toHaveURL(/sort=changed&desc=true/)
    await expect(ada.getByRole('table').getByRole('link')).toHaveText(['Summer', 'Press', 'Autumn', 'Spring'])
    await ada.getByRole('button', { name: 'Name', exact: true }).click()
    await expect(ada.getByRole('table').getByRole('link')).toHaveText(['Autumn', 'Press', 'Spring', 'Summer'])
  })

  await test.step('arrows and Shift select; several move at once, and back by Undo', async () => {
    await row(ada, 'Autumn').focus()
    await ada.keyboard.press('Shift+ArrowDown')
    await expect(row(ada, 'Press')).toBeFocused()
    await expect(ada.getByText('2 selected')).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Move', exact: true }).click()
    const dialog = ada.getByRole('dialog', { name: 'Move 2 folders' })
    await expect(dialog.getByRole('radio', { name: 'Autumn' })).toBeDisabled()
    await expect(dialog.getByRole('radio', { name: 'Library' })).toBeDisabled()
    await dialog.getByRole('button', { name: 'Open Spring' }).click()
    await dialog.getByRole('radio', { name: 'Beach' }).click()
    await expect(dialog.getByText('Nobody gains or loses anything.')).toBeVisible()
    await expectAccessible(ada)
    await dialog.getByRole('button', { name: 'Move to Beach' }).click()
    await expect(ada.getByRole('table').getByRole('link')).toHaveText(['Spring', 'Summer'])
    await toast(ada, 'Moved to Beach').getByRole('button', { name: 'Undo' }).click()
    await expect(ada.getByRole('table').getByRole('link')).toHaveText(['Autumn', 'Press', 'Spring', 'Summer'])
  })

  await test.step('by mouse: moved from its menu, and the path leads back up', async () => {
    await fromMenuOf(ada, 'Press', 'Move')
    await ada.getByRole('radio', { name: 'Spring' }).click()
    await ada.getByRole('button', { name: 'Move to Spring' }).click()
    await expect(row(ada, 'Press')).toHaveCount(0)
    await ada.getByRole('cell', { name: 'You' }).nth(1).dblclick()
    await expect(title(ada, 'Spring')).toBeVisible()
    await expect(ada.getByRole('table').getByRole('link')).toHaveText(['Beach', 'Press'])
    await ada.getByRole('navigation', { name: 'Path' }).getByRole('link', { name: 'Library' }).click()
    await expect(title(ada, 'Library')).toBeVisible()
    // The double click had selected it, and coming back begins anew.
    await expect(row(ada, 'Autumn')).toBeVisible()
    await expect(ada.getByText('1 selected')).toHaveCount(0)
  })

  await test.step('a box with Shift selects everything in between', async () => {
    await ada.getByRole('checkbox', { name: 'Select Autumn' }).click()
    await ada.getByRole('checkbox', { name: 'Select Summer' }).click({ modifiers: ['Shift'] })
    await expect(ada.getByText('3 selected')).toBeVisible()
    await ada.getByRole('button', { name: 'Select nothing' }).click()
    await expect(ada.getByText('3 folders')).toBeVisible()
  })

  await test.step('deleted at once, and back by Undo', async () => {
    await row(ada, 'Summer').focus()
    await ada.keyboard.press('Delete')
    await expect(row(ada, 'Summer')).toHaveCount(0)
    await expect(row(ada, 'Spring')).toBeFocused()
    await toast(ada, 'Moved to trash: Summer').getByRole('button', { name: 'Undo' }).click()
    await expect(row(ada, 'Summer')).toBeVisible()
  })

  await test.step('restored from the trash: to its place, under another name, to another place', async () => {
    await fromMenuOf(ada, 'Summer', 'Delete')
    await expect(row(ada, 'Summer')).toHaveCount(0)
    await ada.getByRole('link', { name: 'Trash' }).click()
    await expect(title(ada, 'Trash')).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Restore Summer' }).click()
    await expect(ada.getByText('Nothing lies in the trash.')).toBeVisible()

    await ada.getByRole('link', { name: 'To the library' }).click()
    await fromMenuOf(ada, 'Summer', 'Delete')
    await expect(row(ada, 'Summer')).toHaveCount(0)
    await createFolder(ada, 'Summer')
    await ada.getByRole('link', { name: 'Trash' }).click()
    await ada.getByRole('button', { name: 'Restore Summer' }).click()
    await expect(ada.getByText('This name is not available here.')).toBeVisible()
    await ada.getByRole('textbox', { name: 'Name' }).fill('Summer 2025')
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Restore to Library' }).click()
    await expect(ada.getByText('Nothing lies in the trash.')).toBeVisible()

    await ada.getByRole('link', { name: 'To the library' }).click()
    await row(ada, 'Spring').click()
    await fromMenuOf(ada, 'Press', 'Delete')
    await expect(row(ada, 'Press')).toHaveCount(0)
    await ada.goBack()
    await fromMenuOf(ada, 'Spring', 'Delete')
    await expect(row(ada, 'Spring')).toHaveCount(0)
    await ada.getByRole('link', { name: 'Trash' }).click()
    await ada.getByRole('button', { name: 'Restore Press' }).click()
    await expect(ada.getByText('is not there any more')).toBeVisible()
    await ada.getByRole('radio', { name: 'Summer 2025' }).click()
    await ada.getByRole('button', { name: 'Restore to Summer 2025' }).click()
    await expect(ada.getByRole('button', { name: 'Restore Press' })).toHaveCount(0)
    await ada.getByRole('button', { name: 'Restore Spring' }).click()
    await expect(ada.getByText('Nothing lies in the trash.')).toBeVisible()
    await ada.getByRole('link', { name: 'To the library' }).click()
    await row(ada, 'Summer 2025').click()
    await expect(row(ada, 'Press')).toBeVisible()
  })
})

test('whoever may only view sees the folders, and no button that changes them', async ({ browser }) => {
  const vic = await enter(await usher().window(browser), 'vic@acme.test')
  await expect(row(vic, 'Spring')).toBeVisible()
  for (const name of ['New folder', 'Rename', 'Move', 'Delete'])
    await expect(vic.getByRole('button', { name })).toHaveCount(0)
  await vic.getByRole('button', { name: 'Actions for Spring' }).click()
  await expect(vic.getByRole('menuitem')).toHaveText(['Open', 'Details', 'Download as zip'])
  await vic.keyboard.press('Escape')
  await expect(vic.getByRole('link', { name: 'Trash' })).toHaveCount(0)
  await expectAccessible(vic)
  await row(vic, 'Spring').focus()
  await vic.keyboard.press('F2')
  await vic.keyboard.press('Delete')
  await vic.keyboard.press('Enter')
  await expect(row(vic, 'Beach')).toBeVisible()
  await expect(vic.getByRole('dialog')).toHaveCount(0)
  await vic.goto('/a/acme/library/trash')
  await expect(title(vic, 'Not for this sign-in')).toBeVisible()
})

test('finance finds no library, also not at its address', async ({ browser }) => {
  const fin = await enter(await usher().window(browser), 'fin@acme.test')
  await expect(title(fin, 'Not for this sign-in')).toBeVisible()
  await expect(fin.getByRole('navigation').getByRole('link')).toHaveText(['Home', 'Analytics', 'Billing'])
  await expect(fin.getByRole('table')).toHaveCount(0)
  await expectAccessible(fin)
})

test('a restricted member sees what is their own; where nothing is, the page says whom to ask', async ({ browser }) => {
  const rex = await enter(await usher().window(browser), 'rex@acme.test')
  await expect(rex.getByText('Ask an administrator of Acme')).toBeVisible()
  await expect(rex.getByRole('button', { name: 'New folder' })).toHaveCount(0)
  await expectAccessible(rex)

  const ada = await enter(await usher().window(browser), 'ada@acme.test')
  await createFolder(ada, 'Contracts')
  const fay = await enter(await usher().window(browser), 'fay@acme.test')
  const contracts = (await row(fay, 'Contracts').getAttribute('href')) ?? ''
  await createFolder(fay, 'Fay’s own')
  await ada.goto('/a/acme/people')
  await fromMenuOf(ada, 'Fay Low', 'Change role')
  await ada.getByRole('radio', { name: roleWords.library_restricted.title }).click()
  await ada.getByRole('button', { name: 'Give media library restricted access' }).click()
  await expect(ada.getByRole('dialog')).toHaveCount(0)

  await fay.reload()
  await expect(fay.getByRole('table').getByRole('link')).toHaveText(['Fay’s own'])
  await expect(fay.getByRole('button', { name: 'New folder' })).toHaveCount(0)
  await row(fay, 'Fay’s own').click()
  await createFolder(fay, 'Inside')
  await fay.goto(contracts)
  await expect(title(fay, 'Not for this sign-in')).toBeVisible()
})
