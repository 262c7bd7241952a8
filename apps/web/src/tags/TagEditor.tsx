// The tags of one thing or of many: those that all have, those that only some have (mixed), and a field for more. Each
// step is saved at once.
import { ActionIcon, Group, Stack, Text, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { ListFrame } from '../ui/ListFrame.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { trpc } from '../trpc.ts'
import { TagField } from './TagField.tsx'
import './tags.css'

interface Props {
  assetIds: readonly string[]
  mayChange: boolean
}

export function TagEditor({ assetIds, mayChange }: Props) {
  const ids = useMemo(() => [...assetIds], [assetIds])
  const list = trpc.tags.list.useQuery({ assetIds: ids })
  const utils = trpc.useUtils()
  const changing = trpc.tags.change.useMutation()
  const change = (what: { add?: string[]; remove?: string[] }) =>
    void changing
      .mutateAsync({ assetIds: ids, ...what })
      .catch(() => {}) // said below
      .finally(
        () =>
          void Promise.all([utils.tags.invalidate(), utils.search.invalidate(), utils.library.history.invalidate()]),
      )
  const of = list.data?.of ?? 0
  return (
    <Stack gap="xs">
      <ListFrame
        of={list}
        rows={list.data?.tags}
        loading={<SkeletonText lines={1} />}
        empty={
          <Text size="sm" c="dimmed">
            No tags yet.
          </Text>
        }
      >
        {(tags) => (
          <ul className="tags" aria-label="Tags">
            {tags.map(({ name, on }) => (
              <li key={name} className="tag" data-mixed={on < of || undefined}>
                <span className="breaks">{name}</span>
                {on < of && <span className="tag-count">{`${on} of ${of}`}</span>}
                {mayChange && on < of && (
                  <Tooltip label="Put on all">
                    <ActionIcon
                      size={24}
                      variant="subtle"
                      color="gray"
                      aria-label={`Put ${name} on all`}
                      onClick={() => change({ add: [name] })}
                    >
                      <IconPlus size={14} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                )}
                {mayChange && (
                  <ActionIcon
                    size={24}
                    variant="subtle"
                    color="gray"
                    aria-label={`Remove ${name}`}
                    onClick={() => change({ remove: [name] })}
                  >
                    <IconX size={14} aria-hidden />
                  </ActionIcon>
                )}
              </li>
            ))}
          </ul>
        )}
      </ListFrame>
      {mayChange && (
        <Group gap="xs" align="flex-end">
          <TagField
            label="Add tags"
            placeholder="Type a tag, then Enter"
            value={[]}
            onChange={(add) => add.length && change({ add })}
            className="tags-field"
          />
        </Group>
      )}
      <ProblemText error={changing.error} />
    </Stack>
  )
}
