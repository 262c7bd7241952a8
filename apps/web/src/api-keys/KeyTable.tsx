// The table of keys: each with the beginning of its secret, what it may do, its state and its last use, and a menu. On a phone
// all of that stands below the name.
import { ActionIcon, Badge, Code, Group, Menu, Table, Text, VisuallyHidden } from '@mantine/core'
import {
  IconDots,
  IconHistory,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMay, useMe } from '../may.ts'
import { Until } from '../ui/Until.tsx'
import { Ago } from '../ui/Ago.tsx'
import { momentInWords } from '../ui/in-words.ts'
import { scopeLines, stateWords, type ListedKey } from './key.ts'

interface Props {
  keys: readonly ListedKey[]
  onEdit: (key: ListedKey) => void
  onRoll: (key: ListedKey) => void
  onSetDisabled: (key: ListedKey, isDisabled: boolean) => void
  onDelete: (key: ListedKey) => void
}

export function KeyTable({ keys, ...acts }: Props) {
  return (
    <Table layout="fixed" verticalSpacing={10} horizontalSpacing="xs" className="key-table">
      <caption>
        <VisuallyHidden>API keys</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Key</Table.Th>
          <Table.Th scope="col" data-column="may" visibleFrom="md">
            May
          </Table.Th>
          <Table.Th scope="col" data-column="state" visibleFrom="sm">
            State
          </Table.Th>
          <Table.Th scope="col" data-column="used" visibleFrom="sm">
            Last use
          </Table.Th>
          <Table.Th data-column="menu">
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map((key) => (
          <Table.Tr key={key.id}>
            <Table.Td>
              <Group gap={10} wrap="nowrap" align="flex-start">
                <IconKey size={20} stroke={1.7} aria-hidden className="key-thing" />
                <div className="key-what">
                  <Text size="sm" fw={550} className="breaks">
                    {key.name}
                  </Text>
                  <Code className="key-prefix">{key.prefix}…</Code>
                  <Text size="xs" c="dimmed" hiddenFrom="md">
                    {scopeLines(key.scopes).join(', ')}
                  </Text>
                  {key.oldUntil && (
                    <Text size="xs" c="dimmed">
                      Its old secret works until {momentInWords(key.oldUntil)}.
                    </Text>
                  )}
                  <Group gap={8} mt={4} hiddenFrom="sm">
                    <State of={key} />
                    <Used of={key} />
                  </Group>
                </div>
              </Group>
            </Table.Td>
            <Table.Td data-column="may" visibleFrom="md">
              {scopeLines(key.scopes).map((line) => (
                <Text key={line} size="sm">
                  {line}
                </Text>
              ))}
            </Table.Td>
            <Table.Td data-column="state" visibleFrom="sm">
              <State of={key} />
            </Table.Td>
            <Table.Td data-column="used" visibleFrom="sm">
              <Used of={key} />
            </Table.Td>
            <Table.Td data-column="menu">
              <KeyMenu of={key} {...acts} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function State({ of: { state, endsAt } }: { of: ListedKey }) {
  const { title, color } = stateWords[state]
  return (
    <div>
      <Badge color={color} variant="light">
        {title}
      </Badge>
      <Until endsAt={endsAt} hasEnded={state === 'ended'} />
    </div>
  )
}

function Used({ of: { lastUsedAt } }: { of: ListedKey }) {
  return (
    <Text size="sm" c="dimmed" component="span">
      {lastUsedAt ? <Ago at={lastUsedAt} /> : 'never used'}
    </Text>
  )
}

function KeyMenu({ of: key, onEdit, onRoll, onSetDisabled, onDelete }: Omit<Props, 'keys'> & { of: ListedKey }) {
  const readsLog = useMay('audit.account').yes
  const { slug } = useMe().here
  const isDisabled = key.state === 'disabled'
  return (
    <Menu position="bottom-end" withinPortal width={200} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={`Actions for ${key.name}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} stroke={1.8} aria-hidden />} onClick={() => onEdit(key)}>
          Edit
        </Menu.Item>
        <Menu.Item leftSection={<IconRefresh size={16} stroke={1.8} aria-hidden />} onClick={() => onRoll(key)}>
          Roll
        </Menu.Item>
        <Menu.Item
          leftSection={
            isDisabled ? (
              <IconPlayerPlay size={16} stroke={1.8} aria-hidden />
            ) : (
              <IconPlayerPause size={16} stroke={1.8} aria-hidden />
            )
          }
          onClick={() => onSetDisabled(key, !isDisabled)}
        >
          {isDisabled ? 'Enable' : 'Disable'}
        </Menu.Item>
        {readsLog && (
          <Menu.Item
            component={Link}
            to={`/a/${slug}/log?actor=${key.id}`}
            leftSection={<IconHistory size={16} stroke={1.8} aria-hidden />}
          >
            What it did
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash size={16} stroke={1.8} aria-hidden />}
          c="var(--mantine-color-error)"
          onClick={() => onDelete(key)}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
