// How far all uploads together are, in figures and in words: those to be seen, and those said aloud.
import { bytesInWords } from '@usher/domain'
import { counted } from '../ui/in-words.ts'
import { isUnderWay, type Upload } from './upload.ts'

export interface Totals {
  /** Those that were taken on: without what was skipped, and what has to be chosen again. */
  files: number
  done: number
  /** Of those that are done or may still be, in bytes. */
  size: number
  sent: number
  underWay: number
  waiting: number
  paused: number
  offline: number
  asking: number
  interrupted: number
  refused: number
}

export function totalsOf(uploads: readonly Upload[]): Totals {
  const count = (is: Upload['state']['is']) => uploads.filter(({ state }) => state.is === is).length
  const taken = uploads.filter(({ state }) => state.is !== 'skipped' && state.is !== 'interrupted')
  const counting = taken.filter(({ state }) => state.is !== 'refused')
  const sum = (of: (upload: Upload) => number) => counting.reduce((n, upload) => n + of(upload), 0)
  return {
    files: taken.length,
    done: count('done'),
    size: sum(({ size }) => size),
    sent: sum(({ sent }) => sent),
    underWay: uploads.filter(isUnderWay).length,
    waiting: count('waiting'),
    paused: count('paused'),
    offline: count('offline'),
    asking: count('asking'),
    interrupted: count('interrupted'),
    refused: count('refused'),
  }
}

/** Nothing moves before the connection is back. */
export const isAway = ({ underWay, waiting, offline }: Totals): boolean => offline > 0 && offline + waiting === underWay

const files = (n: number) => counted(n, 'file', 'files')

/** The heading of the tray. */
export function titleOf(totals: Totals): string {
  const { underWay, paused, asking, interrupted, refused, done } = totals
  if (isAway(totals)) return 'Waiting for the connection'
  if (underWay) return `Uploading ${files(underWay)}`
  if (paused) return `${counted(paused, 'upload is', 'uploads are')} paused`
  if (asking + refused) return `${counted(asking + refused, 'upload needs', 'uploads need')} you`
  if (interrupted) return `${counted(interrupted, 'upload was', 'uploads were')} interrupted`
  return `${files(done)} uploaded`
}

/** "12 of 240 · 1.2 GB of 3.4 GB · 2 min left" */
export function progressInWords({ done, files: all, sent, size }: Totals, secondsLeft: number | null): string {
  const parts = [`${done} of ${all}`, `${bytesInWords(sent)} of ${bytesInWords(size)}`]
  if (secondsLeft !== null) parts.push(`${timeInWords(secondsLeft)} left`)
  return parts.join(' · ')
}

/** "less than 1 min", "2 min", "1 h 5 min" */
export function timeInWords(seconds: number): string {
  if (seconds < 60) return 'less than 1 min'
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''}`
}

/** What is said aloud when these figures come after those: start, end, and whatever needs the person; null: nothing. */
export function saidOf(before: Totals, now: Totals): string | null {
  const more = (of: 'refused' | 'asking' | 'interrupted') => now[of] - before[of]
  if (isAway(now) && !isAway(before)) return 'No connection. Uploading goes on by itself when it is back.'
  if (now.underWay && !before.underWay) return `Uploading ${files(now.underWay)}.`
  const needing = [
    ...(more('refused') > 0 ? [`${counted(more('refused'), 'upload was', 'uploads were')} refused.`] : []),
    ...(more('asking') > 0 ? [`${counted(more('asking'), 'name is', 'names are')} taken.`] : []),
    ...(more('interrupted') > 0
      ? [`${counted(more('interrupted'), 'upload was', 'uploads were')} interrupted: choose the files again to go on.`]
      : []),
  ]
  const isOver = before.underWay > 0 && !now.underWay
  if (isOver && now.paused) needing.push(`${counted(now.paused, 'upload', 'uploads')} paused.`)
  else if (isOver && now.done > 0) needing.push(`${files(now.done)} uploaded.`)
  return needing.join(' ') || null
}

/** How fast it goes, from what was sent within the last seconds. */
export function createMeter(windowMs = 12_000) {
  const looks: { at: number; moved: number }[] = []
  return {
    /** `moved`: all bytes sent so far; `at`: a clock in milliseconds. Gives bytes a second; null: too early to say. */
    look(at: number, moved: number): number | null {
      looks.push({ at, moved })
      while (looks[0] && at - looks[0].at > windowMs) looks.shift()
      const first = looks[0]
      if (!first || at - first.at < 2000 || moved === first.moved) return null
      return ((moved - first.moved) / (at - first.at)) * 1000
    },
    /** What was slow until now says nothing about what comes. */
    forget: () => void looks.splice(0),
  }
}
