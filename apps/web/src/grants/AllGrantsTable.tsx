// The table of grants: on what, to whom, at which level, until when, given by whom; sorted by its headings. On a narrow
// screen what has no column stands below the thing.
import { ActionIcon, Box, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconUserMinus } from '@tabler/icons-react'
import { Until } from '../ui/Until.tsx'
import { thingIcons } from '../library/thing-icons.ts'
import { ThingLink } from '../library/ThingLink.tsx'
import { Ago } from '../ui/Ago.tsx'
import { SortHeading } from '../ui/SortHeading.tsx'
import { withoutEffectInWords } from './access-in-words.ts'
import type { AllGrantsSearch, ChangeAllGrants } from './all-grants-search.ts'
import { GranteeLook } from './GranteeField.tsx'
import { LevelName } from './LevelName.tsx'
import type { GrantOfAccount } from './use-all-grants.ts'
import { useGrantActs } from './use-grant-acts.ts'
import { useRemoveAccess } from './use-remove-access.tsx'

interface Props {
  grants: readonly GrantOfAccount[]
  search: AllGrantsSearch
  change: ChangeAllGrants
  /** A row is gone, with the button that had the focus. */
  onRemoved: () => void
}

export function AllGrantsTable({ grants, search, change, onRemoved }: Props) {
  const heading = { sorting: search, sort: change }
  return (
    <Table
      layout="fixed"
      verticalSpacing={10}
      horizontalSpacing="xs"
      className="grants-table"
      highlightOnHover
      highlightOnHoverColor="var(--usher-hover)"
    >
      <caption>
        <VisuallyHidden>Grants</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <SortHeading id="thing" {...heading}>
            On
          </SortHeading>
          <SortHeading id="to" {...heading} visibleFrom="sm">
            To
          </SortHeading>
          <SortHeading id="level" {...heading} visibleFrom="md">
            Level
          </SortHeading>
          <SortHeading id="ends" {...heading} visibleFrom="lg">
            Until
          </SortHeading>
          <SortHeading id="given" {...heading} visibleFrom="lg">
            Given
          </SortHeading>
          <Table.Th data-column="menu">
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {grants.map((grant) => (
          <Row key={grant.grantId} grant={grant} onRemoved={onRemoved} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Row({ grant, onRemoved }: { grant: GrantOfAccount; onRemoved: () => void }) {
  const { name, email, groupId, level, endsAt, givenAt, givenBy, noEffect } = grant
  const hasEnded = noEffect === 'ended'
  const to = (
    <div className="grantee">
      <GranteeLook isGroup={groupId !== null} name={name} />
      <div className="two-lines">
        <Text size="sm" className="breaks">
          {name}
        </Text>
        <Text size="xs" c="dimmed" className="breaks">
          {email ?? 'Group'}
        </Text>
      </div>
    </div>
  )
  const effect = noEffect && !hasEnded && (
    <Text size="xs" c="dimmed" mt={2}>
      {withoutEffectInWords[noEffect]}
    </Text>
  )
  return (
    <Table.Tr>
      <Table.Td>
        <Thing grant={grant} />
        <Box hiddenFrom="sm" mt={6}>
          {to}
        </Box>
        <Box hiddenFrom="md" mt={6}>
          <LevelName level={level} />
          {effect}
        </Box>
        <Box hiddenFrom="lg">
          <Until endsAt={endsAt} hasEnded={hasEnded} />
        </Box>
      </Table.Td>
      <Table.Td data-column="to" visibleFrom="sm">
        {to}
      </Table.Td>
      <Table.Td data-column="level" visibleFrom="md">
        <LevelName level={level} />
        {effect}
      </Table.Td>
      <Table.Td data-column="ends" visibleFrom="lg">
        {endsAt ? <Until endsAt={endsAt} hasEnded={hasEnded} /> : <span className="dimmed-dash">–</span>}
      </Table.Td>
      <Table.Td data-column="given" visibleFrom="lg">
        <Text size="sm" className="breaks">
          {givenBy ?? <span className="dimmed-dash">–</span>}
        </Text>
        <Text size="xs" c="dimmed">
          <Ago at={givenAt} />
        </Text>
      </Table.Td>
      <Table.Td data-column="menu">
        {noEffect !== 'in_trash' && <Remove grant={grant} onRemoved={onRemoved} />}
      </Table.Td>
    </Table.Tr>
  )
}

const placeInWords = ({ kind, path }: GrantOfAccount['thing']): string =>
  kind === 'collection' ? 'Collection' : path === '/' ? 'At the top of the library' : `In ${path}`

function Thing({ grant: { thing, noEffect } }: { grant: GrantOfAccount }) {
  const Icon = thingIcons[thing.kind]
  return (
    <div className="grants-thing">
      <Icon size={20} stroke={1.7} aria-hidden />
      <div className="two-lines">
        {noEffect === 'in_trash' ? (
          <Text size="sm" fw={550} className="breaks">
            {thing.name}
          </Text>
        ) : (
          <ThingLink thing={thing} className="grants-link" />
        )}
        {noEffect !== 'in_trash' && (
          <Text size="xs" c="dimmed" className="breaks">
            {placeInWords(thing)}
          </Text>
        )}
      </div>
    </div>
  )
}

function Remove({ grant, onRemoved }: { grant: GrantOfAccount; onRemoved: () => void }) {
  const { thing, noEffect } = grant
  const { id, name, kind } = thing
  const subject = { kind: kind === 'collection' ? kind : ('assets' as const), ids: [id], words: name }
  const { remove, dialog } = useRemoveAccess(subject, useGrantActs(subject), onRemoved)
  const says = `Remove access of ${grant.name} to ${thing.name}`
  return (
    <>
      <Tooltip label="Remove access">
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={says}
          onClick={() => void remove({ ...grant, noEffect: noEffect && { because: noEffect } })}
        >
          <IconUserMinus size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {dialog}
    </>
  )
}
