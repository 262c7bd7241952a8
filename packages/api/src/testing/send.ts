// Uploading as the web app does: begun with a procedure, sent with a real tus client, finished with a procedure. And as a
// lost connection does: some bytes, then nothing more.
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Upload } from 'tus-js-client'
import type { Client } from '@usher/client'
import type { AnyProblem } from '@usher/domain'
import type { TestMember } from './world.ts'

export const partsUrl = (server: string, { account }: TestMember, uploadId: string) =>
  `${server}/api/${account}/uploads/${uploadId}`
export const headersOf = ({ session }: TestMember) => ({ cookie: `usher_session=${session}` })
export const partHeaders = (who: TestMember, offset: number) => ({
  ...headersOf(who),
  'tus-resumable': '1.0.0',
  'upload-offset': String(offset),
  'content-type': 'application/offset+octet-stream',
})

/** The code of the refusal in a plain HTTP answer, or its status. */
export async function saidBy(answer: Response): Promise<AnyProblem['code'] | number> {
  const text = await answer.text()
  return text.startsWith('{"message') ? (JSON.parse(text) as { problem: AnyProblem }).problem.code : answer.status
}

/** Sends what is missing of an upload. Rejects with the code of the refusal as its message. */
export function send(
  server: string,
  who: TestMember,
  uploadId: string,
  content: Buffer,
  chunkSize = 256 * 1024,
): Promise<void> {
  return new Promise((resolve, reject) => {
    new Upload(content, {
      uploadUrl: partsUrl(server, who, uploadId),
      headers: headersOf(who),
      chunkSize,
      // The last bytes of a torn connection may still be on their way: asked again, the offset is another.
      retryDelays: [0, 50, 200, 500],
      onSuccess: () => resolve(),
      onError: () => {
        // Its first request is HEAD, whose refusal has no words: asked with GET, the same address says why.
        void fetch(partsUrl(server, who, uploadId), { headers: headersOf(who) })
          .then(saidBy)
          .then((code) => reject(new Error(String(code))), reject)
      },
    }).start()
  })
}

export interface Whole {
  uploadId: string
  folderId: string | null
  name: string
  /** Of the body, where nothing else is said. */
  size?: number
  ifTaken?: 'refuse' | 'version' | 'rename'
  sha256?: string
}
/** A small file in one call, as whoever has these headers sends it; a stream has no length that could be looked at first. */
export function sendWhole(
  server: string,
  { account, headers }: { account: string; headers: Record<string, string> },
  { uploadId, ...input }: Whole,
  body: string | Buffer<ArrayBuffer> | ReadableStream,
): Promise<Response> {
  const size = body instanceof ReadableStream ? undefined : Buffer.byteLength(body)
  const query = encodeURIComponent(JSON.stringify({ size, ...input }))
  return fetch(`${server}/api/${account}/uploads/${uploadId}?input=${query}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/offset+octet-stream', ...headers },
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  } as RequestInit)
}

/** How much has come, as the sender is told. */
export async function offsetOf(server: string, who: TestMember, uploadId: string): Promise<number> {
  const headers = { ...headersOf(who), 'tus-resumable': '1.0.0' }
  return Number(
    (await fetch(partsUrl(server, who, uploadId), { method: 'HEAD', headers })).headers.get('upload-offset'),
  )
}

/** Sends on, announces all that is missing, and tears the connection after so many bytes. */
export async function sendAndTear(
  server: string,
  who: TestMember,
  uploadId: string,
  content: Buffer,
  bytes: number,
): Promise<void> {
  const from = await offsetOf(server, who, uploadId)
  const sending = request(partsUrl(server, who, uploadId), {
    method: 'PATCH',
    headers: { ...partHeaders(who, from), 'content-length': content.length - from },
  })
  sending.on('error', () => {}) // it is torn below
  const gone = new Promise((resolve) => sending.on('close', resolve))
  sending.write(content.subarray(from, from + bytes), () => {
    // Until it has gone out; how much of it arrives is for the network to say.
    setImmediate(() => sending.destroy())
  })
  await gone
  await sleep(5)
}

/** All of it at once: gives the id of the file. */
export async function upload(
  server: string,
  who: TestMember,
  client: Client,
  folderId: string | null,
  name: string,
  content: string | Buffer,
): Promise<string> {
  const bytes = Buffer.from(content)
  const { uploadId } = await client.uploads.begin.mutate({ folderId, name, size: bytes.length })
  if (bytes.length) await send(server, who, uploadId, bytes)
  return (await client.uploads.finish.mutate({ uploadId })).assetId
}
