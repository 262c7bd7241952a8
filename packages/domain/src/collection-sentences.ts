// What happened to collections, as sentences: rows that the log joins with the others.
import type { AuditKind } from './audit.ts'
import { askedFor, changedWhatWasGiven, declined, gave, gaveUp, tookAway, withdrewAsking } from './grant-sentences.ts'
import { counted, named, type Words } from './log-words.ts'

const theCollection = (name: string | undefined): string => (name ? `the collection ${named(name)}` : 'a collection')

export const collectionSentences: { [K in Extract<AuditKind, `collection.${string}`>]: Words<K> } = {
  'collection.created': {
    title: 'Collection created',
    says: ({ who, is }) => `${who} created ${theCollection(is.name)}`,
  },
  'collection.renamed': {
    title: 'Collection renamed',
    says: ({ who, was, is }) => `${who} renamed ${theCollection(was.name)} to ${named(is.name)}`,
  },
  'collection.deleted': {
    title: 'Collection deleted',
    says: ({ who, was }) =>
      `${who} deleted ${theCollection(was.name)}` +
      (was.items === undefined ? '' : `, with ${counted(was.items, 'thing')} in it`),
  },
  'collection.item_added': {
    title: 'Added to a collection',
    says: ({ who, is }) =>
      `${who} added ${named(is.asset)} to ${theCollection(is.name)}${is.passesOn === false ? ', which does not pass it on' : ''}`,
  },
  'collection.item_confirmed': {
    title: 'Passing on confirmed',
    says: ({ who, is }) => `${who} let ${theCollection(is.name)} pass ${named(is.asset)} on`,
  },
  'collection.item_removed': {
    title: 'Removed from a collection',
    says: ({ who, was }) => `${who} removed ${named(was.asset)} from ${theCollection(was.name)}`,
  },
  'collection.shared': { title: 'Collection shared', says: gave },
  'collection.sharing_changed': { title: 'Sharing of a collection changed', says: changedWhatWasGiven },
  'collection.given_up': { title: 'Access to a collection given up', says: gaveUp },
  'collection.owner_changed': {
    title: 'Collection handed over',
    says: ({ who, was, is }) =>
      `${who} made ${is.person ?? 'someone erased'} the owner of ${theCollection(is.name)}${was.person ? ` (was ${was.person})` : ''}`,
  },
  'collection.disowned': {
    title: 'Ownership of a collection given up',
    says: ({ who, is }) => `${who} gave up owning ${theCollection(is.name)}`,
  },
  'collection.access_asked': { title: 'Access to a collection asked for', says: askedFor },
  'collection.ask_withdrawn': { title: 'Request for a collection withdrawn', says: withdrewAsking },
  'collection.access_declined': { title: 'Access to a collection declined', says: declined },
  'collection.unshared': { title: 'Access to a collection taken away', says: tookAway },
}
