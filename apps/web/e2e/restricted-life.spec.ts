// What becomes of a freelancer: she owns what she made when she loses what let her make it, it is handed over, and her grants
// sleep while she has another role.
import { expect, test } from '@playwright/test'
import { roleWords } from '@usher/domain'
import { expectAccessible } from './accessibility.ts'
import { accessOf, acmeWithFreelancers, enter, inList, memberIdOf, openNew, panel, title } from './in-library.ts'
import { clientOf, fromMenuOf } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ timeout: 600_000 })
test.beforeAll(() => usher().load(acmeWithFreelancers))
test('a freelancer who loses the folder above keeps the one that she owns, until it is handed over', async ({
  browser,
}) => {
  const { window } = usher()
  const ada = await enter(await window(browser), 'ada@acme.test')
  const launch = await openNew(ada, 'Launch')
  const asAda = await clientOf(ada, 'acme')
  const fayId = await memberIdOf(ada, 'fay@acme.test')
  await asAda.grants.give.mutate({ assetIds: [launch], memberIds: [fayId], level: 'contribute', tell: false })
  const fay = await enter(await window(browser), 'fay@acme.test')
  await (await clientOf(fay, 'acme')).library.createFolder.mutate({ folderId: launch, name: 'Drafts' })

  await test.step('taking the access away says what she still owns inside', async () => {
    await ada.goto(`/a/acme/library?details=${launch}&tab=access`)
    await accessOf(panel(ada), 'Fay Low').click()
    await ada.getByRole('menuitem', { name: 'Remove access' }).click()
    const dialog = ada.getByRole('dialog', { name: 'What Fay Low owns in Launch' })
    await expect(dialog.getByText('still manages 1 file or folder inside')).toBeVisible()
    await expect(dialog.getByRole('listitem')).toHaveText(['Drafts'])
    await expectAccessible(ada)
    await dialog.getByRole('button', { name: 'Leave as it is' }).click()
  })
  await test.step('she finds it under “Shared with me”, manages it, and does not see what is above', async () => {
    await fay.goto('/a/acme/shared')
    await expect(fay.getByRole('table').getByRole('link')).toHaveText(['Drafts'])
    await inList(fay, 'Drafts').click()
    await expect(fay.getByRole('navigation', { name: 'Path' }).getByRole('listitem')).toHaveText([
      'Shared with me',
      'Drafts',
    ])
    await expect(fay.getByRole('button', { name: 'New folder' }).first()).toBeVisible()
    await fay.goto(`/a/acme/library?folder=${launch}`)
    await expect(title(fay, 'Not for this sign-in')).toBeVisible()
  })
  await test.step('Ada hands it over to Gil; Fay does not see it any more', async () => {
    await ada.goto(`/a/acme/library?folder=${launch}`)
    await fromMenuOf(ada, 'Drafts', 'Share')
    await ada.getByRole('button', { name: 'Hand over' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Hand Drafts over' })
    await expect(dialog.getByText('Fay Low does not see it any more.')).toBeVisible()
    await dialog.getByRole('combobox', { name: 'New owner' }).pressSequentially('gil')
    await ada.getByRole('option', { name: 'Gil Poe' }).click()
    await expectAccessible(ada)
    await dialog.getByRole('button', { name: 'Hand over to Gil Poe' }).click()
    await expect(dialog).toHaveCount(0)
    await fay.goto('/a/acme/shared')
    await expect(fay.getByText('Nothing is shared with you yet')).toBeVisible()
    const gil = await enter(await window(browser), 'gil@acme.test')
    await gil.goto('/a/acme/shared')
    await expect(gil.getByRole('table').getByRole('link')).toHaveText(['Drafts'])
    const [mine] = (await (await clientOf(gil, 'acme')).myAccess.owned.query({})).assets
    await (await clientOf(gil, 'acme')).myAccess.disown.mutate({ assetId: mine?.id ?? '' })
  })
  await test.step('Gil has given it up: Ada gives it an owner again', async () => {
    await ada.goto(`/a/acme/library?folder=${launch}`)
    await fromMenuOf(ada, 'Drafts', 'Share')
    await expect(ada.getByRole('listitem').filter({ hasText: 'No owner' })).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Give it an owner' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Give Drafts an owner' })
    await dialog.getByRole('combobox', { name: 'New owner' }).pressSequentially('fay')
    await ada.getByRole('option', { name: 'Fay Low' }).click()
    await expect(dialog.getByText('Fay Low manages it and everything inside.')).toBeVisible()
    await expectAccessible(ada)
    await dialog.getByRole('button', { name: 'Make Fay Low the owner' }).click()
    await expect(ada.getByRole('listitem').filter({ hasText: 'Fay Low' })).toContainText('Owner')
    await fay.goto('/a/acme/shared')
    await expect(fay.getByRole('table').getByRole('link')).toHaveText(['Drafts'])
  })
})

test('a role away and back: grants sleep and hold again, groups do not come back, and the dialog says so', async ({
  browser,
}) => {
  const { window } = usher()
  const ada = await enter(await window(browser), 'ada@acme.test')
  const asAda = await clientOf(ada, 'acme')
  const [mine, theirs] = [await openNew(ada, 'Given to Gil'), await openNew(ada, 'Given to the agency')]
  const gilId = await memberIdOf(ada, 'gil@acme.test')
  const { id: agency } = await asAda.groups.create.mutate({ name: 'Agency A' })
  await asAda.groups.addMembers.mutate({ groupId: agency, memberIds: [gilId] })
  await asAda.grants.give.mutate({ assetIds: [mine], memberIds: [gilId], level: 'view', tell: false })
  await asAda.grants.give.mutate({ assetIds: [theirs], groupIds: [agency], level: 'view', tell: false })
  const gil = await enter(await window(browser), 'gil@acme.test')
  const seen = gil.getByRole('table').getByRole('link', { name: /^Given/ })
  await gil.goto('/a/acme/shared')
  await expect(seen).toHaveText(['Given to Gil', 'Given to the agency'])
  const change = async (role: keyof typeof roleWords, verb: RegExp, says: RegExp) => {
    await ada.goto('/a/acme/people')
    await fromMenuOf(ada, 'Gil Poe', 'Change role')
    await ada.getByRole('radio', { name: roleWords[role].title }).click()
    if (role === 'library_view') await expect(ada.getByRole('dialog').getByText('Agency A').first()).toBeVisible()
    await expect(ada.getByText(says)).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: verb }).click()
    await expect(ada.getByRole('dialog')).toHaveCount(0)
  }
  await test.step('with view-only he has the whole library, and no page of what is shared', async () => {
    await change('library_view', /leaves 1 group/, /^Gil Poe .*gains the whole library \(Can view\)\.$/)
    await gil.goto('/a/acme/shared')
    await expect(title(gil, 'Not for this sign-in')).toBeVisible()
    await gil.goto('/a/acme/library')
    await expect(inList(gil, 'Given to the agency')).toBeVisible()
    await ada.goto(`/a/acme/library?details=${mine}&tab=access`)
    await expect(panel(ada).getByText('no effect now: their role decides what they see')).toBeVisible()
  })
  await test.step('restricted again, what was given to him holds again; the group does not', async () => {
    await change(
      'library_restricted',
      /^Give media library restricted access/,
      /^Gil Poe loses the whole library; keeps .*Given to Gil/,
    )
    await gil.goto('/a/acme/shared')
    await expect(seen).toHaveText(['Given to Gil'])
  })
})
