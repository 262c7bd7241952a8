// The OpenAPI document is true: everything that a key may call is called as the document says, and what comes back is held against it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { register } from './register.ts'
import { appRouter, routes } from './router.ts'
import { plantKey } from './testing/api-keys.ts'
import { fresh, samplesOn } from './testing/samples.ts'
import { account, freshDatabase, startServer } from './testing/world.ts'

type Schema = Record<string, unknown>
interface Content {
  content: { 'application/json': { schema: Schema } }
}
interface Operation {
  operationId: string
  tags: string[]
  summary: string
  parameters?: ({ name: string; in: string; required: boolean } & Partial<Content>)[]
  requestBody?: Content
  responses: { 200?: Content; 204?: object; default: { $ref: string } }
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; responses: Record<string, Content> }
}

const { url, db } = await freshDatabase()
const server = await startServer(url)
const sampleOf = samplesOn(db)
const acme = await account(db, 'Acme', 'enterprise', 10_000)
await acme.member('Stays', 'account_admin')
const limits = JSON.stringify({ seats: 10_000, groups: 10_000, keys: 10_000, calls: 1_000_000 })
await db.updateTable('account').set({ limits }).execute()

const text = readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8')
const document = JSON.parse(text) as Document
const byKey = register(appRouter, routes).filter(({ keys }) => keys)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

/** With what it refers to in place. */
const whole = (schema: unknown): unknown =>
  Array.isArray(schema)
    ? schema.map(whole)
    : typeof schema === 'object' && schema !== null
      ? '$ref' in schema
        ? whole(found(String(schema.$ref)))
        : Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, whole(value)]))
      : schema
const found = (ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document)
/** What of this does not fit the schema; null: all fits. */
const misfits = (content: Content | undefined, value: unknown): unknown => {
  const schema = whole(content?.content['application/json'].schema) as Parameters<typeof z.fromJSONSchema>[0]
  return z.fromJSONSchema(schema).safeParse(value).error?.issues ?? null
}

describe('the document', () => {
  it('is served, to whoever asks', async () => {
    expect(await (await fetch(`${server}/api/openapi.json`)).text()).toBe(text)
    expect(await (await fetch(`${server}/openapi.json`)).json()).toEqual(document)
  })
  it('has all that a key may call and nothing else, each once, with words', () => {
    expect(document.openapi).toBe('3.1.0')
    const names = byKey.map(({ kind, name }) =>
      kind === 'procedure' ? `/trpc/${name}` : name.replace(/^[A-Z]+ /, '').replace(/:(\w+)/g, '{$1}'),
    )
    expect(operations.map(({ path }) => path).toSorted()).toEqual(names.toSorted())
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length)
    for (const { operation, path } of operations) {
      expect([path, operation.summary]).not.toContain('')
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = operation.parameters?.filter((p) => p.in === 'path' && p.required).map((p) => p.name) ?? []
      expect([path, ...declared]).toEqual([path, ...named])
    }
  })
  it('refers to nothing that is not in it', () => {
    const refs = [...text.matchAll(/"\$ref": "(.+?)"/g)].map(([, ref = '']) => ref)
    expect(refs.length).toBeGreaterThan(0)
    expect(refs.filter((ref) => found(ref) === undefined)).toEqual([])
  })
})

const procedures = byKey.filter(({ kind }) => kind === 'procedure')
describe.each(procedures)('$name', (r) => {
  const path = `/trpc/${r.name}`
  const method = r.type === 'query' ? 'get' : 'post'
  const operation = document.paths[path]?.[method]

  async function call(input: unknown, secret: string): Promise<{ status: number; body: unknown }> {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
    const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
    const answer =
      method === 'get'
        ? await fetch(`${server}${path}${query}`, { headers })
        : await fetch(`${server}${path}`, { method: 'POST', headers, body: JSON.stringify(input ?? {}) })
    return { status: answer.status, body: await answer.json() }
  }

  it('is called, and answers, as the document says', async () => {
    const key = await plantKey(db, acme.id)
    const input = await sampleOf(r)({ account: acme, me: await acme.member(fresh('Me'), 'account_admin'), key })
    const parameter = operation?.parameters?.find(({ name }) => name === 'input')
    const asked = parameter?.content ? { content: parameter.content } : operation?.requestBody
    expect(misfits(asked, input ?? {})).toBeNull()
    const { status, body } = await call(input, key.secret)
    expect(status).toBe(200)
    expect(misfits(operation?.responses[200], body)).toBeNull()
  })
  it('refuses as the document says', async () => {
    const { status, body } = await call({ colour: 'red' }, (await plantKey(db, acme.id)).secret)
    expect(status).toBe(400)
    expect(misfits(document.components.responses['Refused'], body)).toBeNull()
    expect(misfits(document.components.responses['Refused'], { error: { message: 'No.' } })).not.toBeNull()
  })
})

it('a small file is sent whole as the document says', async () => {
  const path = '/api/{account}/uploads/{uploadId}'
  const operation = document.paths[path]?.['put']
  const { secret } = await plantKey(db, acme.id)
  const send = (input: object) =>
    fetch(
      server +
        path.replace('{account}', '-').replace('{uploadId}', crypto.randomUUID()) +
        `?input=${encodeURIComponent(JSON.stringify(input))}`,
      {
        method: 'PUT',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/offset+octet-stream' },
        body: 'bytes',
      },
    )
  const input = { folderId: null, name: fresh('File'), size: 5, ifTaken: 'version' }
  const parameter = operation?.parameters?.find(({ name }) => name === 'input')
  expect(misfits(parameter?.content && { content: parameter.content }, input)).toBeNull()
  const answer = await send(input)
  expect([answer.status, misfits(operation?.responses[200], await answer.json())]).toEqual([200, null])
  const refused = await send({ ...input, size: 6 })
  expect([refused.status, misfits(document.components.responses['RefusedBytes'], await refused.json())]).toEqual([
    400,
    null,
  ])
})
