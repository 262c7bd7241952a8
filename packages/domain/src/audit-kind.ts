// One row of the log's table (audit.ts): what an entry of that kind is about, whose chain it joins, what it changes.
import type { Thing } from './ids.ts'

export type Scope = 'house' | 'user' | 'account'

interface Kind<On extends Thing, S extends Scope, Changes extends 'rights' | 'content', Shape, P extends string> {
  on: On
  scope: S
  changes: Changes
  /** The fields of the shape that tell of a person: they stand apart and can be erased (rules §7). */
  personal: readonly P[]
  shape?: Shape
}
interface Row<On extends Thing, S extends Scope, Changes extends 'rights' | 'content', P extends string> {
  on: On
  scope: S
  changes: Changes
  personal?: readonly P[]
}
/** `kind<Shape>()({ on, scope, changes, personal })` */
export const kind =
  <Shape>() =>
  <On extends Thing, S extends Scope, C extends 'rights' | 'content', const P extends string & keyof Shape = never>(
    row: Row<On, S, C, P>,
  ): Kind<On, S, C, Shape, P> => ({ personal: [], ...row })
