// Why and who: Fay sees what she was given, by whom and until when, and gives it up; Ada sees what a person and a group get
// to, and why.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acme, enter, panel, title } from './in-library.ts'
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

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString()

/** Marketing / Spring / Beach; Fay has Spring herself and Marketing through Agency A, Gil is in Agency A. */
async function plant(ada: Page) {
  const client = await clientOf(ada, 'acme')
  const folder = async (name: string, folderId: string | null) =>
    (await client.library.createFolder.mutate({ folderId, name })).id
  const marketing = await folder('Marketing', null)
  const spring = await folder('Spring', marketing)
  await folder('Beach', spring)
  const { rows } = await client.members.list.query({})
  const idOf = (name: string) => rows.find((r) => r.name === name)?.id ?? ''
  const { id: agency } = await client.groups.create.mutate({ name: 'Agency A' })
  await client.groups.addMembers.mutate({ groupId: agency, memberIds: [idOf('Fay Low'), idOf('Gil Poe')] })
  const give = { tell: false } as const
  await client.grants.give.mutate({ ...give, assetIds: [marketing], groupIds: [agency], level: 'view' })
  await client.grants.give.mutate({
    ...give,
    assetIds: [spring],
    memberIds: [idOf('Fay Low')],
    level: 'manage',
    endsAt: inAWeek(),
  })
  return { marketing, spring, agency, fay: idOf('Fay Low'), gil: idOf('Gil Poe') }
}

let planted: Awaited<ReturnType<typeof plant>>

