// Asking for access: Fay follows a link to something that she may not see and asks; Ada has a count, a queue, a dot and a
// mail, and gives it until a day; Fay is in. What is declined comes with a word and without a name.
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'
import { accessOf, acmeWithFreelancers, enter, inList, openNew, panel, title, toast } from './in-library.ts'
import { clientOf, fromMenuOf } from './steps.ts'
import { startUsher } from './usher.ts'

const usher = startUsher({ mail: true })
test.describe.configure({ mode: 'serial', timeout: 600_000 })
test.beforeAll(() => usher().load(acmeWithFreelancers))

const main = (page: Page) => page.getByRole('navigation', { name: 'Main' })
const queue = (page: Page) => page.getByRole('list', { name: 'Access requests' })
const own = (page: Page) => page.getByRole('list', { name: 'Asked for by you' })
const sent = 'Sent. If it exists and can be shared, whoever can share it has been asked.'
/** The mail to this address with this subject, once it has come. */
async function mailTo(address: string, subject: string): Promise<string> {
  const find = () =>
    usher()
      .sink.mails()
      .find((m) => m.recipients.includes(address) && m.subject === subject)
  await expect.poll(find).toBeTruthy()
  return find()?.text ?? ''
}
const linkIn = (text: string, path: string) => new RegExp(`https?:\\S+${path}\\S*`).exec(text)?.[0] ?? ''

