// A thread beside one that may be stuck: ends the whole process when it has more memory or has worked longer on one file
// than it may, or when whoever started it is gone.
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'

/** `memory` in bytes, `work` in milliseconds of a processor: on a busy machine a file waits, and is not to blame. */
const limits = z.object({ memory: z.number().positive(), work: z.number().positive() }).parse(workerData)
const parent = process.ppid

/** What the process has worked since it was started, in milliseconds. */
function worked(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
let begun = worked()
parentPort?.on('message', () => (begun = worked())) // the next file

setInterval(() => {
  const isOver = process.memoryUsage.rss() > limits.memory || worked() - begun > limits.work
  if (isOver || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, 20)
parentPort?.postMessage('watching')
