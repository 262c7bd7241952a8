// Bytes as they come from elsewhere, as long as they come. Whoever reads slowly is waited for; a sender that has stopped is
// not.
import { Readable } from 'node:stream'

/**
 * The same bytes. They end with an error when the next ones, once asked for, do not come within so many milliseconds; every
 * error of the source becomes what `refused` makes of it.
 */
export function patiently(source: Readable, within: number, refused: (error: unknown) => Error): Readable {
  async function* chunks(): AsyncGenerator<Buffer> {
    const late = () => source.destroy(new Error(`no more bytes came within ${within / 1000} s`))
    let timer = setTimeout(late, within)
    try {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        clearTimeout(timer)
        yield chunk
        timer = setTimeout(late, within)
      }
    } catch (error) {
      throw refused(error)
    } finally {
      clearTimeout(timer)
    }
  }
  const bytes = Readable.from(chunks(), { objectMode: false })
  // Also where nobody ever asked for them.
  return bytes.once('close', () => source.destroy())
}
