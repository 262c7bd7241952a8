// The OpenAPI document of what an API key may call, as it really is: tRPC over HTTP, reading by GET with the input as JSON in the
// query, changing by POST with JSON; and the plain routes for bytes. Made from the register and the types of the API.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { httpStatus, keyAreas } from '../packages/domain/src/index.ts'
import { needsOf } from '../packages/api/src/door-types.ts'
import { register, type Registered } from '../packages/api/src/register.ts'
import { appRouter, routes } from '../packages/api/src/router.ts'
import { compilerWrites, descriptionOf } from './pack-types.ts'
import { schemaOf, type Schema } from './type-schema.ts'

const json = (schema: unknown) => ({ 'application/json': { schema } })
const ref = (kind: 'schemas' | 'responses', name: string) => ({ $ref: `#/components/${kind}/${name}` })

/** Of an input: one strict object. */
interface Fields {
  properties?: Record<string, Schema>
  required?: string[]
}
const fieldsOf = ({ input }: Registered): Fields => input as Fields // as register.ts makes it

export function openApi(): object {
  const { written } = compilerWrites()
  const called = register(appRouter, routes).filter(({ keys }) => keys)
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    version: string
  }
  const paths: Record<string, Record<string, object>> = {}
  for (const each of called) {
    const [path, operation] = each.kind === 'procedure' ? procedure(each, written) : plain(each, written)
    paths[path] = { ...paths[path], [methodOf(each)]: operation }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Usher',
      version,
      description:
        'What a program may call with an API key. The key’s account needs no naming. An answer’s data is in `result.data`; a refusal has a sentence in `message`, and a code with its figures in `problem`.',
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    tags: [...new Set(called.flatMap(({ keys }) => keys?.area ?? []))].map((area) => ({
      name: area,
      description: keyAreas[area].title,
    })),
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key: `usher_…`' } },
      schemas: { Problem: { ...schemaOf(written('problem')), description: 'Why something was refused.' } },
      responses: {
        Refused: {
          description: `Refused: ${[...new Set(Object.values(httpStatus))].join(', ')}; 500 is a bug.`,
          content: json({
            type: 'object',
            properties: {
              error: {
                type: 'object',
                properties: {
                  message: { type: 'string', description: 'A sentence for people.' },
                  code: { type: 'integer' },
                  data: {
                    type: 'object',
                    properties: {
                      code: { type: 'string' },
                      httpStatus: { type: 'integer' },
                      path: { type: ['string', 'null'] },
                      problem: { anyOf: [ref('schemas', 'Problem'), { type: 'null' }] },
                      requestId: { type: ['string', 'null'] },
                    },
                    required: ['code', 'httpStatus', 'path', 'problem', 'requestId'],
                  },
                },
                required: ['message', 'code', 'data'],
              },
            },
            required: ['error'],
          }),
        },
        RefusedBytes: {
          description: 'Refused.',
          content: json({
            type: 'object',
            properties: {
              message: { type: 'string', description: 'A sentence for people.' },
              problem: { anyOf: [ref('schemas', 'Problem'), { type: 'null' }] },
              requestId: { type: ['string', 'null'] },
            },
            required: ['message', 'problem', 'requestId'],
          }),
        },
      },
    },
  }
}

const methodOf = ({ kind, type, method }: Registered): string =>
  kind === 'route' ? (method ?? 'GET').toLowerCase() : type === 'query' ? 'get' : 'post'
const rightWords = ({ keys }: Registered): string =>
  keys
    ? `A key needs ${needsOf(keys)
        .map(({ area, right }) => `“${right}” on ${keyAreas[area].title.toLowerCase()}`)
        .join(' and ')}.`
    : ''

function procedure(each: Registered, written: (name: string) => string): [string, object] {
  const [area = '', name = ''] = each.name.split('.')
  const needsInput = (fieldsOf(each).required ?? []).length > 0
  const given =
    each.type === 'query'
      ? { parameters: [{ name: 'input', in: 'query', required: needsInput, content: json(each.input) }] }
      : { requestBody: { required: true, content: json(each.input) } }
  const output = schemaOf(written(`${area}_${name}_output`))
  return [
    `/trpc/${each.name}`,
    {
      operationId: each.name.replace('.', '_'),
      tags: [each.keys?.area],
      summary: descriptionOf(area, name) ?? each.name,
      description: rightWords(each),
      ...given,
      responses: {
        200: {
          description: 'Done.',
          content: json({
            type: 'object',
            properties: {
              result: { type: 'object', properties: { data: output }, required: 'not' in output ? [] : ['data'] },
            },
            required: ['result'],
          }),
        },
        default: ref('responses', 'Refused'),
      },
    },
  ]
}

const octets = 'application/offset+octet-stream'
const sends = {
  PATCH: {
    summary: 'Sends on the bytes of an upload, as the tus protocol has it.',
    responses: () => ({ 204: { description: 'Arrived.' } }),
  },
  PUT: {
    summary:
      'Sends a small file whole, in place of beginning, sending and finishing an upload. Whoever sends makes the id, and can send the same again when the answer was lost.',
    responses: (written: (name: string) => string) => ({
      200: { description: 'Done.', content: json(schemaOf(written('uploads_finish_output'))) },
    }),
  },
}

/** A route for bytes. What is in its path and its query is in its input; of a whole file, what is not in its path is JSON, as of a procedure. */
function plain(each: Registered, written: (name: string) => string): [string, object] {
  const path = each.name.replace(/^[A-Z]+ /, '')
  const { properties = {}, required = [], ...more } = fieldsOf(each)
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const inQuery = Object.entries(properties).filter(([name]) => !inPath.includes(name))
  const asJson = {
    ...more,
    properties: Object.fromEntries(inQuery),
    required: required.filter((name) => !inPath.includes(name)),
  }
  const parameters = [
    ...inPath.map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: properties[name] ?? { type: 'string' },
      ...(name === 'account' && { description: 'A key may say `-`: its own.' }),
    })),
    ...(each.method === 'PUT'
      ? [{ name: 'input', in: 'query', required: true, content: json(asJson) }]
      : inQuery.map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }))),
    ...(each.method === 'PATCH'
      ? [
          { name: 'Upload-Offset', in: 'header', required: true, schema: { type: 'integer' } },
          { name: 'Tus-Resumable', in: 'header', required: true, schema: { const: '1.0.0' } },
        ]
      : []),
  ]
  const bytes = { schema: { type: 'string', format: 'binary' } }
  const sending = each.method === 'PATCH' || each.method === 'PUT' ? sends[each.method] : null
  return [
    path.replace(/:(\w+)/g, '{$1}'),
    {
      operationId: `${methodOf(each)}_${path
        .replace(/[^\w/]/g, '')
        .split('/')
        .slice(3)
        .join('_')}`,
      tags: [each.keys?.area],
      summary: sending?.summary ?? 'Bytes, or how far they came.',
      description: rightWords(each),
      parameters,
      ...(sending && { requestBody: { required: true, content: { [octets]: bytes } } }),
      responses: {
        ...(sending?.responses(written) ?? { 200: { description: 'Here.', content: { '*/*': bytes } } }),
        default: ref('responses', 'RefusedBytes'),
      },
    },
  ]
}
