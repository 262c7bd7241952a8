// How the command line puts things: tables, amounts, accounts, and arguments that it reads.
import { InvalidArgumentError } from 'commander'
import { planTitles, readEmail, readName, seatsInWords, type Read } from '@usher/domain'
import type { AccountState, PlanEffect } from '@usher/api/server'

/** Columns as wide as their widest cell; the last one is as long as it likes. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, n) => Math.max(title.length, ...rows.map((row) => (row[n] ?? '').length)))
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const amount = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** The state of an account after a command, and what its people will notice. */
export function accountInWords(a: AccountState): string {
  const { seatsUsed: used, limits } = a
  const lines = [`${a.name} (${a.slug}): plan ${planTitles[a.plan]}, ${seatsInWords({ used, cap: limits.seats })}.`]
  if (a.deleted)
    lines.push(
      `Deleted on ${moment(a.deleted.at)}: nobody enters it, and it is erased on ${moment(a.deleted.erasedAt)}. This undoes it: operator account restore ${a.slug}`,
    )
  if (used > limits.seats)
    lines.push('Over the limit: nobody is thrown out, and nobody can be added until there are fewer.')
  if (a.dormant)
    lines.push(
      `${amount(a.dormant, 'member')} cannot enter on this plan; everything comes back with a plan that carries it.`,
    )
  if (!a.administrators)
    lines.push(
      `Nobody administers it for good. This makes somebody an administrator: operator rescue ${a.slug} EMAIL --name NAME`,
    )
  return lines.join('\n')
}

/** What another plan does: first from which to which, then what falls asleep, then what comes back. */
export function planEffectInWords({ from, to, before, after }: PlanEffect): string[] {
  if (from === to) return [`Plan ${planTitles[to]}, as now: nothing changes.`]
  const differing = (sign: 1 | -1) => (of: keyof PlanEffect['after']) => Math.max(0, sign * (after[of] - before[of]))
  const things = (n: (of: keyof PlanEffect['after']) => number) =>
    [
      [n('groups'), 'group'],
      [n('grants'), 'grant'],
      [n('collections'), 'collection'],
    ].flatMap(([count, what]) => (count ? [amount(Number(count), String(what))] : []))
  const [asleep, awake] = [differing(1), differing(-1)]
  const [sleep, wake] = [things(asleep), things(awake)]
  const lines = [
    ...(asleep('members') ? [`${amount(asleep('members'), 'member')} cannot enter any more.`] : []),
    ...(sleep.length ? [`Without effect from then on, kept as they are: ${sleep.join(', ')}.`] : []),
    ...(awake('members') ? [`${amount(awake('members'), 'member')} can enter again.`] : []),
    ...(wake.length ? [`In effect again: ${wake.join(', ')}.`] : []),
  ]
  return [
    `Plan ${planTitles[from]} → ${planTitles[to]}`,
    ...(lines.length ? lines : ['Nothing falls asleep, and nothing comes back.']),
  ]
}

const reading =
  (read: (typed: string) => Read<string>) =>
  (typed: string): string => {
    const found = read(typed)
    if (found.ok) return found.value
    throw new InvalidArgumentError(found.wrong)
  }
export const emailArgument = reading(readEmail)
export const nameArgument = reading(readName)

/** A whole number from 1 to `most`. */
export const numberUpTo =
  (most: number) =>
  (typed: string): number => {
    const n = Number(typed)
    if (/^\d+$/.test(typed) && n >= 1 && n <= most) return n
    throw new InvalidArgumentError(`Write a whole number from 1 to ${most}.`)
  }

/** 2026-01-31 12:00 UTC */
export const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
