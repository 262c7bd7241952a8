// Collections: Fay, who may add to Spring but not share it, makes one; it launders nothing until Ada confirms.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acme, enter, inList, openNew, title } from './in-library.ts'
import { clientOf, fromMenuOf, password } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ timeout: 600_000 })
test.beforeAll(() =>
  usher().load({
    ...acme,
    people: [
      ...acme.people,
      { name: 'Fay Low', email: 'fay@acme.test', role: 'library_restricted', password },
      { name: 'Gil Poe', email: 'gil@acme.test', role: 'library_restricted', password },
    ],
  }),
)

const toast = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words })
const main = (page: Page) => page.getByRole('navigation', { name: 'Main' })
const toCollections = (page: Page) => main(page).getByRole('link', { name: 'Collections' }).click()
const mark = (page: Page) => page.getByText('Not passed on')

test('a collection passes on what its maker could share, and the rest once somebody who can has confirmed', async ({
  browser,
}) => {
  const { window } = usher()
  const ada = await enter(await window(browser), 'ada@acme.test')
  const spring = await openNew(ada, 'Spring')
  const asAda = await clientOf(ada, 'acme')
  const { memberId: fayId } = await memberOf(ada, 'fay@acme.test')
  await asAda.grants.give.mutate({ assetIds: [spring], memberIds: [fayId], level: 'contribute', tell: false })
  const fay = await enter(await window(browser), 'fay@acme.test')
  const gil = await enter(await window(browser), 'gil@acme.test')

  await test.step('Fay makes a folder of her own, and a collection with it and with Spring', async () => {
    await fay.goto(`/a/acme/library?folder=${spring}`)
    await fay.getByRole('button', { name: 'New folder' }).first().click()
    await fay.getByRole('textbox', { name: 'Name' }).fill('Hers')
    await fay.getByRole('button', { name: 'Create folder' }).click()
    await fromMenuOf(fay, 'Hers', 'Add to collection')
    const dialog = fay.getByRole('dialog', { name: 'Add Hers to a collection' })
    await expectAccessible(fay)
    await dialog.getByRole('button', { name: 'Create and add' }).click()
    await expect(dialog.getByText('Type a name.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Picks')
    await dialog.getByRole('button', { name: 'Create and add' }).click()
    await expect(toast(fay, 'Added Hers to Picks.')).toBeVisible()
    await main(fay).getByRole('link', { name: 'Shared with me' }).click()
    await fay.getByRole('checkbox', { name: 'Select Spring' }).check()
    await fay.getByRole('button', { name: 'Add to collection' }).click()
    await fay.getByRole('radio', { name: 'Picks' }).check()
    await fay.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(toast(fay, 'Not passed on to others yet')).toBeVisible()
  })
  await test.step('what she could not share is marked, and she cannot confirm it', async () => {
    await toCollections(fay)
    await expect(fay.getByRole('table').getByRole('row').nth(1)).toContainText('You')
    await expectAccessible(fay)
    await inList(fay, 'Picks').click()
    await expect(title(fay, 'Picks')).toBeVisible()
    await expect(inList(fay, 'Hers')).toBeVisible()
    await expect(mark(fay)).toHaveCount(1)
    await expect(fay.getByRole('button', { name: 'Pass Spring on' })).toHaveCount(0)
    await expectAccessible(fay)
  })
  await test.step('she shares it with Gil, who sees what it passes on and nothing else', async () => {
    await fay.getByRole('button', { name: 'Share', exact: true }).click()
    await fay.getByRole('combobox', { name: 'People or groups' }).pressSequentially('gil')
    await fay.getByRole('option', { name: 'Gil Poe' }).click()
    const dialog = fay.getByRole('dialog', { name: 'Share Picks' })
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(dialog.getByRole('button', { name: 'Access of Gil Poe' })).toBeVisible()
    await expectAccessible(fay)
    await fay.keyboard.press('Escape')
    await toCollections(gil)
    await inList(gil, 'Picks').click()
    await expect(gil.getByRole('table').getByRole('link')).toHaveText(['Hers'])
    await expect(gil.getByRole('button', { name: 'Share', exact: true })).toHaveCount(0)
  })
  await test.step('Ada confirms; Gil sees it with his next look, at view', async () => {
    await toCollections(ada)
    await inList(ada, 'Picks').click()
    await ada.getByRole('button', { name: 'Pass Spring on' }).click()
    await expect(mark(ada)).toHaveCount(0)
    await gil.reload()
    await expect(gil.getByRole('table').getByRole('link')).toHaveText(['Hers', 'Spring'])
    await inList(gil, 'Spring').click()
    await expect(title(gil, 'Spring')).toBeVisible()
    await expect(gil.getByRole('button', { name: /^(New folder|Upload)/ })).toHaveCount(0)
  })
  await test.step('under “My access” Gil finds the collection, and what would be gone without it', async () => {
    await gil.goto('/a/acme/my-access')
    await expect(gil.getByRole('listitem').filter({ hasText: 'Picks' })).toContainText('from Fay Low')
    await gil.getByRole('button', { name: 'Give up Picks' }).click()
    await expect(gil.getByText('You will not see Hers and Spring any more, with everything inside.')).toBeVisible()
    await expectAccessible(gil)
    await gil.getByRole('button', { name: 'Cancel' }).click()
    await fay.goto('/a/acme/my-access')
    await expect(fay.getByRole('button', { name: 'Give up owning Picks' })).toBeVisible()
  })
  await test.step('the panel of the thing says through which collection it is seen', async () => {
    await ada.goto(`/a/acme/library?details=${spring}&tab=access`)
    await expect(ada.getByText('2 people through')).toBeVisible()
    await ada.getByRole('complementary', { name: 'Details' }).getByRole('link', { name: 'Picks' }).click()
    await expect(title(ada, 'Picks')).toBeVisible()
  })
  await test.step('what is taken out can be put back; deleting says what goes, and leaves what was in it', async () => {
    await ada.getByRole('checkbox', { name: 'Select Spring' }).check()
    await ada.getByRole('button', { name: 'Remove from collection' }).click()
    await expect(inList(ada, 'Spring')).toHaveCount(0)
    await toast(ada, 'Removed Spring').getByRole('button', { name: 'Undo' }).click()
    await expect(inList(ada, 'Spring')).toBeVisible()
    await ada.getByRole('button', { name: 'Actions for Picks' }).click()
    await ada.getByRole('menuitem', { name: 'Delete' }).click()
    await expect(ada.getByText('It is shared with 1 person or group')).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Delete collection' }).click()
    await expect(title(ada, 'Collections')).toBeVisible()
    await gil.goto('/a/acme/shared')
    await expect(gil.getByText('Nothing is shared with you yet')).toBeVisible()
    await ada.goto('/a/acme/library')
    await expect(inList(ada, 'Spring')).toBeVisible()
  })
  await test.step('administrators turn the guard off; nobody else is offered that', async () => {
    await toCollections(ada)
    await ada.getByRole('button', { name: 'What collections pass on' }).click()
    const guard = ada.getByRole('switch', { name: 'Guard what is added' })
    await expect(guard).toBeChecked()
    await guard.click()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Save' }).click()
    await expect(toast(ada, 'The guard is off.')).toBeVisible()
    await toCollections(fay)
    await expect(title(fay, 'Collections')).toBeVisible()
    await expect(fay.getByRole('button', { name: 'What collections pass on' })).toHaveCount(0)
  })
})

/** The member with this address. */
async function memberOf(page: Page, email: string): Promise<{ memberId: string }> {
  const { rows } = await (await clientOf(page, 'acme')).members.list.query({})
  const found = rows.find((p) => p.email === email)
  if (!found) throw new Error(`nobody has the address ${email}`)
  return { memberId: found.id }
}
