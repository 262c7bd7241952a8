// A program that talks plain HTTP: one procedure a call, its cookies kept in hand.
export interface Answer {
  status: number
  /** `ok`, the code of the refusal, or the message of what is no refusal. */
  code: string
  data: Record<string, unknown>
  /** By name, as the answer sets them; empty where it removes one. */
  cookies: Record<string, string>
  setCookie: readonly string[]
  text: string
}
export interface Speaking {
  session?: string
  device?: string
  account?: string
  /** Where a trusted proxy says that the request comes from. */
  from?: string
  headers?: Record<string, string>
}

/** Calls a procedure with POST. */
export async function post(
  server: string,
  procedure: string,
  input: unknown,
  speaking: Speaking = {},
): Promise<Answer> {
  const { session, device, account, from } = speaking
  const cookie = [...(session ? [`usher_session=${session}`] : []), ...(device ? [`usher_device=${device}`] : [])].join(
    '; ',
  )
  const answer = await fetch(`${server}/trpc/${procedure}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(cookie && { cookie }),
      ...(account && { 'usher-account': account }),
      ...(from && { 'x-forwarded-for': from }),
      ...speaking.headers,
    },
    body: JSON.stringify(input),
  })
  const text = await answer.text()
  const body = JSON.parse(text) as {
    result?: { data: Record<string, unknown> | null }
    error?: { message: string; data: { problem: { code: string; data: Record<string, unknown> } | null } }
    problem?: { code: string; data: Record<string, unknown> }
  }
  const problem = body.error?.data.problem ?? body.problem
  const setCookie = answer.headers.getSetCookie()
  return {
    status: answer.status,
    code: answer.ok ? 'ok' : (problem?.code ?? body.error?.message ?? text),
    data: body.result?.data ?? problem?.data ?? {},
    cookies: Object.fromEntries(setCookie.map((c) => /^usher_(\w+)=([^;]*)/.exec(c)?.slice(1) ?? [c, ''])),
    setCookie,
    text: text.replaceAll(answer.headers.get('x-request-id') ?? '-', 'ID'),
  }
}
