// One template for every mail of the outbox; a mail without one does not compile.
import type { Letter } from '../letter.ts'
import type { Mails, MailTemplate } from '../outbox.ts'
import { alert } from './alerts.ts'
import { accessEnds } from './access-ends.ts'
import { accessAnswered, accessAsked } from './access-requests.ts'
import { invitation, memberEnds, request, requestAnswered } from './accounts.ts'
import { invoiceDue, invoiceIssued } from './billing.ts'
import { accountDeleted, accountErasedSoon } from './deletion.ts'
import type { Composing, Dropped, Template } from './composing.ts'
import { shared } from './sharing.ts'
import { emailNew, emailOld, emailTaken, passwordChanged, reset, test } from './sign-in.ts'

const templates: { [T in MailTemplate]: Template<T> } = {
  invitation,
  reset,
  email_old: emailOld,
  email_new: emailNew,
  email_taken: emailTaken,
  password_changed: passwordChanged,
  member_ends: memberEnds,
  request,
  request_answered: requestAnswered,
  shared,
  access_asked: accessAsked,
  access_answered: accessAnswered,
  access_ends: accessEnds,
  invoice_issued: invoiceIssued,
  invoice_due: invoiceDue,
  alert,
  account_deleted: accountDeleted,
  account_erased_soon: accountErasedSoon,
  test,
}

const isTemplate = (name: string): name is MailTemplate => Object.hasOwn(templates, name)

/** Writes a mail as it stands in the outbox. Throws for a template that this version does not have. */
export function compose(
  template: string,
  at: Omit<Composing<MailTemplate>, 'about'> & { about: Record<string, string> },
): Promise<Letter | Dropped> {
  if (!isTemplate(template)) throw new Error(`there is no mail “${template}” in this version`)
  // `putInOutbox` wrote template and facts together, typed by `Mails`; the database gives them back untied.
  const write = templates[template] as Template<MailTemplate>
  return write({ ...at, about: at.about as unknown as Mails[MailTemplate] } as Composing<MailTemplate>)
}
