// One entry in full: before and after side by side, from where and with what it was done, its request, and its JSON.
import { Anchor, Code, Group, ScrollArea, Stack, Table, Text } from '@mantine/core'
import type { LogEntry } from '@usher/client'
import { kindTitle, tell } from '@usher/domain'
import { useMay } from '../may.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Panel } from '../ui/Panel.tsx'
import { momentInWords } from '../ui/in-words.ts'
import { unfiltered, type ChangeLogSearch } from './log-search.ts'

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })

interface Props {
  entry: LogEntry
  change: ChangeLogSearch
}

export function LogDetails({ entry, change }: Props) {
  const json = JSON.stringify(entry, null, 2)
  const devices = useMay('audit.devices')
  const { actor } = entry
  const facts: [string, React.ReactNode][] = [
    ['When', exact.format(new Date(entry.at))],
    ['Who', [actor.kind === 'key' && 'API key', actor.name ?? actor.kind, actor.email].filter(Boolean).join(', ')],
    ...(devices.yes
      ? ([
          ['Address', actor.ip ?? '–'],
          ['Device', actor.device ?? '–'],
        ] as [string, React.ReactNode][])
      : []),
    ['Request', entry.request ?? '–'],
    ['Number', entry.seq],
  ]
  const only = (patch: Parameters<ChangeLogSearch>[0]) => change({ ...unfiltered, entry: undefined, ...patch })
  return (
    <Panel onClose={() => change({ entry: undefined })} size="lg" title={kindTitle(entry.what)}>
      <Stack gap="lg">
        <Text className="breaks">{tell(entry, momentInWords)}</Text>
        <Table layout="fixed" verticalSpacing={6} horizontalSpacing={0} withRowBorders={false} className="facts">
          <Table.Tbody>
            {facts.map(([title, fact]) => (
              <Table.Tr key={title}>
                <Table.Th scope="row" fw={400} c="dimmed" w={90}>
                  {title}
                </Table.Th>
                <Table.Td className="breaks">{fact}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <BeforeAfter before={entry.before} after={entry.after} />
        <Group gap="lg">
          {(actor.memberId ?? actor.keyId) && (
            <Anchor
              component="button"
              type="button"
              size="sm"
              className="link-button"
              onClick={() => only({ actor: actor.memberId ?? actor.keyId })}
            >
              Everything that {actor.name ?? 'they'} did
            </Anchor>
          )}
          {entry.request && (
            <Anchor
              component="button"
              type="button"
              size="sm"
              className="link-button"
              onClick={() => only({ request: entry.request ?? undefined })}
            >
              Everything of this request
            </Anchor>
          )}
        </Group>
        <div>
          <Group justify="space-between" mb="xs">
            <Text size="sm" fw={600}>
              As JSON
            </Text>
            <CopyButton text={json} size="xs">
              Copy JSON
            </CopyButton>
          </Group>
          <ScrollArea.Autosize
            mah={320}
            viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'The entry as JSON' }}
          >
            <Code block>{json}</Code>
          </ScrollArea.Autosize>
        </div>
      </Stack>
    </Panel>
  )
}

const inWords = (value: unknown): string =>
  value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value)

/** Every field of the two, what changed in bold. */
function BeforeAfter({ before, after }: Pick<LogEntry, 'before' | 'after'>) {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  if (!fields.length) return null
  return (
    <Table layout="fixed" verticalSpacing={6} horizontalSpacing="xs" className="before-after">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Field</Table.Th>
          <Table.Th scope="col">Before</Table.Th>
          <Table.Th scope="col">After</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fields.map((field) => {
          const [was, is] = [inWords(before?.[field]), inWords(after?.[field])]
          return (
            <Table.Tr key={field}>
              <Table.Th scope="row" fw={400} className="breaks">
                {field}
              </Table.Th>
              <Table.Td className="breaks">{was}</Table.Td>
              <Table.Td className="breaks" fw={was === is ? 400 : 600}>
                {is}
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
