// What can be recorded: named as something that happened, in the chain it belongs to, with what is personal apart.
import { describe, expect, it } from 'vitest'
import { audit, auditKinds, nothing, type AuditKind } from './audit.ts'
import { entryExamples } from './testing/entry-examples.ts'

const shapesOf = (kind: AuditKind): object[] => {
  const { before, after } = entryExamples[kind]
  return [before, after].filter((shape) => shape !== null)
}
const fieldsOf = (kind: AuditKind): string[] => [...new Set(shapesOf(kind).flatMap(Object.keys))]

describe.each(auditKinds)('%s', (kind) => {
  const { on, scope, changes, personal } = audit[kind]
  const [noun = '', verb = ''] = kind.split('.')

  it('is a noun, a dot and what happened to it', () => {
    expect(kind).toMatch(/^[a-z]+\.[a-z_]+$/)
    expect(verb).toMatch(
      /ed$|^(?:set_up|set_up_link_made|reset_link_made|made|ask_withdrawn|given(?:_up)?|(?:member_)?end_set|left|resent|signed_in|signed_out|address_proven|password_proven|password_reset|pending_sent|paid)$/,
    )
  })
  it('stands in the chain that what it is about belongs to', () => {
    const chainOf = {
      house: 'house',
      user: 'user',
      session: 'user',
      account: 'account',
      member: 'account',
      invitation: 'account',
      request: 'account',
      asset: 'account',
      group: 'account',
      collection: 'account',
      key: 'account',
      invoice: 'account',
      alert: 'account',
    }
    // What erases an account takes its chain along.
    expect(scope).toBe(kind === 'account.erased' ? 'house' : chainOf[on])
  })
  it('is about the thing that it is named for', () => {
    expect(on).toBe(
      ['mail', 'attempt'].includes(noun)
        ? 'account'
        : ['folder', 'file', 'version', 'grant'].includes(noun)
          ? 'asset'
          : noun,
    )
  })
  it('keeps every name and address of a person apart, where it can be erased', () => {
    const aboutPeople = fieldsOf(kind).filter((field) =>
      ['email', 'name', 'to', 'grantee', 'person', 'address'].includes(field),
    )
    // The name of an account, a file, a folder, a group or a key is nobody's.
    const isOfThings =
      ['account.created', 'account.renamed', 'account.erased'].includes(kind) ||
      on === 'asset' ||
      ['group', 'collection', 'key'].includes(on)
    expect([...personal].toSorted()).toEqual(aboutPeople.filter((f) => !(isOfThings && f === 'name')).toSorted())
  })
  it('carries no secret', () => {
    expect(fieldsOf(kind).filter((field) => /password|token|secret|hash|link/i.test(field))).toEqual([])
  })
  it('has a shape of plain values, which JSON keeps as they are', () => {
    for (const shape of shapesOf(kind)) expect(JSON.parse(JSON.stringify(shape))).toEqual(shape)
  })
  it('changes rights where it says who may do what, and content otherwise', () => {
    // Asking for a limit gives none yet, and declining takes nothing away.
    const decides =
      !['request.made', 'grant.declined', 'collection.access_declined'].includes(kind) &&
      ['role', 'status', 'endsAt', 'plan', 'limit', 'userId', 'expiresAt', 'proven', 'oldUntil', 'isDisabled'].some(
        (f) => fieldsOf(kind).includes(f),
      )
    // Where a thing lies and whose it is decides who reaches it; how many groups there are is counted, and a name is theirs alone.
    const besides = [
      'house.set_up',
      'member.presence_ended',
      'member.inherited',
      'group.created',
      'group.renamed',
      'group.deleted',
      'collection.created',
      'collection.renamed',
      'collection.deleted',
      'collection.owner_changed',
      'collection.disowned',
      'collection.item_added',
      'collection.item_confirmed',
      'collection.item_removed',
      'account.guard_changed',
      'account.renamed',
      'account.time_zone_changed',
      'account.logo_changed',
      'account.picker_changed',
      'account.share_end_changed',
      'account.deleted',
      'account.restored',
      'account.erased',
      'invoice.issued',
      'invoice.paid',
      'asset.moved',
      'asset.merged',
      'asset.owner_changed',
      'asset.disowned',
      'asset.trashed',
      'asset.restored',
      'asset.purged',
    ].includes(kind)
    expect(changes).toBe(decides || besides ? 'rights' : 'content')
  })
})

it('what did not change is said in words', () => {
  expect(nothing('the same role as before')).toEqual({ nothing: 'the same role as before' })
})