test('Fay asks for a folder that she may not see; Ada gives it until a day, and Fay is in', async ({ browser }) => {
  const { window } = usher()
  const ada = await enter(await window(browser), 'ada@acme.test')
  const fay = await enter(await window(browser), 'fay@acme.test')
  const marketing = await openNew(ada, 'Marketing')
  const asAda = await clientOf(ada, 'acme')
  const { id: spring } = await asAda.library.createFolder.mutate({ folderId: marketing, name: 'Spring' })

  await test.step('a link leads to a page that names nothing, and asks for what it names', async () => {
    await fay.goto(`/a/acme/library?folder=${spring}`)
    await expect(title(fay, 'Not for this sign-in')).toBeVisible()
    await expect(fay.getByText('Spring')).toHaveCount(0)
    await expectAccessible(fay)
    await fay.getByRole('button', { name: 'Request access' }).click()
    const dialog = fay.getByRole('dialog', { name: 'Request access' })
    await dialog.getByRole('radio', { name: 'Can contribute' }).check()
    await dialog.getByLabel(/^Why you need it/).fill('For the brochure')
    await expectAccessible(fay)
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(dialog.getByText(sent)).toBeVisible()
    await expectAccessible(fay)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
  })
  await test.step('of what never was it is told the same', async () => {
    for (const address of [
      `library?folder=${crypto.randomUUID()}`,
      `library?look=${crypto.randomUUID()}`,
      `collections/${crypto.randomUUID()}`,
    ]) {
      await fay.goto(`/a/acme/${address}`)
      await fay.getByRole('button', { name: 'Request access' }).click()
      const dialog = fay.getByRole('dialog', { name: 'Request access' })
      await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
      await expect(dialog.getByText(sent)).toBeVisible()
    }
  })
  await test.step('under “My access” all of it looks the same, can be withdrawn, and taken up again', async () => {
    await fay.goto('/a/acme/my-access')
    await expect(own(fay).getByRole('listitem')).toHaveCount(4)
    await expect(own(fay).getByText('Something that you do not see')).toHaveCount(4)
    await expect(own(fay).getByText('Waiting')).toHaveCount(4)
    await expectAccessible(fay)
    const withdraw = own(fay).getByRole('button', { name: /^Withdraw/ })
    await withdraw.first().click()
    await expect(own(fay).getByRole('listitem')).toHaveCount(3)
    await toast(fay, 'You withdrew the request.').getByRole('button', { name: 'Undo' }).click()
    await expect(own(fay).getByRole('listitem')).toHaveCount(4)
    await withdraw.first().click()
    await expect(own(fay).getByRole('listitem')).toHaveCount(3)
  })
  await test.step('Ada has a mail whose link leads to the queue, and a count in her navigation', async () => {
    const text = await mailTo('ada@acme.test', 'Fay Low asks for access to “Spring”')
    expect(text).toContain('> For the brochure')
    await ada.goto(linkIn(text, '/access-requests'))
    await expect(title(ada, 'Access requests')).toBeVisible()
    await expect(main(ada).getByRole('link', { name: 'Access requests' })).toContainText('1 waiting')
    await expect(queue(ada).getByRole('listitem')).toHaveCount(1)
    await expect(queue(ada)).toContainText('For the brochure')
    await expect(queue(ada)).toContainText('in /Marketing')
    await expectAccessible(ada)
  })
  await test.step('where she shares the folder is a dot, and the request above all else', async () => {
    await ada.goto(`/a/acme/library?folder=${marketing}&details=${spring}&tab=access`)
    await expect(panel(ada).getByRole('button', { name: /^Share\s*\(somebody asks for access\)/ })).toBeVisible()
    await ada.getByRole('button', { name: 'Actions for Spring' }).click()
    await ada.getByRole('menuitem', { name: /^Share\s*\(somebody asks for access\)/ }).click()
    const share = ada.getByRole('dialog', { name: 'Share Spring' })
    await expect(share.getByRole('region', { name: 'Who asks for access' })).toContainText('Fay Low')
    await expectAccessible(ada)
    await share.getByRole('button', { name: 'Approve: Fay Low' }).click()
    const approve = ada.getByRole('dialog', { name: 'Give Fay Low access to Spring' })
    await expect(approve.getByRole('radio', { name: 'Can contribute' })).toBeChecked()
    await approve.getByRole('button', { name: 'End date' }).click()
    await ada.getByRole('button', { name: 'In a week' }).click()
    await expect(ada.getByRole('button', { name: 'Take this time' })).toHaveCount(0)
    await expectAccessible(ada)
    await approve.getByRole('button', { name: 'Approve' }).click()
    await expect(toast(ada, 'Fay Low on Spring: Can contribute until')).toBeVisible()
    await expect(share.getByRole('region', { name: 'Who asks for access' })).toHaveCount(0)
    await expect(accessOf(share, 'Fay Low')).toHaveText('Can contribute')
    await ada.keyboard.press('Escape')
    await expect(panel(ada).getByRole('button', { name: 'Share', exact: true })).toBeVisible()
  })
  await test.step('Fay has a mail whose link leads in', async () => {
    const text = await mailTo('fay@acme.test', 'You have access to “Spring”')
    expect(text).toContain('Your access to it ends')
    await fay.goto(linkIn(text, '/library'))
    await expect(title(fay, 'Spring')).toBeVisible()
    await expect(fay.getByRole('button', { name: 'New folder' }).first()).toBeVisible()
    await fay.goto('/a/acme/my-access')
    const approved = own(fay).getByRole('listitem').filter({ hasText: 'Approved' })
    await expect(approved.getByRole('link', { name: 'Spring' })).toBeVisible()
    await expect(approved.getByRole('button')).toHaveCount(0)
  })
})

