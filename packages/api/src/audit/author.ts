// Who acts, in the words of the chain: the person or the key behind a request, or whoever has the shell.
import type { ActingWho, Asking } from '../context.ts'
import type { Author } from './append.ts'

export const authorOf = ({ actor, person }: ActingWho, asking: Pick<Asking, 'ip' | 'userAgent'>): Author => ({
  kind: actor.kind,
  userId: person?.userId ?? null,
  memberId: actor.kind === 'member' ? actor.memberId : null,
  ...(actor.kind === 'key' && { keyId: actor.keyId }),
  personal: {
    name: actor.kind === 'key' ? actor.name : (person?.name ?? null),
    email: person?.email ?? null,
    ip: asking.ip,
    device: asking.userAgent,
  },
})

/** The product itself, in what a rule has it do without anybody asking. */
export const usherAuthor: Author = {
  kind: 'usher',
  userId: null,
  memberId: null,
  personal: { name: 'Usher', email: null, ip: null, device: null },
}

/** The person with shell access, through the command line. */
export const operatorAuthor: Author = {
  kind: 'operator',
  userId: null,
  memberId: null,
  personal: { name: 'Operator', email: null, ip: null, device: null },
}
