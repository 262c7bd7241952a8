// The collections that one sees, by name: whose they are, how much of them one sees, and what one can do with them.
import { ActionIcon, Button, Group, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconPlus, IconShieldCheck, IconStack2 } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { LevelName } from '../grants/LevelName.tsx'
import { useMay, useMe } from '../may.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { counted } from '../ui/in-words.ts'
import { ownerOf, useCollections, type ListedCollection } from './collection.ts'
import { useCollectionActs } from './collection-acts.ts'
import { CollectionDialogs, type OpenDialog } from './CollectionDialogs.tsx'
import { CollectionMenu, type MenuActs } from './CollectionMenu.tsx'
import './collections.css'

export function CollectionsPage() {
  const { here } = useMe()
  const found = useCollections()
  const navigate = useNavigate()
  const acts = useCollectionActs()
  const mayCreate = useMay('collections.create').yes
  const mayGuard = useMay('account.own').yes
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const create = () => setDialog({ kind: 'create' })
  const menuActs: MenuActs = {
    zip: (collection) => void acts.zip(collection),
    share: (collection) => setDialog({ kind: 'share', collection }),
    rename: (collection) => setDialog({ kind: 'rename', collection }),
    remove: (collection) => setDialog({ kind: 'delete', collection }),
  }
  return (
    <Page
      title="Collections"
      subtitle="Files and folders under one name. Whoever gets a collection sees what is in it, and no more."
      actions={
        <>
          {mayGuard && (
            <Tooltip label="What collections pass on">
              <ActionIcon
                variant="default"
                size={36}
                aria-label="What collections pass on"
                onClick={() => setDialog({ kind: 'guard' })}
              >
                <IconShieldCheck size={18} stroke={1.8} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
          {mayCreate && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create}>
              New collection
            </Button>
          )}
        </>
      }
    >
      <ListFrame
        of={found}
        rows={found.collections}
        loading={<SkeletonRows rows={4} height={48} />}
        empty={
          <EmptyState
            sentence="There is no collection that you see yet."
            action={
              mayCreate && (
                <Button variant="default" onClick={create}>
                  Create a collection
                </Button>
              )
            }
          />
        }
      >
        {(collections) => (
          <>
            <CollectionTable collections={collections} acts={menuActs} />
            <Group justify="center" mt="md">
              <LoadMore of={found} />
            </Group>
          </>
        )}
      </ListFrame>
      {dialog && (
        <CollectionDialogs
          dialog={dialog}
          onCreated={(collection) =>
            void navigate({
              to: '/a/$account/collections/$collection',
              params: { account: here.slug, collection },
            })
          }
          onClose={() => setDialog(null)}
        />
      )}
    </Page>
  )
}

function CollectionTable({ collections, acts }: { collections: readonly ListedCollection[]; acts: MenuActs }) {
  const { here } = useMe()
  return (
    <Table layout="fixed" verticalSpacing={10} horizontalSpacing="xs" className="collection-table" highlightOnHover>
      <caption>
        <VisuallyHidden>Collections</VisuallyHidden>
      </caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Collection</Table.Th>
          <Table.Th scope="col" data-column="things" visibleFrom="sm">
            Things
          </Table.Th>
          <Table.Th scope="col" data-column="owner" visibleFrom="sm">
            Owner
          </Table.Th>
          <Table.Th scope="col" data-column="level" visibleFrom="md">
            You
          </Table.Th>
          <Table.Th data-column="menu">
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {collections.map((collection) => (
          <Table.Tr key={collection.id}>
            <Table.Td>
              <Group gap={10} wrap="nowrap">
                <IconStack2 size={20} stroke={1.7} aria-hidden className="collection-icon" />
                <div>
                  <Link
                    to="/a/$account/collections/$collection"
                    params={{ account: here.slug, collection: collection.id }}
                    className="collection-name breaks"
                  >
                    {collection.name}
                  </Link>
                  <Text size="xs" c="dimmed" hiddenFrom="sm">
                    {counted(collection.things, 'thing', 'things')}, {ownerOf(collection)}
                  </Text>
                </div>
              </Group>
            </Table.Td>
            <Table.Td data-column="things" visibleFrom="sm">
              {collection.things}
            </Table.Td>
            <Table.Td data-column="owner" visibleFrom="sm" className="breaks">
              {ownerOf(collection)}
            </Table.Td>
            <Table.Td data-column="level" visibleFrom="md">
              <LevelName level={collection.level} />
            </Table.Td>
            <Table.Td data-column="menu">
              <CollectionMenu collection={collection} acts={acts} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
