// From an empty machine to a team: set up, seats run out and come back, one person of each role, mails read from a real
// mail server, each sees exactly their sections, and every change counts on the open session's next request.
import { expect, test } from '@playwright/test'
import { roleWords, type Role } from '@usher/domain'
import { expectAccessible } from './accessibility.ts'
import { accept, addUser, fromMenuOf, password, setUp } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 600_000 })

const people = [
  { name: 'Dev Ito', email: 'dev@acme.test', role: 'developer' },
  { name: 'Fay Low', email: 'fay@acme.test', role: 'library_full' },
  { name: 'Vic Mar', email: 'vic@acme.test', role: 'library_view' },
  { name: 'Rex Noe', email: 'rex@acme.test', role: 'library_restricted' },
  { name: 'Fin Orr', email: 'fin@acme.test', role: 'finance' },
] as const satisfies readonly { name: string; email: string; role: Role }[]

/** What of the product each role finds in its navigation, and which addresses refuse it. */
const sections: Record<Role, { sees: string[]; refused: string[] }> = {
  account_admin: {
    sees: [
      'Library',
      'Collections',
      'Access requests',
      'Search',
      'Home',
      'Analytics',
      'Billing',
      'People',
      'Groups',
      'Grants',
      'API keys',
      'Log',
      'Settings',
    ],
    refused: [],
  },
  developer: {
    sees: ['Library', 'Collections', 'Access requests', 'Search', 'Home', 'Analytics', 'API keys', 'Log', 'Settings'],
    refused: ['people', 'grants', 'billing'],
  },
  library_full: {
    sees: ['Library', 'Collections', 'Access requests', 'Search', 'Home'],
    refused: ['people', 'log', 'analytics'],
  },
  library_view: { sees: ['Library', 'Collections', 'Search', 'Home'], refused: ['people', 'log', 'analytics'] },
  library_restricted: {
    sees: ['Library', 'Shared with me', 'Collections', 'Search', 'Home'],
    refused: ['people', 'log'],
  },
  finance: {
    sees: ['Home', 'Analytics', 'Billing'],
    refused: ['people', 'log', 'grants', 'library', 'search', 'collections', 'keys', 'settings'],
  },
}