test('what is declined comes with a word; seeing it at a lower level, one asks for more; and what one owns, one answers', async ({
  browser,
}) => {
  const { window } = usher()
  const ada = await enter(await window(browser), 'ada@acme.test')
  const fay = await enter(await window(browser), 'fay@acme.test')
  const gil = await enter(await window(browser), 'gil@acme.test')
  const secret = await openNew(ada, 'Secret')

  await test.step('declined with a word, which comes by mail without the name of the thing', async () => {
    await gil.goto(`/a/acme/library?folder=${secret}`)
    await gil.getByRole('button', { name: 'Request access' }).click()
    await gil.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(gil.getByText(sent)).toBeVisible()
    await ada.goto('/a/acme/access-requests')
    await queue(ada).getByRole('button', { name: 'Decline: Gil Poe, Secret' }).click()
    const decline = ada.getByRole('dialog', { name: 'Decline Gil Poe’s request for Secret' })
    await decline.getByLabel(/^A word for them/).fill('Not before Friday')
    await expectAccessible(ada)
    await decline.getByRole('button', { name: 'Decline', exact: true }).click()
    await expect(toast(ada, 'Declined: Gil Poe was told.')).toBeVisible()
    await expect(ada.getByText('Nobody waits for an answer.')).toBeVisible()
    await expectAccessible(ada)
    const text = await mailTo('gil@acme.test', 'Your request for access was declined')
    expect(text).toContain('> Not before Friday')
    expect(text).not.toMatch(/Secret|Ada/)
    await gil.goto('/a/acme/my-access')
    await expect(own(gil).getByRole('listitem')).toHaveText(
      /^Something that you do not see.*Declined.*Not before Friday$/,
    )
    await expectAccessible(gil)
  })
  await test.step('what is withdrawn is gone from the queue', async () => {
    await (await clientOf(gil, 'acme')).accessRequests.make.mutate({ thingId: secret, level: 'view', words: 'Again' })
    await ada.reload()
    await expect(queue(ada)).toContainText('Again')
    await gil.reload()
    await own(gil).getByRole('button', { name: 'Withdraw the request for Something that you do not see' }).click()
    await expect(own(gil).getByRole('listitem')).toHaveCount(1)
    await ada.reload()
    await expect(ada.getByText('Nobody waits for an answer.')).toBeVisible()
  })
  await test.step('whoever owns the thing has it in their navigation while somebody asks, and answers it', async () => {
    await fay.goto('/a/acme/shared')
    await expect(main(fay).getByRole('link', { name: 'Access requests' })).toHaveCount(0)
    const asFay = await clientOf(fay, 'acme')
    const { assets } = await asFay.library.shared.query({})
    const spring = assets.find((a) => a.name === 'Spring')?.id ?? ''
    const { id: waves } = await asFay.library.createFolder.mutate({ folderId: spring, name: 'Waves' })
    await gil.goto(`/a/acme/ask?thing=${waves}&level=view`)
    await expect(title(gil, 'Request access')).toBeVisible()
    await expectAccessible(gil)
    await gil.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(gil.getByText(sent)).toBeVisible()
    await mailTo('fay@acme.test', 'Gil Poe asks for access to “Waves”')
    await fay.reload()
    await main(fay).getByRole('link', { name: 'Access requests' }).click()
    await expect(queue(fay)).toContainText('in /Spring')
    await queue(fay).getByRole('button', { name: 'Approve: Gil Poe, Waves' }).click()
    await fay.getByRole('button', { name: 'Approve', exact: true }).click()
    // What one owns has no end, though what let her make it has one.
    await expect(toast(fay, 'Gil Poe on Waves: Can view.')).toBeVisible()
  })
  await test.step('what one sees at a lower level, one asks more of in the panel', async () => {
    await gil.goto('/a/acme/shared')
    await inList(gil, 'Waves').click()
    await expect(title(gil, 'Waves')).toBeVisible()
    const { id } = await (
      await clientOf(fay, 'acme')
    ).library.createFolder.mutate({
      folderId: new URL(gil.url()).searchParams.get('folder'),
      name: 'Foam',
    })
    await gil.goto(`${gil.url()}&details=${id}&tab=details`)
    await panel(gil).getByRole('button', { name: 'Ask for more access' }).click()
    const dialog = gil.getByRole('dialog', { name: 'Ask for more access' })
    await expect(dialog.getByRole('radio', { name: 'Can contribute' })).toBeChecked()
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(dialog.getByText(sent)).toBeVisible()
    await fay.reload()
    await expect(queue(fay)).toContainText('has “Can view” so far')
  })
  await test.step('whoever has the library by their role has nothing to ask for', async () => {
    await ada.goto(`/a/acme/library?folder=${crypto.randomUUID()}`)
    await expect(title(ada, 'Not for this sign-in')).toBeVisible()
    await expect(ada.getByRole('button', { name: 'Request access' })).toHaveCount(0)
    await ada.goto('/a/acme/library')
    await fromMenuOf(ada, 'Secret', 'Share')
    await expect(ada.getByRole('dialog', { name: 'Share Secret' })).toBeVisible()
    await expect(ada.getByRole('region', { name: 'Who asks for access' })).toHaveCount(0)
  })
})
