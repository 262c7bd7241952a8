// Types as the compiler writes them, and their JSON schemas.
import { expect, it } from 'vitest'
import { schemaOf } from './type-schema.ts'

it.each<[string, object]>([
  ['string', { type: 'string' }],
  ['string | null', { anyOf: [{ type: 'string' }, { type: 'null' }] }],
  ['"file" | "folder"', { enum: ['file', 'folder'] }],
  ['"a" | 5 | null', { anyOf: [{ enum: ['a', 5] }, { type: 'null' }] }],
  ['(string | null)[]', { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }],
  [
    'readonly {\n    id: string;\n}[]',
    { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } },
  ],
  [
    '{\n    a?: number | undefined;\n    readonly "b-c": boolean;\n}',
    { type: 'object', properties: { a: { type: 'number' }, 'b-c': { type: 'boolean' } }, required: ['b-c'] },
  ],
  ['{\n    [x: string]: number;\n}', { type: 'object', additionalProperties: { type: 'number' } }],
  [
    '[string, number]',
    { type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }], minItems: 2, maxItems: 2 },
  ],
  ['{}', { type: 'object' }],
])('%s', (type, schema) => expect(schemaOf(type)).toEqual(schema))
it('what has a name of its own is refused, not guessed', () =>
  expect(() => schemaOf('Date')).toThrow('Date has no schema'))
