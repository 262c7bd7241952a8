// What would be gone with something that is given up, in sentences: what is not seen any more, what is had at a lower
// level, and what stays as it is.
import { levelWords } from '@usher/domain'
import { counted, namesOf } from '../ui/in-words.ts'
import type { Going } from './my-access.ts'

type Thing = Going['things'][number]
const names = (things: readonly Thing[]) => namesOf(things.map(({ asset }) => asset.name))
const inside = (things: readonly Thing[]) =>
  things.some(({ asset }) => asset.kind === 'folder') ? ', with everything inside' : ''

export function goingInWords({ things, more }: Going): string[] {
  const lost = things.filter(({ left }) => left === null)
  const lower = things.filter(({ left, level }) => left !== null && left !== level)
  const same = things.filter(({ left, level }) => left === level)
  return [
    ...(lost.length ? [`You will not see ${names(lost)} any more${inside(lost)}.`] : []),
    ...lower.map(
      ({ asset, left }) =>
        `On ${asset.name}, “${left ? levelWords[left].title : ''}” is left, which reaches you in another way.`,
    ),
    ...(same.length ? [`Nothing changes for ${names(same)}: you have as much in another way.`] : []),
    ...(more ? [`The same is to be expected of ${counted(more, 'more thing', 'more things')}.`] : []),
  ]
}
