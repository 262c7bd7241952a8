// Mails about an account and its people: an invitation, an end that comes near, what is asked of the operator.
import {
  emailKey,
  invitationStateAt,
  limitsOf,
  roleWords,
  statusAt,
  type InvitationId,
  type MemberId,
  type RequestId,
} from '@usher/domain'
import { invitationLink } from '../../invitations/pending.ts'
import { inWords } from '../letter.ts'
import type { Template } from './composing.ts'

export const invitation: Template<'invitation'> = async ({ db, house, now, about, to, mint }) => {
  const invited = await db
    .selectFrom('invitation as i')
    .innerJoin('account as a', 'a.id', 'i.account_id')
    .leftJoin('member_person as m', (j) =>
      j.onRef('m.id', '=', 'i.invited_by').onRef('m.account_id', '=', 'i.account_id'),
    )
    .select([
      'i.id',
      'i.account_id',
      'i.email',
      'i.name',
      'i.role',
      'i.ends_at',
      'i.status',
      'i.expires_at',
      'a.name as account',
      'a.time_zone',
      'm.name as inviter',
    ])
    .where('i.id', '=', about.invitationId as InvitationId) // an id that putInOutbox was given
    .executeTakeFirst()
  const state = invited ? invitationStateAt({ status: invited.status, expiresAt: invited.expires_at }, now) : 'revoked'
  if (!invited || state !== 'pending') return { dropped: `this invitation is ${state}` }
  if (invited.email !== to.email) return { dropped: 'this invitation is for another address' }
  const role = roleWords[invited.role]
  const token = await mint('invitation', {
    account_id: invited.account_id,
    invitation_id: invited.id,
    email: invited.email,
  })
  return {
    subject: invited.inviter
      ? `${invited.inviter} invites you to ${invited.account}`
      : `You are invited to ${invited.account}`,
    blocks: [
      invited.name ? `Hello ${invited.name},` : 'Hello,',
      invited.inviter
        ? `${invited.inviter} invites you to the media library of ${invited.account}.`
        : `you are invited to the media library of ${invited.account}.`,
      {
        rows: [
          ['Account', invited.account],
          ['Your role', `${role.title}. ${role.explains}`],
          ...(invited.ends_at ? [['Your access ends', inWords(invited.ends_at, invited.time_zone)] as const] : []),
          ['Invitation for', invited.email],
          ['Open until', inWords(invited.expires_at, invited.time_zone)],
        ],
      },
      { button: 'Look at the invitation', link: invitationLink(house, token) },
      'Opening the link accepts nothing; you decide on the page that it opens.',
      'The link is for you alone: do not pass this mail on. If you expected no invitation, do nothing, and it expires.',
    ],
    because: `You get this because an administrator of ${invited.account} invited this address.`,
  }
}

export const memberEnds: Template<'member_ends'> = async ({ db, house, now, about, to }) => {
  const member = await db
    .selectFrom('member_person as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select(['m.name', 'm.email', 'm.email_key', 'm.status', 'm.ends_at', 'a.name as account', 'a.slug'])
    .select('a.time_zone')
    .where('m.id', '=', about.memberId as MemberId) // an id that putInOutbox was given
    .executeTakeFirst()
  if (member?.ends_at?.toISOString() !== about.endsAt) return { dropped: 'this end does not stand any more' }
  if (statusAt({ status: member.status, endsAt: member.ends_at }, now) !== 'active')
    return { dropped: 'this member is out already' }
  const end = inWords(member.ends_at, member.time_zone)
  if (member.email_key === emailKey(to.email))
    return {
      subject: `Your access to ${member.account} ends soon`,
      blocks: [
        `Hello ${member.name},`,
        `your access to ${member.account} ends on ${end}. From that moment on you cannot enter this account; your sign-in and other accounts stay.`,
        'If you need it for longer, ask an administrator of the account before that.',
      ],
      because: `You get this because you are a member of ${member.account}.`,
    }
  return {
    subject: `${member.name}’s access to ${member.account} ends soon`,
    blocks: [
      `The access of ${member.name} (${member.email}) to ${member.account} ends on ${end}.`,
      'If it is to end then, there is nothing to do. If not, set another end date, or none, under People.',
      { button: `Open ${member.account}`, link: `${house.publicUrl}/a/${member.slug}` },
    ],
    because: `You get this because you administer ${member.account}.`,
  }
}

const requestOf = (db: Parameters<Template<'request'>>[0]['db'], id: string) =>
  db
    .selectFrom('request as r')
    .innerJoin('account as a', 'a.id', 'r.account_id')
    .leftJoin('member_person as m', (j) => j.onRef('m.id', '=', 'r.made_by').onRef('m.account_id', '=', 'r.account_id'))
    .selectAll('r')
    .select(['a.name as account', 'a.slug', 'a.plan', 'a.limits', 'm.name as asker', 'm.email as askerEmail'])
    .where('r.id', '=', id as RequestId) // an id that putInOutbox was given
    .executeTakeFirst()

export const request: Template<'request'> = async ({ db, about }) => {
  const asked = await requestOf(db, about.requestId)
  if (!asked || asked.answered_at) return { dropped: 'this request is answered' }
  return {
    subject: `${asked.account} asks for ${asked.wanted} ${asked.limit_name} (request ${asked.number})`,
    blocks: [
      `${asked.account} asks for more ${asked.limit_name}.`,
      {
        rows: [
          ['Request', String(asked.number)],
          ['Account', `${asked.account} (${asked.slug})`],
          ['Asked for', `${asked.wanted} ${asked.limit_name}`],
          ['So far', `${limitsOf(asked.plan, asked.limits)[asked.limit_name]} ${asked.limit_name}`],
          ['By', asked.asker ? `${asked.asker} (${asked.askerEmail ?? ''})` : 'somebody who has left since'],
          ['On', inWords(asked.made_at)],
        ],
      },
      ...(asked.words ? ['In their words:', { quote: asked.words }] : []),
      'Answer it on the machine that runs Usher:',
      { command: `npx -y pnpm@12 operator requests answer ${asked.number}` },
    ],
    because: 'You get this because OPERATOR_EMAIL names this address.',
  }
}

export const requestAnswered: Template<'request_answered'> = async ({ db, house, about }) => {
  const asked = await requestOf(db, about.requestId)
  if (!asked?.answered_at) return { dropped: 'this request is not answered' }
  const wish = `${asked.wanted} ${asked.limit_name}`
  return {
    subject: asked.granted
      ? `${asked.account} now has more ${asked.limit_name}`
      : `Your request for ${wish} was answered`,
    blocks: [
      asked.granted
        ? `You asked for ${wish} for ${asked.account}. It was granted: there are ${limitsOf(asked.plan, asked.limits)[asked.limit_name]} ${asked.limit_name} now.`
        : `You asked for ${wish} for ${asked.account}. It was not granted.`,
      ...(asked.answer ? ['The operator’s answer:', { quote: asked.answer }] : []),
      { button: `Open ${asked.account}`, link: `${house.publicUrl}/a/${asked.slug}` },
    ],
    because: `You get this because you asked for it in ${asked.account}.`,
  }
}
