// The bytes of a file.
import { at } from './reach.ts'
import { mustBeOk } from './problem-of.ts'
import type { Client } from './api.ts'

export interface Downloading {
  signal?: AbortSignal
  /** The beginning and the end (not included) of what is wanted, in bytes; left out: all of it. */
  range?: [from: number, to: number]
}

/** The answer that has the file's bytes, as a stream: `(await download(client, id)).body`. Rejects with `Refused`. */
export async function download(
  client: Client,
  assetId: string,
  { signal, range }: Downloading = {},
): Promise<Response> {
  const { url, headers } = at(client, `files/${encodeURIComponent(assetId)}/original`)
  const asked = { ...headers, ...(range && { range: `bytes=${range[0]}-${range[1] - 1}` }) }
  return mustBeOk(await fetch(url, { headers: asked, ...(signal && { signal }) }))
}