test('an administrator sets up, fills the seats, asks for more, and manages people by role', async ({ browser }) => {
  const { sink, operator, window } = usher()
  const ada = await window(browser)
  await setUp(ada, usher())

  await test.step('the sixth seat is refused with the figure and the way out', async () => {
    await ada.goto('/a/acme/people')
    await expect(ada.getByText('1 of 5 seats used')).toBeVisible()
    await addUser(
      ada,
      people
        .slice(0, 4)
        .map((p) => p.email)
        .join(', '),
      roleWords.library_view.title,
    )
    await expect(ada.getByText('4 people invited.')).toBeVisible()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Done' }).click()
    await expect(ada.getByText('5 of 5 seats used').first()).toBeVisible()
    await ada.getByRole('button', { name: 'Add user', exact: true }).click()
    await ada.getByRole('button', { name: 'Ask for more' }).click()
    await expectAccessible(ada)
  })

  await test.step('more is asked for, reaches the operator by mail and on the command line, and is answered', async () => {
    await ada.getByLabel('Seats in all').fill('8')
    await ada.getByLabel(/A word about why/).fill('A new office')
    await ada.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(ada.getByText('8 seats asked for')).toBeVisible()
    const mail = await sink.next('operator@example.org')
    expect(mail.text).toContain('A new office')
    expect(await operator('requests')).toContain('Acme')
    await operator('requests', 'answer', '1', '--grant', '--say', 'Welcome to the new office')
    await ada.reload()
    await expect(ada.getByText('5 of 8 seats used').first()).toBeVisible()
    await ada.getByRole('button', { name: 'Add user', exact: true }).click()
    await expect(ada.getByRole('dialog', { name: 'Add user' })).toBeVisible()
    await ada.keyboard.press('Escape')
  })

  await test.step('one person of each role: what was invited first is edited or revoked and invited anew', async () => {
    for (const { email, role } of people.slice(0, 4)) {
      if (role === 'library_view') continue
      await fromMenuOf(ada, email, 'Revoke')
      await ada
        .getByRole('dialog')
        .getByRole('button', { name: /Revoke/ })
        .click()
      await expect(ada.getByRole('dialog')).toHaveCount(0)
      await addUser(ada, email, roleWords[role].title)
      await expect(ada.getByText('1 person invited.')).toBeVisible()
      await ada.getByRole('button', { name: 'Done' }).click()
    }
    await addUser(ada, 'fin@acme.test', roleWords.finance.title)
    await ada.getByRole('button', { name: 'Done' }).click()
  })

  const windows = new Map<Role, Awaited<ReturnType<typeof window>>>()
  await test.step('they read their mail, accept, and see exactly their sections', async () => {
    for (const { name, email, role } of people) {
      const links = sink.mails().filter((m) => m.recipients.includes(email))
      expect(links.length).toBeGreaterThan(0)
      await expect
        .poll(() => sink.mails().filter((m) => m.recipients.includes(email)).length)
        .toBe(role === 'library_view' || role === 'finance' ? 1 : 2)
      const link =
        /https?:\S+\/accept#[\w-]+/.exec(
          sink
            .mails()
            .filter((m) => m.recipients.includes(email))
            .at(-1)?.text ?? '',
        )?.[0] ?? ''
      const page = await window(browser)
      windows.set(role, page)
      await accept(page, link, name)
      await expect(page.getByText(roleWords[role].title).first()).toBeVisible()
      await expectAccessible(page)
      const links_ = page.getByRole('navigation').getByRole('link')
      await expect(links_).toHaveText(sections[role].sees)
      for (const address of sections[role].refused) {
        await page.goto(`/a/acme/${address}`)
        await expect(page.getByText(email).first()).toBeVisible()
        await expect(page.getByRole('heading', { name: new RegExp(address, 'i') })).toHaveCount(0)
        await expect(page.getByRole('table')).toHaveCount(0)
        await expectAccessible(page)
      }
    }
  })

  await test.step('a role change takes effect on the open session’s next request', async () => {
    await ada.goto('/a/acme/people')
    await fromMenuOf(ada, 'Vic Mar', 'Change role')
    await ada.getByRole('radio', { name: roleWords.developer.title }).click()
    await expectAccessible(ada)
    await ada.getByRole('button', { name: 'Make developer' }).click()
    await expect(ada.getByRole('dialog')).toHaveCount(0)
    const vic = windows.get('library_view')
    await vic?.goto('/a/acme')
    await expect(vic?.getByRole('navigation').getByRole('link') ?? ada.locator('none')).toHaveText(
      sections.developer.sees,
    )
  })

  await test.step('suspension, an end date and removal too', async () => {
    const fay = windows.get('library_full')
    await fromMenuOf(ada, 'Fay Low', 'Suspend')
    await expect(ada.getByText('Suspended').first()).toBeVisible()
    await fay?.goto('/a/acme')
    await expect(fay?.getByText('suspended').first() ?? ada.locator('none')).toBeVisible()
    await fromMenuOf(ada, 'Fay Low', 'Reinstate')
    await expect(
      ada
        .getByRole('row', { name: /Fay Low/ })
        .getByText('Active')
        .filter({ visible: true }),
    ).toBeVisible()
    await fay?.reload()
    await expect(fay?.getByText(roleWords.library_full.title).first() ?? ada.locator('none')).toBeVisible()

    const rex = windows.get('library_restricted')
    await fromMenuOf(ada, 'Rex Noe', 'Remove')
    await expect(ada.getByRole('dialog').getByRole('region', { name: 'What changes' })).toContainText('Nobody gains')
    await expectAccessible(ada)
    await ada
      .getByRole('dialog')
      .getByRole('button', { name: /^Remove/ })
      .click()
    await expect(ada.getByRole('dialog')).toHaveCount(0)
    await rex?.goto('/a/acme')
    await expect(rex?.getByText(roleWords.library_restricted.title) ?? ada.locator('none')).toHaveCount(0)
  })

  await test.step('the log tells all of it in sentences', async () => {
    await ada.goto('/a/acme/log')
    await expect(ada.getByText(/Ada Ohm removed Rex Noe/)).toBeVisible()
    await expect(ada.getByText(/Ada Ohm suspended Fay Low/)).toBeVisible()
    await expectAccessible(ada)
    expect(await operator('audit', 'verify')).toMatch(/nothing is broken|whole|0 broken/i)
  })

  await test.step('a forgotten password is reset by mail, and every other session ends', async () => {
    const fin = windows.get('finance')
    const stranger = await window(browser)
    await stranger.goto('/forgot')
    await expectAccessible(stranger)
    await stranger.getByLabel('E-mail').fill('fin@acme.test')
    await stranger.getByRole('button', { name: /Send/ }).click()
    const mail = await sink.next('fin@acme.test', 'password')
    await stranger.goto(/https?:\S+\/reset#[\w-]+/.exec(mail.text ?? '')?.[0] ?? '')
    await stranger.getByLabel('New password').fill(`${password} again`)
    await expectAccessible(stranger)
    await stranger
      .getByRole('button', { name: /password/i })
      .last()
      .click()
    await expect(stranger.getByRole('heading', { level: 1, name: 'Acme', exact: true })).toBeVisible()
    await fin?.goto('/a/acme')
    await expect(fin?.getByRole('heading', { name: 'Sign in' }) ?? ada.locator('none')).toBeVisible()
  })
})
