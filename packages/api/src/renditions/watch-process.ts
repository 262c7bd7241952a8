// A thread beside one that may be stuck: ends the whole process when it takes more memory than it may (`workerData`, in
// bytes), or when whoever started it is gone.
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'

const limit = z.number().positive().parse(workerData)
const parent = process.ppid

setInterval(() => {
  if (process.memoryUsage.rss() > limit || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, 20)
parentPort?.postMessage('watching')
