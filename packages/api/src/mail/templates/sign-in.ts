// Mails about a person's own sign-in: a new password, another address. A link goes only to the address that it is
// about, so each is checked against the sign-in as it is now: it may have changed since the mail was asked for.
import { emailKey, type UserId } from '@usher/domain'
import { secretHours } from '../../session/secrets.ts'
import { inWords } from '../letter.ts'
import type { Composing, Template } from './composing.ts'

type AboutPerson = Composing<'reset' | 'email_old' | 'password_changed' | 'test'>

const person = ({ db, about }: AboutPerson) =>
  db
    .selectFrom('user')
    .select(['id', 'name', 'email', 'email_key'])
    .where('id', '=', about.userId as UserId) // an id that putInOutbox was given
    .where('erased_at', 'is', null)
    .executeTakeFirst()

/** The person, as long as this is still their address. */
async function stillTheirs(at: AboutPerson) {
  const user = await person(at)
  return user?.email_key === emailKey(at.to.email) ? user : null
}

const openChange = ({ db, now, about }: Composing<'email_old' | 'email_new'>) =>
  db
    .selectFrom('email_change as c')
    .innerJoin('user as u', 'u.id', 'c.user_id')
    .select([
      'c.user_id',
      'c.email',
      'c.email_key',
      'c.old_confirmed_at',
      'c.new_confirmed_at',
      'u.name',
      'u.email as present',
    ])
    .where('c.user_id', '=', about.userId as UserId) // an id that putInOutbox was given
    .where('c.expires_at', '>', now)
    .executeTakeFirst()

const hours = (n: number): string => (n === 1 ? 'one hour' : `${n} hours`)

export const reset: Template<'reset'> = async (at) => {
  const user = await stillTheirs(at)
  if (!user) return { dropped: 'this address has no sign-in any more' }
  const token = await at.mint('reset', { user_id: user.id, email: user.email })
  return {
    subject: 'Choose a new password',
    blocks: [
      `Hello ${user.name},`,
      `a new password was asked for, for the sign-in ${user.email}.`,
      { button: 'Choose a new password', link: `${at.house.publicUrl}/reset#${token}` },
      `The link works once, for ${hours(secretHours.reset)}. Whoever is signed in as you is signed out when the new password is set.`,
      'If you did not ask for it, do nothing: your password stays as it is.',
    ],
    because: 'You get this because somebody typed this address under “Forgotten password”.',
  }
}

export const emailOld: Template<'email_old'> = async (at) => {
  const [user, change] = [await stillTheirs(at), await openChange(at)]
  if (!user || !change) return { dropped: 'this change of address is over' }
  if (change.old_confirmed_at) return { dropped: 'this side is confirmed already' }
  const token = await at.mint('email_old', { user_id: user.id, email: change.email })
  return {
    subject: 'Confirm your new e-mail address',
    blocks: [
      `Hello ${user.name},`,
      `somebody who is signed in as you wants to sign in with another address from now on: ${change.email} instead of ${user.email}.`,
      { button: 'Yes, change it', link: `${at.house.publicUrl}/confirm-email#${token}` },
      `It changes once both addresses have confirmed it. The link works for ${hours(secretHours.email_old)}.`,
      'If this was not you, do nothing, and your address stays. Change your password then, and end your other sessions: somebody was signed in as you.',
    ],
    because: 'You get this because this is the address of your sign-in.',
  }
}

export const emailNew: Template<'email_new'> = async (at) => {
  const change = await openChange(at)
  if (!change || change.email_key !== emailKey(at.to.email)) return { dropped: 'this change of address is over' }
  if (change.new_confirmed_at) return { dropped: 'this side is confirmed already' }
  const token = await at.mint('email_new', { user_id: change.user_id, email: change.email })
  return {
    subject: 'Confirm your new e-mail address',
    blocks: [
      `Hello ${change.name},`,
      `you asked to sign in as ${change.email} from now on. Confirm that this address is yours:`,
      { button: 'This is my address', link: `${at.house.publicUrl}/confirm-email#${token}` },
      `It changes once your present address has confirmed it too: a mail went there as well. The link works for ${hours(secretHours.email_new)}.`,
      'If you know nothing of this, do nothing: nobody can use your address without this link.',
    ],
    because: 'You get this because somebody gave this address as their new one.',
  }
}

export const emailTaken: Template<'email_taken'> = async ({ to, house }) => ({
  subject: 'This address has a sign-in already',
  blocks: [
    `Somebody asked to sign in as ${to.email} from now on. This address has a sign-in already, so nothing was changed.`,
    'If it was you: sign in with this address. If you do not know its password any more, choose “Forgotten password” on the sign-in page.',
    { button: 'To the sign-in page', link: `${house.publicUrl}/` },
    'If it was not you, there is nothing to do. Whoever asked was told nothing about your sign-in.',
  ],
  because: 'You get this because somebody gave this address as their new one.',
})

/** Goes out also when the address was changed since: whoever took a sign-in over must not be able to silence it. */
export const passwordChanged: Template<'password_changed'> = async (at) => {
  const user = await person(at)
  if (!user) return { dropped: 'this person has no sign-in any more' }
  return {
    subject: 'Your password was changed',
    blocks: [
      `Hello ${user.name},`,
      `the password of your sign-in ${at.to.email} was changed on ${inWords(at.to.at)}. Every other session of yours has ended.`,
      'If it was you, there is nothing to do.',
      'If it was not you: choose “Forgotten password” on the sign-in page now, set a new one, and tell an administrator.',
      { button: 'To the sign-in page', link: `${at.house.publicUrl}/` },
    ],
    because: 'You get this because this is the address of your sign-in.',
  }
}

export const test: Template<'test'> = async (at) => {
  const user = await stillTheirs(at)
  if (!user) return { dropped: 'this address has no sign-in any more' }
  return {
    subject: 'Test mail: it arrived',
    blocks: [
      `Hello ${user.name},`,
      `this is the test mail that you asked for on ${inWords(at.to.at)}. Mail from ${at.house.publicUrl} arrives at ${user.email}.`,
    ],
    because: 'You get this because you asked for a test mail.',
  }
}
