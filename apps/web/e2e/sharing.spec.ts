// Sharing: Ada gives Fay, who has restricted access, a folder until a day, with a note by mail; whom nobody is found for is said
// beside the field, and the panel shows the same list of who has access.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acme, enter, openNew, panel } from './in-library.ts'
import { clientOf, fromMenuOf, password } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 600_000 })
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
const shareDialog = (page: Page, what: string) => page.getByRole('dialog', { name: `Share ${what}` })
const who = (page: Page) => page.getByRole('combobox', { name: 'People or groups' })
const accessOf = (page: Page, name: string) => page.getByRole('button', { name: `Access of ${name}` })

test('Ada shares a folder until a day, and sees who has access', async ({ browser }) => {
  const { sink, window } = usher()
  const ada = await enter(await window(browser), 'ada@acme.test')
  const marketing = await openNew(ada, 'Marketing')
  const asAda = await clientOf(ada, 'acme')
  const { id: spring } = await asAda.library.createFolder.mutate({ folderId: marketing, name: 'Spring' })
  await asAda.library.createFolder.mutate({ folderId: spring, name: 'Beach' })
  await ada.reload()

  await test.step('whom it is for is found while she types; what nobody is found for stays in the field', async () => {
    await fromMenuOf(ada, 'Spring', 'Share')
    const dialog = shareDialog(ada, 'Spring')
    await expect(who(ada)).toBeFocused()
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Ada Ohm' })).toContainText('Owner')
    await expect(dialog.getByText('2 people have the whole library by their role: 1 can manage')).toBeVisible()
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(dialog.getByText('Name a person or a group.')).toBeVisible()
    await who(ada).pressSequentially('fa')
    await expect(ada.getByRole('option', { name: 'Fay Low' })).toBeVisible()
    await expectAccessible(ada)
    await ada.keyboard.press('Enter')
    await expect(dialog.getByRole('button', { name: 'Leave Fay Low out' })).toBeVisible()

    await who(ada).evaluate((field) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', 'GIL@acme.test; vic@acme.test')
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await expect(dialog.getByRole('button', { name: 'Leave Gil Poe out' })).toBeVisible()
    await expect(who(ada)).toHaveValue('vic@acme.test')
    await expect(dialog.getByText('vic@acme.test: nobody with restricted access has this address')).toBeVisible()
    await dialog.getByRole('button', { name: 'Leave Gil Poe out' }).click()
    await who(ada).fill('')
  })

  await test.step('at one level, until a day, with a note that goes by mail', async () => {
    const dialog = shareDialog(ada, 'Spring')
    await expect(dialog.getByRole('radio', { name: 'Can view' })).toBeChecked()
    await dialog.getByRole('button', { name: 'End date' }).click()
    await ada.getByRole('button', { name: 'In a week' }).click()
    await ada.getByRole('button', { name: 'Take this time' }).click()
    await dialog.getByLabel(/^Note/).fill('The pictures of the beach')
    await expect(dialog.getByRole('checkbox', { name: 'Tell them by e-mail' })).toBeChecked()
    await expectAccessible(ada)
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    await expect(toast(ada, 'Shared Spring with Fay Low.')).toBeVisible()
    await expect(accessOf(ada, 'Fay Low')).toHaveText('Can view')
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Fay Low' })).toContainText('until')
    await expectAccessible(ada)
    const mail = await sink.next('fay@acme.test')
    expect(mail.subject).toBe('Ada Ohm shared “Spring” with you')
    expect(mail.text).toContain('The pictures of the beach')
  })

  await test.step('the panel shows the same list', async () => {
    await ada.keyboard.press('Escape')
    await ada.goto(`/a/acme/library?folder=${marketing}&details=${spring}&tab=access`)
    await expect(panel(ada).getByRole('button', { name: 'Access of Fay Low: Can view' })).toBeVisible()
    await expectAccessible(ada)
  })
})
