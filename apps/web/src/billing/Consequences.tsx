// What another plan does, before it is confirmed: what is to be paid now, and what falls asleep or comes back.
import { List, Table, Text } from '@mantine/core'
import type { Outputs } from '@usher/client'
import { bytesInWords, moneyInWords, seatsInWords, taxInWords } from '@usher/domain'
import { counted } from '../ui/in-words.ts'
import { dayOf } from './billing.ts'

type WhatChanges = Outputs['billing']['whatChanges']
const things = [
  ['groups', 'group', 'groups'],
  ['grants', 'grant', 'grants'],
  ['collections', 'collection', 'collections'],
] as const

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

function sentences({ before, after, names, seats, storage }: WhatChanges): string[] {
  const more = (of: keyof typeof after) => Math.max(0, after[of] - before[of])
  const fewer = (of: keyof typeof after) => Math.max(0, before[of] - after[of])
  const of = (count: (of: keyof typeof after) => number) =>
    list(things.flatMap(([what, one, many]) => (count(what) ? [counted(count(what), one, many)] : [])))
  const [lost, back] = [more('members'), fewer('members')]
  const rest = names ? lost - names.length : 0
  const who = names?.length ? `: ${list([...names, ...(rest > 0 ? [`${rest} more`] : [])])}` : ''
  const [asleep, awake] = [of(more), of(fewer)]
  return [
    ...(lost ? [`${counted(lost, 'person', 'people')} cannot enter any more${who}.`] : []),
    ...(asleep ? [`Without effect from then on, and kept as they are: ${asleep}.`] : []),
    ...(back ? [`${counted(back, 'person', 'people')} can enter again.`] : []),
    ...(awake ? [`In effect again: ${awake}.`] : []),
    ...(seats.used > seats.cap
      ? [`${seatsInWords(seats)}: nobody is thrown out, and nobody can be added until there are fewer.`]
      : []),
    ...(storage.used > storage.cap
      ? [
          `${bytesInWords(storage.used)} are stored, and ${bytesInWords(storage.cap)} are part of it: nothing can be added until there is less.`,
        ]
      : []),
  ]
}

interface Props {
  of: WhatChanges
  currency: string
  taxRate: number
}
export function Consequences({ of, currency, taxRate }: Props) {
  const said = sentences(of)
  return (
    <section aria-label="What happens" aria-live="polite">
      <Text size="sm" fw={600} mb={4}>
        {of.from ? `From ${dayOf(of.from)} on` : 'At once'}
      </Text>
      <List size="sm" spacing={4} listStyleType="disc">
        {(said.length ? said : ['Nothing falls asleep, and nothing is lost.']).map((sentence) => (
          <List.Item key={sentence} className="breaks">
            {sentence}
          </List.Item>
        ))}
      </List>
      {of.invoice && (
        <Table mt="md" fz="sm" className="to-pay">
          <caption>To be paid now</caption>
          <Table.Tbody>
            {of.invoice.lines.map(({ words, cents }) => (
              <Table.Tr key={words}>
                <Table.Th scope="row">{words}</Table.Th>
                <Table.Td>{moneyInWords(cents, currency)}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Th scope="row">Tax {taxInWords(taxRate)}</Table.Th>
              <Table.Td>{moneyInWords(of.invoice.tax, currency)}</Table.Td>
            </Table.Tr>
            <Table.Tr data-total>
              <Table.Th scope="row">Total</Table.Th>
              <Table.Td>{moneyInWords(of.invoice.total, currency)}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
