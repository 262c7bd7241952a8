// The table of groups: each with how many people are in it and how many things are shared with it, and a menu. On a phone
// the figures move below the name.
import { ActionIcon, Group, Menu, Table, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconDots, IconEye, IconId, IconListTree, IconPencil, IconTrash, IconUsersGroup } from '@tabler/icons-react'
import { useViewAs } from '../view-as/use-view-as.ts'
import { useMay } from '../may.ts'
import { peopleInWords, thingsInWords, type ListedGroup } from './group.ts'

interface Props {
  groups: readonly ListedGroup[]
  onOpen: (group: ListedGroup) => void
  onViewAccess: (group: ListedGroup) => void
  onRename: (group: ListedGroup) => void
  onDelete: (group: ListedGroup) => void
}

export function GroupTable({ groups, onOpen, onViewAccess, onRename, onDelete }: Props) {
  const manage = useMay('groups.manage')
  const viewAs = useViewAs()
  return (
    <Table
      layout="fixed"
      verticalSpacing={10}
      horizontalSpacing="xs"
      className="group-table"
      highlightOnHover
      highlightOnHoverColor="var(--usher-hover)"
    >
      <caption>
        <VisuallyHidden>Groups</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Group</Table.Th>
          <Table.Th scope="col" data-column="people" visibleFrom="sm">
            People
          </Table.Th>
          <Table.Th scope="col" data-column="things" visibleFrom="sm">
            Things shared
          </Table.Th>
          <Table.Th data-column="menu">
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {groups.map((group) => (
          <Table.Tr key={group.id}>
            <Table.Td>
              <Group gap={10} wrap="nowrap">
                <IconUsersGroup size={20} stroke={1.7} aria-hidden className="group-thing" />
                <div className="group-who">
                  <UnstyledButton className="group-name" onClick={() => onOpen(group)}>
                    {group.name}
                  </UnstyledButton>
                  <Text size="xs" c="dimmed" hiddenFrom="sm">
                    {peopleInWords(group.people)}, {thingsInWords(group.things)}
                  </Text>
                </div>
              </Group>
            </Table.Td>
            <Table.Td data-column="people" visibleFrom="sm">
              {group.people}
            </Table.Td>
            <Table.Td data-column="things" visibleFrom="sm">
              {group.things}
            </Table.Td>
            <Table.Td data-column="menu">
              <Menu position="bottom-end" withinPortal width={200} withInitialFocusPlaceholder={false}>
                <Menu.Target>
                  <ActionIcon variant="subtle" color="gray" size={32} aria-label={`Actions for ${group.name}`}>
                    <IconDots size={18} aria-hidden />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconId size={16} stroke={1.8} aria-hidden />} onClick={() => onOpen(group)}>
                    Members and shares
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconListTree size={16} stroke={1.8} aria-hidden />}
                    onClick={() => onViewAccess(group)}
                  >
                    View access
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconEye size={16} stroke={1.8} aria-hidden />}
                    onClick={() => viewAs.group(group.id)}
                  >
                    View as
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconPencil size={16} stroke={1.8} aria-hidden />}
                    disabled={!manage.yes}
                    onClick={() => onRename(group)}
                  >
                    Rename
                  </Menu.Item>
                  <Menu.Divider />
                  <Menu.Item
                    leftSection={<IconTrash size={16} stroke={1.8} aria-hidden />}
                    c="var(--mantine-color-error)"
                    onClick={() => onDelete(group)}
                  >
                    Delete
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
