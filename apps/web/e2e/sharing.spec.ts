// Sharing: Ada gives Fay, who has restricted access, a folder until a day, with a note by mail; whom nobody is found for is said
// beside the field, and the panel shows the same list of who has access.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { accessOf, acmeWithFreelancers, enter, inList, memberIdOf, openNew, panel, title, toast } from './in-library.ts'
import { clientOf, fromMenuOf } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 600_000 })
test.beforeAll(() => usher().load(acmeWithFreelancers))

const shareDialog = (page: Page, what: string) => page.getByRole('dialog', { name: `Share ${what}` })
const who = (page: Page) => page.getByRole('combobox', { name: 'People or groups' })

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
    await expect(ada.getByRole('button', { name: 'Take this time' })).toHaveCount(0)
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

test('Fay finds what is shared with her, does what its level allows, and loses it with her next request', async ({
  browser,
}) => {
  const { window } = usher()
  const ada = await enter(await window(browser), 'ada@acme.test')
  const fay = await enter(await window(browser), 'fay@acme.test')
  await ada.goto('/a/acme/library')
  await inList(ada, 'Marketing').click()
  await expect(inList(ada, 'Spring')).toBeVisible()
  const share = () => fromMenuOf(ada, 'Spring', 'Share')
  const setLevel = async (level: string) => {
    await share()
    await accessOf(ada, 'Fay Low').click()
    await ada.getByRole('menuitemradio', { name: level }).click()
    await expect(accessOf(ada, 'Fay Low')).toHaveText(level)
    await ada.keyboard.press('Escape')
  }

  await test.step('under “Shared with me”, where her library begins', async () => {
    await fay.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Shared with me' }).click()
    await expect(title(fay, 'Shared with me')).toBeVisible()
    await expect(fay.getByRole('table').getByRole('link')).toHaveText(['Spring'])
    await expectAccessible(fay)
    await inList(fay, 'Spring').click()
    await expect(title(fay, 'Spring')).toBeVisible()
    await expect(fay.getByRole('navigation', { name: 'Path' }).getByRole('listitem')).toHaveText([
      'Shared with me',
      'Spring',
    ])
    await expect(inList(fay, 'Beach')).toBeVisible()
    await expect(fay.getByRole('button', { name: /^(New folder|Upload)/ })).toHaveCount(0)
    const tree = fay.getByRole('tree', { name: 'Folders' })
    await expect(tree.getByRole('treeitem', { name: 'Spring' })).toHaveAttribute('aria-selected', 'true')
    await expect(tree.getByRole('treeitem', { name: 'Marketing' })).toHaveCount(0)
    await expectAccessible(fay)
  })
  await test.step('raised to contribute she makes a folder, and copies it into another one of what she sees', async () => {
    await setLevel('Can contribute')
    await fay.reload()
    await fay.getByRole('button', { name: 'New folder' }).click()
    await fay.getByRole('textbox', { name: 'Name' }).fill('Waves')
    await fay.getByRole('button', { name: 'Create folder' }).click()
    await fromMenuOf(fay, 'Waves', 'Copy')
    const places = fay.getByRole('group', { name: 'Folder' })
    await expect(places.getByRole('radio', { name: /^Library/ })).toBeDisabled()
    await places.getByRole('radio', { name: 'Beach' }).check()
    await fay.getByRole('button', { name: 'Copy to Beach' }).click()
    await expect(toast(fay, 'Waves')).toBeVisible()
    await inList(fay, 'Beach').click()
    await expect(inList(fay, 'Waves')).toBeVisible()
    await fay.goBack()
  })
  await test.step('revoked, it is gone with her next request, except for what is her own; given again, it is back', async () => {
    await share()
    await accessOf(ada, 'Fay Low').click()
    await ada.getByRole('menuitem', { name: 'Remove access' }).click()
    const owned = ada.getByRole('dialog', { name: 'What Fay Low owns in Spring' })
    await owned.getByRole('button', { name: 'Leave as it is' }).click()
    await expect(accessOf(ada, 'Fay Low')).toHaveCount(0)
    await ada.keyboard.press('Escape')
    await expect(shareDialog(ada, 'Spring')).toHaveCount(0)
    await fay.reload()
    await expect(title(fay, 'Not for this sign-in')).toBeVisible()
    await fay.goto('/a/acme/shared')
    await expect(fay.getByRole('table').getByRole('link')).toHaveText(['Waves', 'Waves'])
    await share()
    await who(ada).pressSequentially('fay')
    await ada.getByRole('option', { name: 'Fay Low' }).click()
    await shareDialog(ada, 'Spring').getByRole('button', { name: 'Share', exact: true }).click()
    await expect(accessOf(ada, 'Fay Low')).toBeVisible()
    await fay.reload()
    await expect(inList(fay, 'Spring')).toBeVisible()
  })
  await test.step('where several people of a group would lose something, they are named before it is taken away', async () => {
    const asAda = await clientOf(ada, 'acme')
    const memberIds = [await memberIdOf(ada, 'fay@acme.test'), await memberIdOf(ada, 'gil@acme.test')]
    const { id: groupId } = await asAda.groups.create.mutate({ name: 'Agency' })
    await asAda.groups.addMembers.mutate({ groupId, memberIds })
    const winter = await openNew(ada, 'Winter')
    await asAda.grants.give.mutate({ assetIds: [winter], groupIds: [groupId], level: 'contribute', tell: false })
    await asAda.grants.give.mutate({ assetIds: [winter], memberIds: memberIds.slice(0, 1), level: 'view', tell: false })
    await ada.goto(`/a/acme/library?details=${winter}&tab=access`)
    await accessOf(panel(ada), 'Agency').click()
    await ada.getByRole('menuitem', { name: 'Remove access' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Remove access of Agency to Winter' })
    await expect(dialog.getByRole('listitem')).toHaveText([
      'Fay Low keeps only Winter (Can view).',
      'Gil Poe loses Winter.',
    ])
    await expectAccessible(ada)
    // Somebody changes access meanwhile: it is shown anew.
    await asAda.grants.revoke.mutate({
      assetId: winter,
      grantIds: (await asAda.grants.list.query({ assetId: winter })).direct
        .filter((g) => g.memberId === memberIds[0])
        .map((g) => g.grantId),
    })
    await dialog.getByRole('button', { name: 'Remove access' }).click()
    await expect(dialog.getByRole('alert')).toBeVisible()
    await expect(dialog.getByRole('listitem')).toHaveText(['Fay Low loses Winter.', 'Gil Poe loses Winter.'])
    await dialog.getByRole('button', { name: 'Remove access' }).click()
    await expect(dialog).toHaveCount(0)
    await toast(ada, 'Agency has no access').getByRole('button', { name: 'Undo' }).click()
    await expect(accessOf(panel(ada), 'Agency')).toBeVisible()
  })
  await test.step('whoever has the library by their role has no such page', async () => {
    await ada.goto('/a/acme/shared')
    await expect(title(ada, 'Not for this sign-in')).toBeVisible()
  })
})
