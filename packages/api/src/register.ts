// Everything that can be asked of the API, with its door and what it records: from the running router, never from a list.
import { z } from 'zod'
import type { Meta, Route } from './door-types.ts'

export interface Registered extends Meta {
  kind: 'procedure' | 'route'
  /** `members.list`, or the path of a route; what takes bytes has the path of what tells of them: `PATCH /api/…`, `PUT /api/…`. */
  name: string
  /** `query` or `mutation` of a procedure. */
  type?: 'query' | 'mutation'
  method?: Route['method']
  /** JSON schema of the input. */
  input: unknown
}
interface Walkable {
  _def: { procedures: Record<string, unknown> }
}
interface Procedure {
  _def: { type: 'query' | 'mutation'; meta?: Meta; inputs: unknown[] }
}

const schemaOf = (parser: unknown): unknown => {
  if (!(parser instanceof z.ZodType)) throw new Error('an input is a zod schema')
  const { $schema: _, ...schema } = z.toJSONSchema(parser, { io: 'input', unrepresentable: 'any' })
  return schema
}

/** Throws for a procedure that came through no door. */
export const register = (router: Walkable, routes: readonly Route[]): Registered[] => [
  ...Object.entries(router._def.procedures).map(([name, procedure]): Registered => {
    const { _def } = procedure as Procedure
    if (!_def.meta) throw new Error(`${name} came through no door`)
    return { kind: 'procedure', name, type: _def.type, ..._def.meta, input: schemaOf(_def.inputs[0]) }
  }),
  ...routes.map((r): Registered => ({
    kind: 'route',
    name: r.method === 'PATCH' || r.method === 'PUT' ? `${r.method} ${r.path}` : r.path,
    method: r.method,
    ...r.meta,
    input: schemaOf(r.input),
  })),
]
