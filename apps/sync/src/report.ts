// What a run says: one line for each thing that it does, or a bar where there is a terminal; and what all of it came to.
import type { LocalFile } from './local.ts'

export interface Totals {
  made: number
  renamed: number
  isNew: number
  changed: number
  deleted: number
  inStep: number
  amiss: number
  /** Sent, in bytes. */
  bytes: number
}
export type Report = ReturnType<typeof openReport>

interface Terminal {
  isTTY?: boolean
  columns?: number
  write(text: string): unknown
}
const barEvery = 100 // milliseconds
/** Back to the beginning of the line, which is emptied. */
const anew = '\r\u001B[K'

/** `now`: milliseconds. `would`: nothing is done, and every line says so. */
export function openReport(out: Terminal, err: Pick<Terminal, 'write'>, now: () => number, would = false) {
  const totals: Totals = { made: 0, renamed: 0, isNew: 0, changed: 0, deleted: 0, inStep: 0, amiss: 0, bytes: 0 }
  const hasBar = out.isTTY === true && !would
  const began = now()
  let work = { what: '', things: 0, bytes: 0, thingsDone: 0, bytesDone: 0, since: began }
  let drawnAt = 0
  let isDrawn = false

  const clear = () => {
    if (isDrawn) out.write(anew)
    isDrawn = false
  }
  const draw = () => {
    if (!hasBar || now() - drawnAt < barEvery) return
    drawnAt = now()
    isDrawn = true
    out.write(anew + barOf(work, (now() - work.since) / 1000, out.columns ?? 80))
  }
  const line = (sign: string, path: string) => {
    if (!hasBar) out.write(`${sign} ${shown(path)}\n`)
    else draw()
  }
  return {
    totals,
    begin(what: string, things: number, bytes: number) {
      work = { what, things, bytes, thingsDone: 0, bytesDone: 0, since: now() }
      draw()
    },
    /** So many bytes more, read or sent; fewer than none where they have to be sent again. */
    moved(bytes: number) {
      work.bytesDone += bytes
      draw()
    },
    finished() {
      work.thingsDone += 1
      draw()
    },
    inStep: () => void (totals.inStep += 1),
    made(path: string) {
      totals.made += 1
      line('+', `${path}/`)
    },
    renamed(path: string) {
      totals.renamed += 1
      line('>', path)
    },
    sent({ path, size }: LocalFile, isNew: boolean) {
      totals[isNew ? 'isNew' : 'changed'] += 1
      totals.bytes += size
      line(isNew ? '+' : '~', path)
    },
    deleted(path: string) {
      totals.deleted += 1
      line('-', path)
    },
    amiss(path: string, why: string) {
      totals.amiss += 1
      clear()
      err.write(`! ${shown(path)}: ${why}\n`)
    },
    leftOut(path: string, why: string) {
      clear()
      err.write(`  ${shown(path)} was left out: ${why}\n`)
    },
    end() {
      clear()
      out.write(`${summaryOf(totals, (now() - began) / 1000, would)}\n`)
    },
    clear,
  }
}

/** A name can contain what moves a terminal's cursor, or turns its text round. */
const shown = (path: string): string => path.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\uFFFD')

function barOf(
  work: { what: string; things: number; bytes: number; thingsDone: number; bytesDone: number },
  seconds: number,
  columns: number,
): string {
  const share = work.bytes ? work.bytesDone / work.bytes : work.things ? work.thingsDone / work.things : 1
  const done = Math.min(1, Math.max(0, share))
  const words = ` ${Math.floor(done * 100)} % · ${work.thingsDone} of ${work.things} · ${inWords(work.bytesDone)} of ${inWords(work.bytes)} · ${inWords(perSecond(work.bytesDone, seconds))}/s`
  const width = Math.max(0, Math.min(30, columns - words.length - work.what.length - 4))
  const full = Math.round(width * done)
  return `${work.what} ${'█'.repeat(full)}${'░'.repeat(width - full)}${words}`.slice(0, columns - 1)
}
const perSecond = (bytes: number, seconds: number): number => (seconds > 0 ? Math.max(0, bytes) / seconds : 0)

/** "2.4 MB", in powers of ten. */
export function inWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let n = Math.max(0, bytes)
  let unit = 0
  while (n >= 999.5 && unit < units.length - 1) {
    n /= 1000
    unit += 1
  }
  return `${unit && n < 9.95 ? n.toFixed(1) : n.toFixed(0)} ${units[unit]}`
}

/** "12 new, 3 changed, 1 deleted, 1984 in step, 2 not mirrored. 45 MB in 12.1 s, 3.7 MB/s." */
export function summaryOf(t: Totals, seconds: number, would: boolean): string {
  const parts = [
    [t.isNew, 'new'],
    [t.changed, 'changed'],
    [t.made, t.made === 1 ? 'folder made' : 'folders made'],
    [t.renamed, 'renamed'],
    [t.deleted, 'into the trash'],
    [t.inStep, 'in step'],
    [t.amiss, 'not mirrored'],
  ] as const
  const said = parts.flatMap(([n, words]) => (n ? [`${n} ${words}`] : [])).join(', ') || 'nothing on either side'
  if (would) return `Nothing was done. It would be: ${said}.`
  const speed = t.bytes ? `, ${inWords(perSecond(t.bytes, seconds))}/s` : ''
  return `${said[0]?.toUpperCase()}${said.slice(1)}. ${inWords(t.bytes)} in ${seconds.toFixed(1)} s${speed}.`
}
