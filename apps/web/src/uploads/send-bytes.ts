// The bytes of one upload over the tus protocol, from wherever they were cut. Loaded when something is sent.
import { DetailedError, Upload as Sending } from 'tus-js-client'
import type { AnyProblem } from '@usher/domain'
import { LostConnection } from './outages.ts'
import { Refused, UnreadableFile } from './refusals.ts'

/** Lost with the connection is at most so much. */
const partSize = 8_000_000 // bytes

interface How {
  signal: AbortSignal
  onProgress: (sent: number) => void
}

/** Rejects with `Refused`, `LostConnection`, `UnreadableFile`, or the signal's reason. */
export function sendBytes(file: File, url: string, { signal, onProgress }: How): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = new Sending(file, {
      uploadUrl: url,
      chunkSize: partSize,
      // Pauses are those of outages.ts.
      retryDelays: null,
      storeFingerprintForResuming: false,
      onProgress,
      onSuccess: () => resolve(),
      onError: (error) => void whyOf(error, file, url).then(reject),
    })
    const stop = () => {
      void sending.abort()
      reject(signal.reason)
    }
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    sending.start()
  })
}

async function whyOf(error: unknown, file: File, url: string): Promise<Error> {
  const isAnswered = error instanceof DetailedError && error.originalResponse !== null
  try {
    // A file that was changed or moved looks like a broken connection.
    if (!isAnswered) await file.slice(0, 1).arrayBuffer()
  } catch {
    return new UnreadableFile()
  }
  try {
    // A refused HEAD has no words: asked with GET, the same address says why.
    const answer = isAnswered ? await fetch(url) : null
    if (!answer || answer.ok) return new LostConnection()
    const { problem } = (await answer.json()) as { problem: AnyProblem | null }
    return problem ? new Refused(problem) : new LostConnection()
  } catch {
    return new LostConnection()
  }
}
