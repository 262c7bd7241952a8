// Adding somebody with restricted access, their groups and first folders in the same form: kept while it is pending,
// changed before it is accepted, and there from the first moment on. And the groups of a row, changed from its menu.
import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { accept, clientOf, fromMenuOf, password, shownLink, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

test('whoever is invited with groups and first folders finds what they give as soon as they have joined', async ({
  browser,
}) => {
  const { load, window } = usher()
  await load({
    name: 'Acme',
    plan: 'enterprise',
    people: [{ name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password }],
    folders: [{ path: '/Brand' }, { path: '/Brand/Logos' }, { path: '/Spring' }],
    groups: [{ name: 'Agency A' }, { name: 'Photographers' }],
    grants: [{ to: { group: 'Agency A' }, on: { path: '/Spring' }, level: 'view' }],
  })
  const ada = await window(browser)
  await signIn(ada, 'ada@acme.test')
  await expect(ada.getByRole('heading', { level: 1, name: 'Acme', exact: true })).toBeVisible()
  await ada.goto('/a/acme/people')
  const form = ada.getByRole('dialog', { name: 'Add user' })

  await test.step('groups and first folders are asked for with restricted access alone', async () => {
    await ada.getByRole('button', { name: 'Add user', exact: true }).click()
    await form.getByRole('textbox').first().fill('ben@agency.test')
    await form.getByRole('radio', { name: /view-only/ }).click()
    await expect(form.getByText('First folders')).toHaveCount(0)
    await form.getByRole('radio', { name: /restricted/ }).click()
    await form.getByRole('combobox', { name: /^Groups/ }).click()
    await ada.getByRole('option', { name: 'Agency A' }).click()
    await ada.keyboard.press('Escape')
    await expectAccessible(ada)
  })

  await test.step('a folder below is chosen with a level; the library as a whole cannot be', async () => {
    await form.getByRole('button', { name: 'Add a folder' }).click()
    const picker = ada.getByRole('dialog', { name: 'First folder' })
    await expect(picker.getByRole('radio', { name: /cannot be shared as a whole/ })).toBeDisabled()
    await picker.getByRole('button', { name: 'Open Brand' }).click()
    await picker.getByRole('radio', { name: 'Logos' }).check()
    await expectAccessible(ada)
    await picker.getByRole('button', { name: 'Add Logos' }).click()
    await form.getByRole('combobox', { name: 'Level on Logos' }).selectOption('Can contribute')
    await expectAccessible(ada)
    await form.getByRole('button', { name: 'Invite', exact: true }).click()
  })
  const link = await shownLink(ada)
  await ada.getByRole('button', { name: 'Done' }).click()

  await test.step('the row of the invitation shows the group, and Edit has all of it', async () => {
    const row = ada.getByRole('row', { name: /ben@agency/ })
    await expect(row.getByRole('list', { name: 'Groups' })).toHaveText('Agency A')
    await expectAccessible(ada)
    await fromMenuOf(ada, 'ben@agency.test', 'Edit')
    const edit = ada.getByRole('dialog', { name: 'Invitation for ben@agency.test' })
    await expect(edit.getByRole('combobox', { name: 'Level on Logos' })).toHaveValue('contribute')
    await edit.getByRole('combobox', { name: 'Level on Logos' }).selectOption('Can manage')
    await expectAccessible(ada)
    await edit.getByRole('button', { name: 'Save' }).click()
    await expect(edit).toHaveCount(0)
  })

  const ben = await window(browser)
  await test.step('he accepts, and finds both under "Shared with me"', async () => {
    await accept(ben, link, 'Ben Roe')
    await ben.goto('/a/acme/shared')
    await expect(ben.getByRole('link', { name: 'Logos' })).toBeVisible()
    await expect(ben.getByRole('link', { name: 'Spring' })).toBeVisible()
    const { assets } = await (await clientOf(ben, 'acme')).library.shared.query({})
    expect(assets.map((a) => [a.name, a.level])).toEqual([
      ['Logos', 'manage'],
      ['Spring', 'view'],
    ])
  })

  await test.step('his groups are changed from his row, and back by Undo', async () => {
    await ada.reload()
    const groups = ada.getByRole('row', { name: /Ben Roe/ }).getByRole('list', { name: 'Groups' })
    await expect(groups).toHaveText('Agency A')
    await fromMenuOf(ada, 'Ben Roe', 'Edit groups')
    const edit = ada.getByRole('dialog', { name: 'Groups of Ben Roe' })
    await edit.getByRole('combobox', { name: 'Groups' }).click()
    await ada.getByRole('option', { name: 'Photographers' }).click()
    const changes = edit.getByRole('region', { name: 'What changes' })
    await expect(changes.getByText('Nobody gains or loses anything.')).toBeVisible()
    await ada.keyboard.press('Backspace')
    await expect(changes).toHaveCount(0)
    await ada.keyboard.press('Backspace')
    await ada.getByRole('option', { name: 'Photographers' }).click()
    await expect(changes.getByText('Ben Roe loses Spring.')).toBeVisible()
    await expectAccessible(ada)
    await edit.getByRole('button', { name: 'Save' }).click()
    await expect(groups).toHaveText('Photographers')
    await ada
      .getByRole('alert')
      .filter({ hasText: 'Ben Roe: in 1 group.' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await expect(groups).toHaveText('Agency A')
  })
})