test('Ada sees what a person and a group get to, and why', async ({ browser }) => {
  const { window } = usher()
  const ada = await enter(await window(browser), 'ada@acme.test')
  planted = await plant(ada)
  const { spring } = planted

  await test.step('of Fay from the menu of her row: where it begins, opened folder by folder, searched by name', async () => {
    await ada.goto('/a/acme/people')
    await fromMenuOf(ada, 'Fay Low', 'View access')
    const drawer = ada.getByRole('dialog', { name: 'Fay Low' })
    const reach = drawer.getByRole('region', { name: 'In the library' })
    await expect(reach.getByRole('link')).toHaveText(['Marketing'])
    await reach.getByRole('button', { name: 'Open Marketing' }).click()
    const inside = reach.getByRole('list', { name: 'Inside Marketing' })
    await expect(inside.getByRole('listitem')).toContainText('Spring')
    await expect(inside.getByRole('listitem')).toContainText('Can manage')
    await inside.getByRole('button', { name: 'Open Spring' }).click()
    await expect(reach.getByRole('list', { name: 'Inside Spring' }).getByRole('link')).toHaveText(['Beach'])
    await expectAccessible(ada)
    const search = reach.getByRole('textbox', { name: 'Search what Fay Low gets to' })
    await search.fill('nowhere')
    await expect(reach.getByText('Nothing that Fay Low gets to has this name.')).toBeVisible()
    await search.fill('bea')
    await expect(reach.getByRole('list', { name: 'Found' }).getByRole('listitem')).toContainText(
      'in Marketing / Spring',
    )
    await expectAccessible(ada)
  })

  await test.step('why: every path, which counts, and what would have to go', async () => {
    await ada.getByRole('button', { name: 'Why Beach' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Why Fay Low has access' })
    await expect(dialog.getByText('Fay Low can manage Beach.')).toBeVisible()
    const paths = dialog.getByRole('list', { name: 'Through what' }).getByRole('listitem')
    await expect(paths).toHaveCount(2)
    await expect(paths.first()).toContainText('Given to them on /Spring')
    await expect(paths.first()).toContainText('counts')
    await expect(paths.first()).toContainText('from Ada Ohm')
    await expect(paths.first()).toContainText('until')
    await expect(paths.last()).toContainText('Through the group Agency A, on /Marketing')
    await expect(paths.last()).not.toContainText('counts')
    await expect(dialog.getByText('To end it, all of these have to go:')).toBeVisible()
    await expectAccessible(ada)
    await ada.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(ada.getByRole('button', { name: 'Why Beach' })).toBeFocused()
  })

  await test.step('of whoever has the whole library by their role, and of whoever is suspended, it says so', async () => {
    await ada.goto('/a/acme/people')
    await fromMenuOf(ada, 'Vic Mar', 'View access')
    await expect(ada.getByText('The whole library, by their role: can view everywhere.')).toBeVisible()
    await expectAccessible(ada)
    const client = await clientOf(ada, 'acme')
    await client.members.suspend.mutate({ memberIds: [planted.gil] })
    await ada.goto(`/a/acme/people?person=${planted.gil}`)
    await expect(ada.getByText(/^Nothing: Gil Poe is suspended\./)).toBeVisible()
    await client.members.reinstate.mutate({ memberIds: [planted.gil] })
  })

  await test.step('of a group, what it gets its people to', async () => {
    await ada.goto('/a/acme/groups')
    await fromMenuOf(ada, 'Agency A', 'View access')
    const drawer = ada.getByRole('dialog', { name: 'Agency A' })
    await drawer.getByRole('button', { name: 'Open Marketing' }).click()
    await expect(drawer.getByRole('list', { name: 'Inside Marketing' }).getByRole('listitem')).toContainText('Can view')
    await expectAccessible(ada)
  })

  await test.step('from each person in the list of who has access, also in the share dialog', async () => {
    await ada.goto(`/a/acme/library?folder=${planted.marketing}&details=${spring}&tab=access`)
    await panel(ada).getByRole('button', { name: 'Why Fay Low has access' }).click()
    await expect(ada.getByText('Fay Low can manage Spring.')).toBeVisible()
    await ada.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await panel(ada).getByRole('button', { name: 'Share', exact: true }).click()
    const share = ada.getByRole('dialog', { name: 'Share Spring' })
    await share.getByRole('button', { name: 'Why Ada Ohm has access' }).click()
    await expect(ada.getByText('It ends with their role.')).toBeVisible()
    await expectAccessible(ada)
    await ada.keyboard.press('Escape')
    await expect(share).toBeVisible()
  })
})

test('Fay sees what was given to her, and gives it up', async ({ browser }) => {
  const { window } = usher()
  const ada = await enter(await window(browser), 'ada@acme.test')
  const { spring } = planted
  const fay = await enter(await window(browser), 'fay@acme.test')
  await (await clientOf(fay, 'acme')).library.createFolder.mutate({ folderId: spring, name: 'Fay’s own' })

  await test.step('why she gets to a thing, beside it', async () => {
    await fay.goto(`/a/acme/library?details=${spring}&tab=details`)
    await panel(fay).getByRole('button', { name: 'Why I have access' }).click()
    const dialog = fay.getByRole('dialog', { name: 'Why you have access' })
    await expect(dialog.getByText('You can manage Spring.')).toBeVisible()
    await expect(dialog.getByText('Given to you on it')).toBeVisible()
    await expectAccessible(fay)
    await fay.keyboard.press('Escape')
  })

  await test.step('from her menu: by whom, through what, until when', async () => {
    await fay.getByRole('button', { name: /^Fay Low: profile/ }).click()
    await fay.getByRole('menuitem', { name: 'My access' }).click()
    await expect(title(fay, 'My access')).toBeVisible()
    const given = part(fay, 'Given to you').getByRole('listitem')
    await expect(given).toHaveCount(1)
    await expect(given).toContainText('Spring')
    await expect(given).toContainText('from Ada Ohm')
    await expect(given).toContainText('until')
    await expect(given).toContainText('Can manage')
    const group = part(fay, 'Agency A')
    await expect(group.getByRole('listitem')).toContainText('Marketing')
    await expect(part(fay, 'Owned by you').getByRole('link')).toHaveText(['Fay’s own'])
    await expectAccessible(fay)
  })

  await test.step('giving up a grant says what is left by the group, and is done at once', async () => {
    await fay.getByRole('button', { name: 'Give up Spring' }).click()
    const dialog = fay.getByRole('dialog', { name: 'Give up “Can manage” on Spring' })
    await expect(dialog.getByText('On Spring, “Can view” is left, which reaches you in another way.')).toBeVisible()
    await expectAccessible(fay)
    await dialog.getByRole('button', { name: 'Give up', exact: true }).click()
    await expect(dialog).toHaveCount(0)
    await expect(part(fay, 'Given to you').getByText('Nothing was shared with you by name.')).toBeVisible()
    await expect(title(fay, 'My access')).toBeFocused()
  })

  await test.step('leaving the group names what will not be seen any more', async () => {
    await fay.getByRole('button', { name: 'Leave Agency A' }).click()
    const dialog = fay.getByRole('dialog', { name: 'Leave Agency A' })
    await expect(dialog.getByText('You will not see Marketing any more, with everything inside.')).toBeVisible()
    await expectAccessible(fay)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(fay.getByRole('button', { name: 'Leave Agency A' })).toBeFocused()
    await fay.getByRole('button', { name: 'Leave Agency A' }).click()
    await dialog.getByRole('button', { name: 'Leave group' }).click()
    await expect(part(fay, 'Through groups')).toHaveCount(0)
  })

  await test.step('giving up what she owns leaves her nothing, and the log tells of all three', async () => {
    await fay.getByRole('button', { name: 'Give up owning Fay’s own' }).click()
    await fay.getByRole('dialog').getByRole('button', { name: 'Give up', exact: true }).click()
    await expect(part(fay, 'Owned by you').getByText('You own no file or folder here.')).toBeVisible()
    await expectAccessible(fay)
    await fay.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Shared with me' }).click()
    await expect(fay.getByText('Nothing is shared with you yet.')).toBeVisible()
    await fay.getByRole('link', { name: 'My access' }).click()
    await expect(title(fay, 'My access')).toBeVisible()
    await ada.goto('/a/acme/log')
    for (const sentence of [
      'Fay Low gave up “Can manage” on “Spring”',
      'Fay Low left the group “Agency A”',
      'Fay Low gave up owning “Fay’s own”',
    ])
      await expect(ada.getByText(sentence)).toBeVisible()
  })
})
