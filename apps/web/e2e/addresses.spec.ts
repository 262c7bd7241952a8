// Whose address it is: a copied link proves nothing, a mailed one does, takes a sign-in over and ends its sessions; and
// an address changes once both sides have opened their mail.
import { expect, test } from '@playwright/test'
import { linkIn } from '@usher/api/testing/smtp-sink'
import { roleWords } from '@usher/domain'
import { expectAccessible } from './accessibility.ts'
import { accept, addUser, password, shownLink, signIn } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 300_000 })
const hers = 'another sentence of her own'

test.beforeAll(() =>
  usher().load(
    {
      name: 'Acme',
      plan: 'enterprise',
      people: [{ name: 'Ada Ohm', email: 'ada@acme.test', role: 'account_admin', password }],
    },
    {
      name: 'Blue',
      plan: 'enterprise',
      people: [{ name: 'Bo Lind', email: 'bo@blue.test', role: 'account_admin', password }],
    },
  ),
)

test('a sign-in made by a copied link is taken over by the mail alone', async ({ browser }) => {
  const { sink, load, window } = usher()
  const [ada, bo] = [await window(browser), await window(browser)]
  // Whoever it is that holds the link that Ada copied.
  const holder = await window(browser)
  await signIn(ada, 'ada@acme.test')
  await ada.getByRole('link', { name: 'People', exact: true }).click()
  await addUser(ada, 'cleo@studio.test', roleWords.library_view.title)
  await accept(holder, await shownLink(ada), 'Cleo Fox')

  await test.step('another account that she is in says what to do before it lets her in', async () => {
    const cleo = { name: 'Cleo Fox', email: 'cleo@studio.test', role: 'library_full' } as const
    await load({ name: 'Green', plan: 'enterprise', people: [cleo] })
    await holder.goto('/a/green')
    await expect(holder.getByRole('heading', { level: 1, name: 'Enter Green' })).toBeVisible()
    await expect(holder.getByText('Green has to know that cleo@studio.test is your address.')).toBeVisible()
    await expect(holder.getByRole('link', { name: 'Mail me a link' })).toHaveAttribute('href', '/forgot')
    await expectAccessible(holder)
  })

  await signIn(bo, 'bo@blue.test')
  await bo.getByRole('link', { name: 'People', exact: true }).click()
  await addUser(bo, 'cleo@studio.test', roleWords.library_full.title)
  const copied = await shownLink(bo)

  await test.step('the link that Bo copied is refused with a sentence, signed in or not', async () => {
    for (const page of [holder, await window(browser)]) {
      await page.goto(copied)
      await expect(page.getByRole('heading', { level: 1, name: 'Join Blue' })).toBeVisible()
      await expect(page.getByText('has to be opened from the mail')).toBeVisible()
      await expect(page.getByRole('button', { name: 'Join Blue' })).toHaveCount(0)
      await expectAccessible(page)
    }
  })

  await test.step('the mailed one sets a new password, and everybody else who was signed in as her is out', async () => {
    const mail = await sink.next('cleo@studio.test', 'Blue')
    const cleo = await window(browser)
    await cleo.goto(linkIn(mail, 'accept').link)
    await expect(cleo.getByText('nobody has shown yet that the address is theirs')).toBeVisible()
    await cleo.getByLabel('Password', { exact: true }).fill(hers)
    await expectAccessible(cleo)
    await cleo.getByRole('button', { name: 'Join Blue' }).click()
    await expect(cleo.getByRole('heading', { level: 1, name: 'Blue', exact: true })).toBeVisible()
    await cleo.goto('/a/green')
    await expect(cleo.getByRole('heading', { level: 1, name: 'Green', exact: true })).toBeVisible()

    await holder.goto('/a/acme')
    await expect(holder.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
    await signIn(holder, 'cleo@studio.test')
    await expect(holder.getByRole('alert')).toContainText('do not match')
  })
})

test('an address changes once the old and the new one have both confirmed', async ({ browser }) => {
  const { sink, window } = usher()
  const cleo = await window(browser)
  await signIn(cleo, 'cleo@studio.test', hers)
  await expect(cleo.getByRole('heading', { level: 1, name: 'Your accounts' })).toBeVisible()
  await expectAccessible(cleo)
  await cleo.goto('/profile')
  await cleo.getByLabel('New e-mail address').fill('cleo@fox.test')
  await cleo.getByRole('button', { name: 'Change e-mail' }).click()
  await expect(cleo.getByText('A mail is on its way to cleo@studio.test and one to cleo@fox.test')).toBeVisible()
  await expectAccessible(cleo)

  /** Whoever reads that mailbox need not be signed in. */
  const reader = await window(browser)
  const confirm = async (address: string, answer: RegExp) => {
    await reader.goto(linkIn(await sink.next(address, 'onfirm'), 'confirm-email').link)
    await reader.getByRole('button', { name: 'Yes, confirm' }).click()
    await expect(reader.getByText(answer)).toBeVisible()
    await expectAccessible(reader)
  }
  await test.step('one side alone changes nothing', async () => {
    await confirm('cleo@studio.test', /changes once the link in the other mail is confirmed/)
    await cleo.reload()
    await expect(cleo.getByText('cleo@studio.test', { exact: true })).toBeVisible()
  })
  await test.step('the other side changes it: the new address signs in, the old one does not', async () => {
    await confirm('cleo@fox.test', /from now on you sign in with the new address/)
    await cleo.reload()
    await expect(cleo.getByText('cleo@fox.test', { exact: true })).toBeVisible()
    await signIn(reader, 'cleo@studio.test', hers)
    await expect(reader.getByRole('alert')).toContainText('do not match')
    await signIn(reader, 'cleo@fox.test', hers)
    await expect(reader.getByText('cleo@fox.test').first()).toBeVisible()
    await expect(reader.getByRole('heading', { level: 1 })).not.toHaveText('Sign in')
  })
})
