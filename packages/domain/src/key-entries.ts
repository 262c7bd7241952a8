// What the log tells of API keys: the kinds of entries, and their sentences.
import { kind } from './audit-kind.ts'
import { scopesInWords, type KeyScopes } from './api-keys.ts'
import { named, type Words } from './log-words.ts'

/** A key as the log knows it; of its secret the beginning alone. */
export interface KeyShape {
  name: string
  prefix: string
  /** Null: a standard key. */
  scopes: KeyScopes
  endsAt: string | null
}
const row = { on: 'key', scope: 'account', changes: 'rights' } as const

export const keyKinds = {
  'key.created': kind<KeyShape>()(row),
  'key.changed': kind<KeyShape>()(row),
  /** `oldUntil`: how long the old secret goes on working; null: no longer. */
  'key.rolled': kind<{ name: string; prefix: string; oldUntil?: string | null }>()(row),
  'key.disabled': kind<{ name: string; isDisabled: boolean }>()(row),
  'key.enabled': kind<{ name: string; isDisabled: boolean }>()(row),
  'key.deleted': kind<KeyShape>()(row),
}

const theKey = (name: string | undefined): string => (name ? `the API key ${named(name)}` : 'an API key')
const may = (scopes: KeyScopes | undefined): string => (scopes === undefined ? '' : ` (${scopesInWords(scopes)})`)

export const keySentences: { [K in keyof typeof keyKinds]: Words<K> } = {
  'key.created': {
    title: 'API key created',
    says: ({ who, is, moment }) =>
      `${who} created ${theKey(is.name)}${may(is.scopes)}${is.endsAt ? `, until ${moment(is.endsAt)}` : ''}`,
  },
  'key.changed': {
    title: 'API key changed',
    says: ({ who, was, is, moment }) => {
      const parts = [
        is.name !== was.name && `name ${named(is.name ?? '')}`,
        JSON.stringify(is.scopes) !== JSON.stringify(was.scopes) && `scope ${scopesInWords(is.scopes ?? null)}`,
        is.endsAt !== was.endsAt && (is.endsAt ? `end ${moment(is.endsAt)}` : 'no end'),
      ].filter((part) => part !== false)
      return `${who} changed ${theKey(was.name ?? is.name)}${parts.length ? `: ${parts.join(', ')}` : ''}`
    },
  },
  'key.rolled': {
    title: 'API key rolled',
    says: ({ who, is, moment }) =>
      `${who} rolled ${theKey(is.name)}: ${is.oldUntil ? `its old secret works until ${moment(is.oldUntil)}` : 'its old secret works no longer'}`,
  },
  'key.disabled': { title: 'API key disabled', says: ({ who, is }) => `${who} disabled ${theKey(is.name)}` },
  'key.enabled': { title: 'API key enabled', says: ({ who, is }) => `${who} enabled ${theKey(is.name)}` },
  'key.deleted': { title: 'API key deleted', says: ({ who, was }) => `${who} deleted ${theKey(was.name)}` },
}
