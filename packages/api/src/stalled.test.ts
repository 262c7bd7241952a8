// A part of an upload that is slow and moves comes in whole, however long it takes; one that has stopped is ended.
import { once } from 'node:events'
import { createServer, request, type ClientRequest } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { endStalled } from './stalled.ts'

const after = 2_000 // ms: a busy machine makes pauses too
const ends: (() => void)[] = []
afterEach(() => ends.splice(0).forEach((end) => end()))

/** A server whose requests Node would end after half a second, and that answers how much came, after a while. */
async function startServer({ isPatient = true, thinks = 0, reads = true } = {}) {
  const came: { bytes: number; isWhole: boolean }[] = []
  const server = createServer({ requestTimeout: 500, headersTimeout: 500, connectionsCheckingInterval: 50 })
  server.on('request', (req, res) => {
    const one = { bytes: 0, isWhole: false }
    came.push(one)
    if (!reads) return void setTimeout(() => res.end('unread'), thinks)
    req.on('data', (bytes: Buffer) => (one.bytes += bytes.length))
    req.on('error', () => {}) // it was ended
    req.on('end', () => {
      one.isWhole = true
      setTimeout(() => res.end(String(one.bytes)), thinks)
    })
  })
  if (isPatient) endStalled(server, after)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('a server that listens has a port')
  ends.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: address.port, came }
}
type Answer = { status: number; text: string } | 'ended'
function patch(port: number, size: number): { sending: ClientRequest; answer: Promise<Answer> } {
  const sending = request({ port, host: '127.0.0.1', method: 'PATCH', headers: { 'content-length': size } })
  const answer = new Promise<Answer>((resolve) => {
    sending.on('error', () => resolve('ended'))
    sending.on('response', (res) => {
      let text = ''
      res.on('data', (bytes: Buffer) => (text += bytes.toString()))
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text }))
    })
  })
  return { sending, answer }
}
async function sendSlowly(port: number): Promise<Answer> {
  const { sending, answer } = patch(port, 15)
  for (let n = 0; n < 15 && !sending.destroyed; n += 1) {
    sending.write('x')
    await sleep(100)
  }
  sending.end()
  return answer
}

it('a slow one that moves comes in whole, though it takes longer than Node would let it', async () => {
  expect(await sendSlowly((await startServer()).port)).toEqual({ status: 200, text: '15' })
  expect(await sendSlowly((await startServer({ isPatient: false })).port)).not.toEqual({ status: 200, text: '15' })
})

it('one of which nothing comes any more is ended, with what had come', async () => {
  const { port, came } = await startServer()
  const { sending, answer } = patch(port, 15)
  sending.write('half')
  expect(await answer).toBe('ended')
  expect(came).toEqual([{ bytes: 4, isWhole: false }])
})

it('an answer that takes long is waited for, on a connection that is used again', async () => {
  const { port, came } = await startServer({ thinks: after + 500 })
  for (let n = 1; n <= 2; n += 1) {
    const { sending, answer } = patch(port, 4)
    sending.end('body')
    expect(await answer).toEqual({ status: 200, text: '4' })
    expect(came).toHaveLength(n)
  }
})

it('and so is one to a request that came in whole and that nobody has read', async () => {
  const { sending, answer } = patch((await startServer({ thinks: after + 500, reads: false })).port, 4)
  sending.end('body')
  expect(await answer).toEqual({ status: 200, text: 'unread' })
})

it('headers that never end are ended by Node, as before', async () => {
  const { port } = await startServer()
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {}) // it was ended
  socket.resume()
  socket.write('PATCH / HTTP/1.1\r\nhost: x\r\n')
  expect(await once(socket, 'close')).toHaveLength(1)
})
