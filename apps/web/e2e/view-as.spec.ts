// "View as": Ada sees Acme as Fay, who has restricted access, and as a group do; marked on every page, read-only.
import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { acmeWithFreelancers, enter, inList, memberIdOf, openNew, title, toast } from './in-library.ts'
import { clientOf, fromMenuOf } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ timeout: 600_000 })
test.beforeAll(() => usher().load(acmeWithFreelancers))

test('an administrator sees the account as a member and as a group do, and changes nothing', async ({ browser }) => {
  const { window } = usher()
  const ada = await enter(await window(browser), 'ada@acme.test')
  const marketing = await openNew(ada, 'Marketing')
  const asAda = await clientOf(ada, 'acme')
  const { id: spring } = await asAda.library.createFolder.mutate({ folderId: marketing, name: 'Spring' })
  await asAda.library.createFolder.mutate({ folderId: spring, name: 'Beach' })
  const fayId = await memberIdOf(ada, 'fay@acme.test')
  await asAda.grants.give.mutate({ assetIds: [spring], memberIds: [fayId], level: 'contribute', tell: false })
  const { id: groupId } = await asAda.groups.create.mutate({ name: 'Agency' })
  await asAda.grants.give.mutate({ assetIds: [marketing], groupIds: [groupId], level: 'view', tell: false })

  const bar = ada.getByRole('region', { name: 'View as' })
  await test.step('from the menu of a row, as Fay: her pages, her start, her standing', async () => {
    await ada.goto('/a/acme/people')
    await fromMenuOf(ada, 'Fay Low', 'View as')
    await expect(bar).toContainText('Fay Low')
    await expect(bar).toContainText('change nothing')
    const main = ada.getByRole('navigation', { name: 'Main' })
    await expect(main.getByRole('link', { name: 'Shared with me' })).toBeVisible()
    await expect(main.getByRole('link', { name: 'People' })).toHaveCount(0)
    await expectAccessible(ada)
    await main.getByRole('link', { name: 'Shared with me' }).click()
    await expect(title(ada, 'Shared with me')).toBeVisible()
    await expect(ada.getByRole('table').getByRole('link')).toHaveText(['Spring'])
  })

  await test.step('what Fay may not see is not there; the bar stays', async () => {
    const seen = new URL(ada.url()).pathname.split('/')[2] ?? ''
    await ada.goto(`/a/${seen}/library?folder=${marketing}`)
    await expect(title(ada, 'Not for this sign-in')).toBeVisible()
    await expect(bar).toBeVisible()
    await ada.goto(`/a/${seen}/people`)
    await expect(title(ada, 'Not for this sign-in')).toBeVisible()
    await expect(bar).toBeVisible()
    await expectAccessible(ada)
    await ada.goto(`/a/${seen}/shared`)
  })

  await test.step('on a phone the navigation leaves the bar in sight, and is there to its end', async () => {
    await ada.setViewportSize({ width: 375, height: 700 })
    await ada.getByRole('button', { name: 'Navigation' }).click()
    const drawer = ada.getByRole('dialog', { name: 'Navigation' })
    const last = drawer.getByRole('button', { name: /Fay Low/ })
    await expect(drawer.getByRole('link', { name: 'Shared with me' })).toBeVisible()
    await expect
      .poll(async () => {
        const [above, below] = [await bar.boundingBox(), await last.boundingBox()]
        return above && below && above.y === 0 && below.y + below.height <= 700
      })
      .toBe(true)
    await bar.getByText('read-only').click({ trial: true })
    await expectAccessible(ada)
    await ada.keyboard.press('Escape')
    await expect(drawer).toHaveCount(0)
    await ada.setViewportSize({ width: 1280, height: 720 })
  })

  await test.step('the buttons are hers, and what they would do is refused in words', async () => {
    await inList(ada, 'Spring').click()
    await expect(title(ada, 'Spring')).toBeVisible()
    await ada.getByRole('button', { name: 'New folder' }).click()
    await ada.getByRole('textbox', { name: 'Name' }).fill('Waves')
    await ada.getByRole('button', { name: 'Create folder' }).click()
    await expect(ada.getByText('You see this account as somebody else does, and change nothing in it.')).toBeVisible()
    await ada.keyboard.press('Escape')
    await expect(inList(ada, 'Beach')).toBeVisible()
    await expect(inList(ada, 'Waves')).toHaveCount(0)
  })

  await test.step('stopped, Ada is herself again; her log has both names', async () => {
    const viewing = ada.url()
    await bar.getByRole('button', { name: 'Stop viewing' }).click()
    await expect(title(ada, 'People')).toBeVisible()
    await expect(bar).toHaveCount(0)
    await ada.goto('/a/acme/log')
    await expect(ada.getByText('Ada Ohm stopped seeing the account as Fay Low does')).toBeVisible()
    await expect(ada.getByText(/^Ada Ohm began to see the account as Fay Low does, until/)).toBeVisible()
    await ada.goto(viewing)
    await expect(title(ada, 'This view is over')).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('link', { name: 'Back to the account' }).click()
    await expect(title(ada, 'Acme')).toBeVisible()
  })

  await test.step('as a group: what it alone gets its people to', async () => {
    await ada.goto('/a/acme/groups')
    await fromMenuOf(ada, 'Agency', 'View as')
    await expect(bar).toContainText('the group Agency')
    await ada.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Shared with me' }).click()
    await expect(ada.getByRole('table').getByRole('link')).toHaveText(['Marketing'])
    await bar.getByRole('button', { name: 'Stop viewing' }).click()
    await expect(title(ada, 'Groups')).toBeVisible()
  })

  await test.step('as somebody who is suspended: the page that they would read', async () => {
    await asAda.members.suspend.mutate({ memberIds: [fayId] })
    await ada.goto('/a/acme/people')
    await fromMenuOf(ada, 'Fay Low', 'View as')
    await expect(ada.getByText(/suspended/)).toBeVisible()
    await expect(bar).toBeVisible()
    await expectAccessible(ada)
    await bar.getByRole('button', { name: 'Stop viewing' }).click()
    await expect(toast(ada, '')).toHaveCount(0)
    await expect(title(ada, 'People')).toBeVisible()
  })
})
