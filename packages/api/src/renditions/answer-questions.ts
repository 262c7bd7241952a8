// Inside the process that looks at files: one question after the other, each answered in pieces as they are found, so
// that what is known stays known when the next piece ends the process.
import type { Answer, Question } from './look-messages.ts'
import { lookAtPicture } from './look-at-picture.ts'

export type Say = (answer: Answer) => Promise<void>

const say: Say = (answer) =>
  new Promise((resolve, reject) => {
    process.send?.(answer, undefined, undefined, (error) => (error ? reject(error) : resolve()))
  })

async function look({ path, format }: Question): Promise<void> {
  if (format !== 'pdf') return lookAtPicture(path, format, say)
  // Only now: a process that never sees a document needs 60 MB less.
  const { lookAtDocument } = await import('./look-at-document.ts')
  return lookAtDocument(path, say)
}

/** Says that it is ready, and answers whatever its parent asks; `next` is called before each. Ends with its parent. */
export function answerQuestions(next: () => void): void {
  // Not by `exit`, which waits for a decoder that may be at it for hours, and has ended the watcher by then.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.on('message', (question) => {
    next()
    void look(question as Question) // from our own parent
      .catch(() => {}) // bytes that cannot be decoded: what was found before that is all there is
      .then(() => say({ is: 'done', rss: process.memoryUsage.rss() }))
  })
  void say({ is: 'ready' })
}
