// Whether a key has a right on an area: asked by the doors, by jobs that go on for it, and where one call is of two areas.
import { keyMay, Problem, type Key, type KeyArea, type Member } from '@usher/domain'

/** Throws `key_scope` for a key without that right there; people have the rights of their role. */
export function mustReach(actor: Member | Key, area: KeyArea, right: 'read' | 'write'): void {
  if (actor.kind === 'key' && !keyMay(actor.scopes, area, right)) throw new Problem('key_scope', { area, right })
}
