// The same without any mail server: links are handed on, addresses stay unproven, and the screen says so. With the
// keyboard alone, from the sign-in to the invitation.
import { expect, test } from '@playwright/test'
import { roleWords } from '@usher/domain'
import { expectAccessible } from './accessibility.ts'
import { accept, addUser, fromMenuOf, password, setUp, shownLink, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: false })
test.describe.configure({ mode: 'serial', timeout: 600_000 })

test('an administrator sets up and hands links on', async ({ browser }) => {
  const { operator, window } = usher()
  const ada = await window(browser)
  await setUp(ada, usher())
  await ada.goto('/a/acme/people')
  await addUser(ada, 'ben@acme.test', roleWords.library_full.title)
  await expect(ada.getByText('No mail was sent')).toBeVisible()
  const link = await shownLink(ada)
  await ada.getByRole('button', { name: 'Done' }).click()
  const ben = await window(browser)
  await accept(ben, link, 'Ben Roe')

  await test.step('his role changes on his next request', async () => {
    await ada.reload()
    await fromMenuOf(ada, 'Ben Roe', 'Change role')
    await ada.getByRole('radio', { name: roleWords.developer.title }).click()
    await ada.getByRole('button', { name: 'Make developer' }).click()
    await expect(ada.getByRole('dialog')).toHaveCount(0)
    await ben.goto('/a/acme/log')
    await expect(ben.getByRole('heading', { level: 1, name: 'Log' })).toBeVisible()
  })

  await test.step('a link that only was copied opens no other account; the mail would', async () => {
    await operator('account', 'create', 'Blue', '--admin', 'bo@blue.test', '--name', 'Bo Blue')
    const reset = /https?:\S+\/reset#[\w-]+/.exec(await operator('reset-link', 'bo@blue.test'))?.[0] ?? ''
    const bo = await window(browser)
    await bo.goto(reset)
    await bo.getByLabel('New password').fill(password)
    await bo
      .getByRole('button', { name: /password/i })
      .last()
      .click()
    await expect(bo.getByRole('heading', { level: 1, name: 'Blue', exact: true })).toBeVisible()
    await bo.goto('/a/blue/people')
    await addUser(bo, 'ben@acme.test', roleWords.library_view.title)
    const copied = await shownLink(bo)
    await ben.goto(copied)
    await expect(ben.getByText('has to be opened from the mail')).toBeVisible()
    await expectAccessible(ben)
    await operator('vouch', 'ben@acme.test')
    await ben.goto('/accounts')
    await ben.goto(copied)
    await ben.getByRole('button', { name: 'Join Blue' }).click()
    await expect(ben.getByRole('heading', { level: 1, name: 'Blue', exact: true })).toBeVisible()
  })

  await test.step('two tabs are two accounts', async () => {
    const other = await ben.context().newPage()
    await other.goto('/a/acme')
    await ben.reload()
    await expect(other.getByRole('heading', { level: 1, name: 'Acme', exact: true })).toBeVisible()
    await expect(ben.getByText(roleWords.library_view.title).first()).toBeVisible()
    await expect(other.getByText(roleWords.developer.title).first()).toBeVisible()
  })
})

test('from the sign-in to the invitation with the keyboard alone', async ({ browser }) => {
  const page = await usher().window(browser)
  await page.goto('/sign-in?from=%2Fa%2Facme%2Fpeople')
  const press = async (key: string, times = 1) => {
    for (let n = 0; n < times; n += 1) await page.keyboard.press(key)
  }
  /** Tabs until what is focused has this name. */
  const tabTo = async (name: RegExp) => {
    for (let n = 0; n < 60; n += 1) {
      const focused = await page.evaluate(() => {
        const at = document.activeElement
        if (at === document.body) return ''
        const labels =
          at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement
            ? [...(at.labels ?? [])].map((l) => l.innerText)
            : []
        return [at?.getAttribute('aria-label'), ...labels, at instanceof HTMLElement ? at.innerText : ''].join(' ')
      })
      if (name.test(focused)) return
      await press('Tab')
    }
    throw new Error(`nothing named ${String(name)} can be reached by Tab`)
  }
  await expect(page.getByLabel('E-mail')).toBeVisible()
  await tabTo(/E-mail/)
  await page.keyboard.type('ada@acme.test')
  await tabTo(/Password/)
  await page.keyboard.type(password)
  await press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await tabTo(/^\s*Add user/)
  await press('Enter')
  await expect(page.getByRole('dialog', { name: 'Add user' })).toBeVisible()
  await expect(page.getByRole('dialog').getByLabel('E-mail')).toBeVisible()
  await tabTo(/E-mail/)
  await page.keyboard.type('cleo@acme.test')
  await tabTo(new RegExp(roleWords.account_admin.title))
  await press('ArrowDown', 3)
  await press('Space')
  await tabTo(/^\s*Invite/)
  await press('Enter')
  await expect(page.getByText('1 person invited.')).toBeVisible()
  await tabTo(/^\s*Done/)
  await press('Enter')
  // Focus is back where it came from.
  await expect(page.getByRole('button', { name: 'Add user', exact: true })).toBeFocused()
})

test('wrong passwords and unknown pages answer in words, and nothing typed is lost', async ({ browser }) => {
  const page = await usher().window(browser)
  await signIn(page, 'nobody@acme.test')
  await expect(page.getByRole('alert')).toContainText('do not match')
  await expect(page.getByLabel('E-mail')).toHaveValue('nobody@acme.test')
  await expectAccessible(page)
  await page.goto('/nowhere')
  await expectAccessible(page)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})
