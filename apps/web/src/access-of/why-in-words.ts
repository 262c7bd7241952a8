// Why somebody gets to a thing, in sentences: each path, who gave it and until when, and what would have to go to end it.
import type { Outputs } from '@usher/client'
import { levelWords } from '@usher/domain'
import { placeInWords } from '../grants/access-in-words.ts'
import { dayInWords, momentInWords } from '../ui/in-words.ts'

export type Why = Outputs['accessOf']['explain']
export type WhyPath = Why['paths'][number]

/** Whom it is told about: by name, or the reader. */
export interface About {
  name: string
  isMe: boolean
}
const their = ({ isMe }: About) => (isMe ? 'your' : 'their')

/** "Fay Low can view Spring." */
export function whyInShort({ level, nothing }: Why, { name, isMe }: About, thing: string): string {
  const who = isMe ? 'You' : name
  if (level) return `${who} ${levelWords[level].title.toLowerCase()} ${thing}.`
  switch (nothing) {
    case 'role':
      return `${who} ${isMe ? 'do' : 'does'} not get to ${thing}: ${their({ name, isMe })} role has no library.`
    case 'cannot_enter':
      return `${who} ${isMe ? 'do' : 'does'} not get to ${thing} now, and cannot enter the account. What was given is kept.`
    case 'no_path':
    case null:
      return `${who} ${isMe ? 'do' : 'does'} not get to ${thing}: nothing that holds now leads there.`
    default:
      return nothing satisfies never
  }
}

/** Through what it comes: "Through Agency A, on /Marketing". */
export function pathInWords(path: WhyPath, about: About): string {
  switch (path.by) {
    case 'role':
      return `By ${their(about)} role, which has the whole library`
    case 'ownership': {
      const place = placeInWords(path.from)
      return place ? `As owner of ${place}, and so of everything inside` : 'As its owner'
    }
    case 'grant': {
      const place = placeInWords(path.from)
      if (path.group) return `Through the group ${path.group}${place ? `, on ${place}` : ''}`
      const whom = about.isMe ? 'you' : 'them'
      return place ? `Given to ${whom} on ${place}` : `Given to ${whom} on it`
    }
    case 'collection': {
      const place = placeInWords(path.from)
      const through = path.collection ? `Through the collection ${path.collection}` : 'Through a collection'
      const group = path.given?.group ? `, which was given to the group ${path.given.group}` : ''
      return `${through}${place ? `, which has ${place}` : ''}${group}`
    }
    default:
      return path satisfies never
  }
}

/** Who gave it, when, and until when: "from Ada Ohm, 3 May 2027 · until 5 May 2027, 18:00". Null where nobody gave it. */
export function givenInWords(path: WhyPath, about: About): string | null {
  const given = path.by === 'grant' ? path : path.by === 'collection' ? path.given : null
  if (!given) return null
  const { givenBy, givenAt, endsAt, endsBy } = given
  const from = givenBy ? `from ${givenBy}, ${dayInWords(givenAt)}` : `given ${dayInWords(givenAt)}`
  if (!endsAt) return from
  const whose = endsBy === 'membership' ? `, when ${their(about)} place in the group ends` : ''
  return `${from} · until ${momentInWords(endsAt)}${whose}`
}

/** What would have to go for this path to end. */
export function endInWords(path: WhyPath, about: About, thing: string): string {
  switch (path.by) {
    case 'role':
      return `${their(about)} role`
    case 'ownership':
      return `${their(about)} ownership of ${placeInWords(path.from) ?? thing}`
    case 'grant': {
      const on = placeInWords(path.from) ?? thing
      return path.group
        ? `what ${path.group} was given on ${on}, or ${their(about)} place in that group`
        : `what ${about.isMe ? 'you were' : 'they were'} given on ${on}`
    }
    case 'collection': {
      const on = placeInWords(path.from) ?? thing
      return `${on} in ${path.collection ? `the collection ${path.collection}` : 'the collection'}, or what gives ${about.isMe ? 'you' : 'them'} that collection`
    }
    default:
      return path satisfies never
  }
}
