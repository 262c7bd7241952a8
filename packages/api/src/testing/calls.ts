// Requests as a program makes them, to anything that stands in the register: what walks the register asks with these.
import type { Registered } from '../register.ts'
import type { TestKey } from './api-keys.ts'
import type { TestMember } from './world.ts'

type Asker = TestMember | TestKey | null
const headersOf = (me: Asker): Record<string, string> =>
  me === null
    ? {}
    : 'secret' in me
      ? { authorization: `Bearer ${me.secret}` }
      : { cookie: `usher_session=${me.session}`, 'usher-account': me.account }

const inQuery = (path: string, input: unknown) => `${path}?input=${encodeURIComponent(JSON.stringify(input))}`

export function callsOn(server: string) {
  /** One request as a program makes it. */
  function ask(r: Registered, me: Asker, input: unknown): Promise<Response> {
    const who = headersOf(me)
    const named = Object(input) as Record<string, unknown>
    const path =
      r.kind === 'route'
        ? server +
          r.name
            .replace(/^[A-Z]+ /, '')
            .replace(':account', me?.account ?? 'enterprise')
            .replaceAll(/:(\w+)/g, (_, field: string) => String(named[field]))
        : `${server}/trpc/${r.name}`
    if (r.method === 'PATCH')
      return fetch(path, {
        method: 'PATCH',
        headers: {
          ...who,
          'tus-resumable': '1.0.0',
          'upload-offset': '5',
          'content-type': 'application/offset+octet-stream',
        },
      })
    // The bytes of a sample are those that it says it has.
    if (r.method === 'PUT')
      return fetch(inQuery(path, { ...named, uploadId: undefined }), {
        method: 'PUT',
        headers: { ...who, 'content-type': 'application/offset+octet-stream' },
        body: 'x'.repeat(Number(named['size'])),
      })
    if (r.type === 'mutation' || r.method === 'POST')
      return fetch(path, {
        method: 'POST',
        headers: { ...who, 'content-type': 'application/json' },
        body: JSON.stringify(input ?? {}),
      })
    return fetch(input === undefined || r.kind === 'route' ? path : inQuery(path, input), { headers: who })
  }
  /** `ok`, the code of the refusal, or the words of a bug. */
  async function call(r: Registered, me: Asker, input: unknown): Promise<string> {
    const answer = await ask(r, me, input)
    if (answer.ok) return 'ok'
    const body = (await answer.json()) as {
      problem?: { code: string }
      error?: { message: string; data: { problem: { code: string } | null } }
    }
    return body.problem?.code ?? body.error?.data.problem?.code ?? `BUG ${JSON.stringify(body)}`
  }
  /** Status, body and headers, but for what differs from request to request anyway. */
  async function whole(r: Registered, me: TestMember | TestKey, input: unknown) {
    const answer = await ask(r, me, input)
    const body = (await answer.text()).replaceAll(answer.headers.get('x-request-id') ?? '', 'ID')
    const told = [...answer.headers].filter(
      ([name]) => !['x-request-id', 'date', 'content-security-policy'].includes(name),
    )
    return { status: answer.status, body, headers: told }
  }
  return { ask, call, whole }
}
