// The process that opens what people uploaded: decodes pictures and documents one at a time and answers what it saw.
// It holds no secret, may write nothing and start nothing (Node's permission model), gives way to every other process,
// and is ended by its parent or its own watcher when a file takes too long or too much.
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'

const [, , memory, work] = process.argv.map(Number)
const watcher = new Worker(new URL('watch-process.ts', import.meta.url), { workerData: { memory, work } })
await once(watcher, 'message')
// On Linux this is about one thread, and those that it starts from now on: all that decode, not the watcher.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
// Ctrl+C is sent to all of us: what is being looked at is the parent's to end, or it would seem that it cannot be drawn.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

const { answerQuestions } = await import('./answer-questions.ts')
answerQuestions(() => watcher.postMessage('the next file'))
