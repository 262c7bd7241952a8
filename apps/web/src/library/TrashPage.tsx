// The trash: what was deleted, for how long it stays, and the way back, to its place or to another one; or for good, now.
import { ActionIcon, Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconArrowBackUp, IconFile, IconFolder, IconTrashX } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { trashDays } from '@usher/domain'
import { useMe } from '../may.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'
import { trpc } from '../trpc.ts'
import { Ago } from '../ui/Ago.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { focusTitleIfLost } from '../ui/focus-title.ts'
import { ListFrame } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { dayInWords } from '../ui/in-words.ts'
import { LoadMore } from '../ui/LoadMore.tsx'
import { type TrashedAsset } from './asset.ts'
import { useLookAgain } from './library-acts.ts'
import { addressOf } from './library-search.ts'
import { PurgeDialog } from './PurgeDialog.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import { useTrash } from './use-trash.ts'
import './library.css'

/** Refusals that another place or another name answers. */
const askable: ReadonlySet<string | undefined> = new Set(['name_taken', 'level_too_low', 'not_found', 'too_deep'])

export function TrashPage() {
  const { here } = useMe()
  const params = { account: here.slug }
  const navigate = useNavigate()
  const trash = useTrash()
  const [asking, setAsking] = useState<{ asset: TrashedAsset; refused: unknown } | null>(null)
  const restoring = trpc.library.restore.useMutation()
  const lookAgain = useLookAgain()
  const [purging, setPurging] = useState<readonly TrashedAsset[] | null>(null)

  /** To the place it lay in; where that cannot be, asks. */
  const restore = async (asset: TrashedAsset) => {
    if (!asset.place.isThere) return setAsking({ asset, refused: null })
    try {
      await restoring.mutateAsync({ trashedId: asset.id, destinationId: asset.place.id })
      toast(`Restored ${asset.name} to where it was.`, {
        label: 'Show',
        go: () => void navigate({ to: '/a/$account/library', params, search: addressOf(asset.place.id) }),
      })
    } catch (refused) {
      if (askable.has(problemOf(refused)?.code)) setAsking({ asset, refused })
      else toastRefusal(refused)
    } finally {
      await lookAgain()
      // Its button is gone with its row.
      focusTitleIfLost()
    }
  }
  return (
    <Page
      title="Trash"
      subtitle={`What is deleted can be restored for ${trashDays} days.`}
      actions={
        <>
          {trash.assets?.length ? (
            <Button variant="default" onClick={() => setPurging(trash.assets ?? [])}>
              {trash.hasNextPage ? 'Delete these for good' : 'Empty trash'}
            </Button>
          ) : null}
          <Button component={Link} to={`/a/${here.slug}/library`} variant="default">
            To the library
          </Button>
        </>
      }
    >
      <ListFrame
        of={trash}
        rows={trash.assets}
        loading={<SkeletonRows rows={6} height={46} />}
        empty={<EmptyState sentence="Nothing lies in the trash." />}
      >
        {(assets) => (
          <Table layout="fixed" verticalSpacing={7} horizontalSpacing="xs" className="library-table">
            <caption>
              <VisuallyHidden>What lies in the trash</VisuallyHidden>
            </caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Name</Table.Th>
                <Table.Th scope="col" data-column="deleted" visibleFrom="sm">
                  Deleted
                </Table.Th>
                <Table.Th scope="col" data-column="gone" visibleFrom="sm">
                  Gone for good
                </Table.Th>
                <Table.Th data-column="restore">
                  <VisuallyHidden>Actions</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {assets.map((asset) => {
                const Icon = asset.kind === 'folder' ? IconFolder : IconFile
                return (
                  <Table.Tr key={asset.id}>
                    <Table.Td>
                      <div className="asset">
                        <Icon size={20} stroke={1.7} aria-hidden className="asset-icon" data-kind={asset.kind} />
                        <div className="two-lines">
                          <Text size="sm" fw={550} className="breaks">
                            {asset.name}
                          </Text>
                          <Text size="xs" c="dimmed" hiddenFrom="sm">
                            Deleted <Ago at={asset.deletedAt} />, gone on {dayInWords(asset.goneAt)}
                          </Text>
                        </div>
                      </div>
                    </Table.Td>
                    <Table.Td data-column="deleted" visibleFrom="sm">
                      <Ago at={asset.deletedAt} />
                    </Table.Td>
                    <Table.Td data-column="gone" visibleFrom="sm">
                      <Ago at={asset.goneAt} />
                    </Table.Td>
                    <Table.Td data-column="restore">
                      <Group gap={4} justify="flex-end" wrap="nowrap">
                        <Button
                          size="xs"
                          variant="default"
                          leftSection={<IconArrowBackUp size={16} aria-hidden />}
                          aria-label={`Restore ${asset.name}`}
                          loading={restoring.isPending && restoring.variables.trashedId === asset.id}
                          onClick={() => void restore(asset)}
                        >
                          Restore
                        </Button>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          size={30}
                          aria-label={`Delete ${asset.name} for good`}
                          onClick={() => setPurging([asset])}
                        >
                          <IconTrashX size={18} stroke={1.7} aria-hidden />
                        </ActionIcon>
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                )
              })}
            </Table.Tbody>
          </Table>
        )}
      </ListFrame>
      {trash.hasNextPage && (
        <Group justify="center" mt="md">
          <LoadMore of={trash} />
        </Group>
      )}
      {purging && <PurgeDialog assets={purging} onClose={() => setPurging(null)} />}
      {asking && <RestoreDialog {...asking} onClose={() => setAsking(null)} />}
    </Page>
  )
}
