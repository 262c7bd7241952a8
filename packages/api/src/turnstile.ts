// At most a few changes of one account wait for its lock at a time on this server; the others wait here, in memory,
// so that one busy account cannot take every connection of the pool from all others. Previews go through one of their own.
import { Problem } from '@usher/domain'

/** Transactions of one chain at a time: one that holds the lock and three that wait for it. */
const ofOneChain = 4
/** How long one waits here before it is told `busy`, in milliseconds. */
const patience = 5000

interface Gate {
  inside: number
  waiting: (() => void)[]
}
const gates = new Map<string, Gate>()

/** Runs `work` when there is room by this name; throws the problem `busy` when there is none for five seconds. */
export async function turnstile<T>(name: string, work: () => Promise<T>, width = ofOneChain): Promise<T> {
  const gate = gates.get(name) ?? { inside: 0, waiting: [] }
  gates.set(name, gate)
  if (gate.inside >= width) await room(gate)
  else gate.inside += 1
  try {
    return await work()
  } finally {
    // Whoever waits takes over this place.
    const next = gate.waiting.shift()
    if (next) next()
    else if (--gate.inside === 0) gates.delete(name)
  }
}

const room = (gate: Gate): Promise<void> =>
  new Promise((resolve, reject) => {
    const enter = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      gate.waiting.splice(gate.waiting.indexOf(enter), 1)
      reject(new Problem('busy'))
    }, patience)
    gate.waiting.push(enter)
  })
