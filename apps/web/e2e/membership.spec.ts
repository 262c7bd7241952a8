// How a place in an account ends: by the date that an administrator sets, or because somebody leaves. Both count at
// once, in windows that are open, and the last administrator cannot go.
import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { clientOf, fromMenuOf, password, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

test.beforeAll(() =>
  usher().load({
    name: 'Acme',
    plan: 'enterprise',
    people: [
      { name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password },
      { name: 'Ben Roe', email: 'ben@acme.test', role: 'developer', password },
    ],
  }),
)

test('an end date that is set on the screen counts on the open session’s next request', async ({ browser }) => {
  const { window } = usher()
  const [ada, ben] = [await window(browser), await window(browser)]
  await signIn(ada, 'ada@acme.test')
  await signIn(ben, 'ben@acme.test')
  await expect(ben.getByRole('heading', { level: 1, name: 'Acme', exact: true })).toBeVisible()

  const endOfBen = ada
    .getByRole('row', { name: /Ben Roe/ })
    .getByText(/^until /)
    .filter({ visible: true })
  const inAWeek = async (look = async () => {}) => {
    await fromMenuOf(ada, 'Ben Roe', 'Set end date')
    const dialog = ada.getByRole('dialog', { name: 'End date of Ben Roe' })
    await dialog.getByLabel('End date').click()
    await expect(ada.getByRole('button', { name: 'In a week' })).toBeVisible()
    await look()
    await ada.getByRole('button', { name: 'In a week' }).click()
    await expect(ada.getByRole('button', { name: 'Take this time' })).toHaveCount(0)
    const loses = dialog.getByRole('region', { name: /^From .+ on$/ })
    await expect(loses).toHaveText(/Ben Roe loses the whole library\.$/)
    await dialog.getByRole('button', { name: 'Set end date' }).click()
    await expect(dialog).toHaveCount(0)
  }

  await test.step('a date a week away is chosen, said back, and undone', async () => {
    await ada.goto('/a/acme/people')
    await inAWeek(() => expectAccessible(ada))
    const said = ada.getByText(/Ben Roe: out from .+ on\./)
    // A toast that is pointed at stays.
    await said.hover()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Undo' }).click()
    await expect(ada.getByText('Ben Roe: the end date is as it was.')).toBeVisible()
    await expect(endOfBen).toHaveCount(0)
  })

  await test.step('chosen again, both see it', async () => {
    await inAWeek()
    await expect(endOfBen).toBeVisible()
    await ben.reload()
    await expect(ben.getByText(/Your access ends in .+, on /)).toBeVisible()
    await expectAccessible(ben)
  })

  await test.step('the moment itself: his next click is answered with the reason, without signing in anew', async () => {
    await expect(ben.getByRole('link', { name: 'Log', exact: true })).toBeVisible()
    const asAda = await clientOf(ada, 'acme')
    const [found] = (await asAda.members.list.query({ search: 'ben@acme.test' })).rows
    const end = Date.now() + 3_000
    await asAda.members.setEnd.mutate({ memberIds: [found?.id ?? ''], endsAt: new Date(end).toISOString() })
    await expect.poll(() => Date.now() > end).toBe(true)
    await ben.getByRole('link', { name: 'Log', exact: true }).click()
    await expect(ben.getByText('Your access to this account has ended')).toBeVisible()
    await expect(ben.getByRole('navigation')).toHaveCount(0)
    await expectAccessible(ben)
  })

  await test.step('the screen says that it has ended; taking the date away lets him in again', async () => {
    await ada.reload()
    await expect(
      ada
        .getByRole('row', { name: /Ben Roe/ })
        .getByText('Ended')
        .filter({ visible: true }),
    ).toBeVisible()
    await fromMenuOf(ada, 'Ben Roe', 'Set end date')
    const dialog = ada.getByRole('dialog', { name: 'End date of Ben Roe' })
    await expect(dialog.getByRole('button', { name: 'Set end date' })).toBeVisible()
    await dialog.getByRole('button', { name: 'No end date' }).click()
    await expect(dialog.getByRole('button', { name: 'Set end date' })).toHaveCount(0)
    const gains = dialog.getByRole('region', { name: 'What changes' })
    await expect(gains).toHaveText(/Ben Roe gains the whole library \(Can manage\)\.$/)
    await expectAccessible(ada)
    await dialog.getByRole('button', { name: 'No end date' }).click()
    await expect(ada.getByText('Ben Roe: no end date.')).toBeVisible()
    await ben.reload()
    await expect(ben.getByRole('heading', { level: 1, name: 'Log' })).toBeVisible()
  })
})

test('whoever leaves is out at once; the last administrator stays, and reads why', async ({ browser }) => {
  const { window } = usher()
  const [ada, ben] = [await window(browser), await window(browser)]
  await signIn(ada, 'ada@acme.test')
  await signIn(ben, 'ben@acme.test')
  await expect(ben.getByRole('link', { name: 'Log', exact: true })).toBeVisible()

  await test.step('the last administrator is held back in the profile and in People', async () => {
    await expect(ada.getByRole('link', { name: 'People', exact: true })).toBeVisible()
    await ada.goto('/profile')
    await ada.getByRole('button', { name: 'Leave Acme' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Leave Acme?' })
    await dialog.getByRole('button', { name: 'Leave Acme' }).click()
    await expect(dialog.getByRole('alert')).toContainText('always keeps one active administrator')
    await expectAccessible(ada)
    await ada.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await ada.goto('/a/acme/people')
    await ada.getByRole('button', { name: 'Actions for Ada Ohm' }).click()
    await expect(ada.getByText(/The last administrator: an account always keeps one/)).toBeVisible()
    await expect(ada.getByRole('menuitem', { name: 'Remove' })).toBeDisabled()
    await expectAccessible(ada)
    await ada.keyboard.press('Escape')
  })

  await test.step('Ben leaves in one tab, and the other one is out with its next click', async () => {
    const profile = await ben.context().newPage()
    await profile.goto('/profile')
    await expect(profile.getByText('You are signed in nowhere else').or(profile.getByText('This one'))).toBeVisible()
    await expectAccessible(profile)
    await profile.getByRole('button', { name: 'Leave Acme' }).click()
    await expectAccessible(profile)
    await profile.getByRole('dialog').getByRole('button', { name: 'Leave Acme' }).click()
    await expect(profile.getByText('You left Acme')).toBeVisible()
    await expect(profile.getByText('You are in no account at the moment.')).toBeVisible()
    await expectAccessible(profile)
    await ben.getByRole('link', { name: 'Log', exact: true }).click()
    await expect(ben.getByRole('heading', { level: 1, name: 'Not for this sign-in' })).toBeVisible()
    await ben.goto('/')
    await expect(ben.getByText('You are in no account at the moment.')).toBeVisible()
    await expectAccessible(ben)
    await ada.reload()
    await expect(ada.getByRole('button', { name: 'Actions for Ada Ohm' })).toBeVisible()
    await expect(ada.getByText('Ben Roe')).toHaveCount(0)
  })
})
