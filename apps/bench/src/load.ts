// Load over real HTTP with kept connections, two sides in turn: what is measured is the ratio between them.
import { Agent, request } from 'node:http'
import type { Client } from './server.ts'

/** One call: its path, and a body where it writes. `n` counts the calls of this client. */
export type Call = (client: Client, n: number) => { path: string; body?: object }

export interface Side {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p95: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

function ask(url: string, client: Client, { path, body }: ReturnType<Call>): Promise<void> {
  const text = body && JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const headers = {
      cookie: `usher_session=${client.session}`,
      'usher-account': client.account,
      ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    }
    const sent = request(`${url}/trpc/${path}`, { agent, method: text ? 'POST' : 'GET', headers }, (answer) => {
      let said = ''
      answer.setEncoding('utf8').on('data', (part: string) => (said += part))
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${answer.statusCode} ${said}`)),
      )
    })
    sent.on('error', reject)
    sent.end(text)
  })
}

/** So many rounds of each side, the order turned each time; the first round only warms up. Any refusal throws. */
export async function sideBySide(
  url: string,
  clients: readonly Client[],
  calls: readonly Call[],
  { rounds = 4, seconds = 1 } = {},
): Promise<Side[]> {
  const times: number[][] = calls.map(() => [])
  const spent = calls.map(() => 0)
  const counts = new Map<Client, number>()
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 ? [...calls.keys()] : [...calls.keys()].toReversed()
    for (const side of order) {
      const call = calls[side]
      if (!call) continue
      const start = performance.now()
      await Promise.all(
        clients.map(async (client) => {
          while (performance.now() - start < seconds * 1000) {
            const n = (counts.get(client) ?? 0) + 1
            counts.set(client, n)
            const before = performance.now()
            await ask(url, client, call(client, n))
            if (round > 0) times[side]?.push(performance.now() - before)
          }
        }),
      )
      if (round > 0) spent[side] = (spent[side] ?? 0) + (performance.now() - start) / 1000
    }
  }
  return times.map((ms, side) => {
    const sorted = ms.toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
    return { perSecond: ms.length / (spent[side] ?? 1), p50: at(0.5), p95: at(0.95) }
  })
}
