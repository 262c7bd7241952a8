// Groups from an empty page to their end: made, filled until a date, renamed, somebody taken out and back by Undo, and
// deleted once it was seen what that takes away.
import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { clientOf, password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

test('an administrator makes a group, fills it until a date, and deletes it after seeing what that takes', async ({
  browser,
}) => {
  const { load, window } = usher()
  await load({
    name: 'Acme',
    plan: 'enterprise',
    people: [
      { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password },
      { name: 'Ben Roe', email: 'ben@acme.test', role: 'developer', password },
      { name: 'Fay Low', email: 'fay@acme.test', role: 'library_restricted', password },
      { name: 'Gil Moe', email: 'gil@acme.test', role: 'library_restricted', password },
    ],
  })
  const ada = await window(browser)
  await signIn(ada, 'ada@acme.test')
  await expect(ada.getByRole('heading', { level: 1, name: 'Acme', exact: true })).toBeVisible()
  await ada.getByRole('navigation').getByRole('link', { name: 'Groups' }).click()
  await expect(ada.getByText('0 of 5 groups')).toBeVisible()
  await expect(ada.getByText('There are no groups yet.')).toBeVisible()
  await expectAccessible(ada)

  await test.step('a group is created, and opens', async () => {
    await ada.getByRole('button', { name: 'Create group', exact: true }).click()
    const dialog = ada.getByRole('dialog', { name: 'Create group' })
    await dialog.getByRole('button', { name: 'Create', exact: true }).click()
    await expect(dialog.getByText('Type a name.')).toBeVisible()
    await expectAccessible(ada)
    await dialog.getByLabel('Name').fill('Agency')
    await dialog.getByRole('button', { name: 'Create', exact: true }).click()
    await expect(ada.getByRole('dialog', { name: 'Agency' }).getByText('Nobody is in this group yet.')).toBeVisible()
  })

  const drawer = ada.getByRole('dialog', { name: /^Agency/ })
  await test.step('Fay is added until a date; who has another role is not offered', async () => {
    const field = drawer.getByRole('combobox', { name: 'Add people' })
    await field.fill('ben')
    await expect(ada.getByText('No other member with restricted access')).toBeVisible()
    await field.fill('fay')
    await ada.getByRole('option', { name: /Fay Low/ }).click()
    await ada.keyboard.press('Escape')
    await drawer.getByRole('button', { name: /End date/ }).click()
    await ada.getByRole('button', { name: 'In a month' }).click()
    await expect(ada.getByRole('button', { name: 'Take this time' })).toHaveCount(0)
    await drawer.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(ada.getByText('Added Fay Low to Agency.')).toBeVisible()
    const row = drawer.getByRole('listitem').filter({ hasText: 'Fay Low' })
    await expect(row.getByText(/^until /)).toBeVisible()
    await expectAccessible(ada)
  })

  await test.step('she is taken out, and back by Undo, until the same date', async () => {
    await drawer.getByRole('button', { name: 'Actions for Fay Low' }).click()
    await ada.getByRole('menuitem', { name: 'Take out of the group' }).click()
    await expect(drawer.getByText('Nobody is in this group yet.')).toBeVisible()
    await ada
      .getByRole('alert')
      .filter({ hasText: 'Took Fay Low out of Agency.' })
      .getByRole('button', { name: 'Undo' })
      .click()
    const row = drawer.getByRole('listitem').filter({ hasText: 'Fay Low' })
    await expect(row.getByText(/^until /)).toBeVisible()
  })

  await test.step('what is shared with it is listed with its level', async () => {
    const client = await clientOf(ada, 'acme')
    const { id: spring } = await client.library.createFolder.mutate({ folderId: null, name: 'Spring' })
    const [agency] = (await client.groups.list.query()).groups
    await client.grants.give.mutate({
      assetIds: [spring],
      groupIds: [agency?.id ?? ''],
      level: 'contribute',
      tell: false,
    })
    await ada.reload()
    await drawer.getByRole('tab', { name: 'Shared with it' }).click()
    await expect(drawer.getByRole('link', { name: 'Spring' })).toBeVisible()
    await expect(drawer.getByText('Can contribute')).toBeVisible()
    await expectAccessible(ada)
  })

  await test.step('who is to be added gains that, which is said before', async () => {
    await drawer.getByRole('tab', { name: 'Members' }).click()
    await drawer.getByRole('combobox', { name: 'Add people' }).fill('gil')
    await ada.getByRole('option', { name: /Gil Moe/ }).click()
    await ada.keyboard.press('Escape')
    const changes = drawer.getByRole('region', { name: 'What changes' })
    await expect(changes.getByText('Gil Moe gains Spring (Can contribute).')).toBeVisible()
    await expectAccessible(ada)
    await ada.keyboard.press('Escape')
    await expect(drawer).toHaveCount(0)
  })

  await test.step('it is renamed', async () => {
    await ada.getByRole('button', { name: 'Actions for Agency' }).click()
    await ada.getByRole('menuitem', { name: 'Rename' }).click()
    await ada.getByRole('dialog').getByLabel('Name').fill('Agency A')
    await ada.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
    await expect(ada.getByRole('row', { name: /Agency A/ })).toBeVisible()
  })

  await test.step('whoever gets another role would leave it, and the dialog says so', async () => {
    await ada.goto('/a/acme/people')
    await ada.getByRole('button', { name: 'Actions for Fay Low' }).click()
    await ada.getByRole('menuitem', { name: 'Change role' }).click()
    const dialog = ada.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Developer' }).click()
    await expect(dialog.getByText('Leaves 1 group: Agency A.')).toBeVisible()
    await expect(dialog.getByText('Fay Low gains the whole library (Can manage).')).toBeVisible()
    await expectAccessible(ada)
    await expect(dialog.getByRole('button', { name: 'Make developer, leaves 1 group' })).toBeEnabled()
    await ada.keyboard.press('Escape')
  })

  await test.step('it is deleted once its people and things were counted', async () => {
    await ada.goto('/a/acme/groups')
    await ada.getByRole('button', { name: 'Actions for Agency A' }).click()
    await ada.getByRole('menuitem', { name: 'Delete' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Delete Agency A' })
    await expect(dialog.getByText('1 person is in it: Fay Low.')).toBeVisible()
    await expect(dialog.getByText(/^1 file or folder is shared with it/)).toBeVisible()
    await expect(dialog.getByText('Fay Low loses Spring.')).toBeVisible()
    await expectAccessible(ada)
    await dialog.getByRole('button', { name: 'Delete group' }).click()
    await expect(ada.getByText('There are no groups yet.')).toBeVisible()
    await expect(ada.getByText('0 of 5 groups')).toBeVisible()
  })
})
