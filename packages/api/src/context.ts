// What every request brings along, and what a handler gets to know of it.
import type { AccountId, Acting, Actor, KeyId, MemberId, SessionId, UserId, Weighed } from '@usher/domain'
import type { PriceList } from './billing/price-list.ts'
import type { Handle } from './db/connect.ts'
import type { Looker } from './renditions/looker.ts'
import type { Parts } from './storage/parts.ts'
import type { Storage } from './storage/bytes.ts'
import type { Use } from './usage/count-usage.ts'

/** The installation, as handlers need it: made once at start. */
export interface House {
  /** Where people reach it; links in mails and the only accepted origin. No slash at the end. */
  publicUrl: string
  /** Does mail really go out, or is it written to files that only the operator can read? */
  mail: 'smtp' | 'files'
  operatorEmail: string | null
  /** What plans cost, and whoever sells them. */
  prices: PriceList
  auditKey: Buffer
  deviceKey: Buffer
  /** The bytes of files. */
  storage: Storage
  /** Bytes that are still being sent. */
  parts: Parts
  /** Opens what people send, to draw it: in a process of its own, one at a time. */
  looker: Looker
  /** A request of this session was answered; kept for seconds, then written: never a change. */
  seen(at: Date, session: SessionId, member: { accountId: AccountId; memberId: MemberId } | null): void
  /** A call with this key was answered; kept for seconds like that. */
  keyUsed(at: Date, keyId: KeyId): void
  /** Something of an account was used; counted in memory for seconds like that. */
  counts(at: Date, use: Use): void
  /** A line for whoever runs the server. */
  say(line: string): void
}

/** The raw facts of one HTTP request. Who asks is read from them by each door anew, also within a batch. */
export interface Asking {
  handle: Handle
  house: House
  id: string
  ip: string
  userAgent: string
  sessionToken: string | null
  deviceToken: string | null
  /** What stands behind `Bearer` in the header `authorization`: a program asks. Then the session counts for nothing. */
  keySecret: string | null
  /** The account's part of the address, from the header `usher-account`. */
  account: string | null
  /** Behind it in the address, after a `~`: the id of a viewing (view-as/). */
  viewing: string | null
  /** How many procedures this request calls. */
  calls: number
  /** Sets a header of the answer. */
  setHeader(name: string, value: string): void
  /** Sets or (null) removes a cookie in the answer. */
  setCookie(name: CookieName, value: string | null): void
}
export type CookieName = 'session' | 'device'

/** What the session and the named account say about who asks, read in one statement with the clock. */
export interface Who {
  actor: Actor
  now: Date
  /** Of a key: how many calls it may make a minute. */
  calls?: number
  /** The person behind the session, if any. */
  person: { userId: UserId; sessionId: SessionId; name: string; email: string; passwordAt: Date } | null
  /** Why the named account did not let the person in. */
  refused: 'no_member' | null
  asks: ('address' | 'password')[]
}

/** The same of whoever can change something. */
export type ActingWho = Who & { actor: Acting }

/** What every handler's ctx has. */
export interface Base {
  handle: Handle
  house: House
  now: Date
  requestId: string
  /** The request itself: address, device, cookies. Its handle stands outside the transaction of a change. */
  asking: Asking
  /** In a preview: takes what the change changes for whom (weigh.ts). Null in the change itself. */
  weighs: ((weighed: Weighed) => void) | null
}
export interface InAccount {
  handle: Handle
  accountId: AccountId
}
export interface OfUser {
  handle: Handle
  userId: UserId
}
