// The groups of the account: how many people are in each and what is shared with it, the limit beside "Create group", and
// every dialog opened from here.
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { upgradeInWords, useMay } from '../may.ts'
import { AskForMoreDialog } from '../requests/AskForMoreDialog.tsx'
import { trpc } from '../trpc.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { toast } from '../ui/toast.tsx'
import { DeleteGroupDialog } from './DeleteGroupDialog.tsx'
import { useLookAgain } from './group-acts.ts'
import type { ListedGroup } from './group.ts'
import { GroupDrawer } from './GroupDrawer.tsx'
import { GroupMeter } from './GroupMeter.tsx'
import { GroupNameDialog } from './GroupNameDialog.tsx'
import { GroupTable } from './GroupTable.tsx'
import { useGroupsSearch } from './groups-search.ts'
import './groups.css'

type OpenDialog = { kind: 'create' | 'askForMore' } | { kind: 'rename' | 'delete'; group: ListedGroup }

export function GroupsPage() {
  const [search, change] = useGroupsSearch()
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const list = trpc.groups.list.useQuery()
  const manage = useMay('groups.manage')
  const create = () => setDialog({ kind: 'create' })
  const askForMore = () => setDialog({ kind: 'askForMore' })
  const opened = dialog ?? (search.dialog && manage.yes ? { kind: search.dialog } : null)
  const close = () => {
    setDialog(null)
    if (search.dialog) change({ dialog: undefined }, { replace: true })
  }
  return (
    <Page
      title="Groups"
      subtitle="People with restricted access, to whom things are given as if to one person."
      actions={<GroupMeter groups={list.data?.used} onCreate={create} onAskForMore={askForMore} />}
    >
      {!manage.yes && manage.feature && (
        <Text size="sm" mb="md" maw={640}>
          Groups sleep on this plan: everything is kept, and nothing reaches anybody through them.{' '}
          {upgradeInWords('groups.manage', manage.feature)}
        </Text>
      )}
      <ListFrame
        of={list}
        rows={list.data?.groups}
        loading={<SkeletonRows rows={4} height={48} />}
        empty={
          <EmptyState
            sentence="There are no groups yet. What is shared with a group reaches everybody in it."
            action={
              manage.yes && (
                <Button variant="default" onClick={create}>
                  Create the first group
                </Button>
              )
            }
          />
        }
      >
        {(groups) => (
          <GroupTable
            groups={groups}
            onOpen={({ id }) => change({ group: id, tab: 'members' })}
            onViewAccess={({ id }) => change({ group: id, tab: 'access' })}
            onRename={(group) => setDialog({ kind: 'rename', group })}
            onDelete={(group) => setDialog({ kind: 'delete', group })}
          />
        )}
      </ListFrame>
      {search.group && <GroupDrawer id={search.group} tab={search.tab} change={change} />}
      {opened && (
        <OpenedDialog
          dialog={opened}
          onAskForMore={askForMore}
          onCreated={(group) => change({ group, tab: 'members', dialog: undefined })}
          onClose={close}
        />
      )}
    </Page>
  )
}

interface OpenedProps {
  dialog: OpenDialog
  onAskForMore: () => void
  onCreated: (groupId: string) => void
  onClose: () => void
}
function OpenedDialog({ dialog, onAskForMore, onCreated, onClose }: OpenedProps) {
  const lookAgain = useLookAgain()
  const creating = trpc.groups.create.useMutation()
  const renaming = trpc.groups.rename.useMutation()
  switch (dialog.kind) {
    case 'create':
      return (
        <GroupNameDialog
          title="Create group"
          given=""
          about="As people call it: an agency, a team, a project."
          verb="Create"
          onSubmit={async (name) => {
            const { id } = await creating.mutateAsync({ name })
            await lookAgain()
            onCreated(id)
          }}
          wayOut={(error) =>
            problemOf(error)?.code === 'groups_full' && (
              <Button size="xs" mt={6} onClick={onAskForMore}>
                Ask for more
              </Button>
            )
          }
          onClose={onClose}
        />
      )
    case 'rename': {
      const { id, name: before } = dialog.group
      return (
        <GroupNameDialog
          title={`Rename ${before}`}
          given={before}
          verb="Rename"
          onSubmit={async (name) => {
            await renaming.mutateAsync({ groupId: id, name })
            await lookAgain()
            toast(`${before} is called ${name.trim()} now.`)
          }}
          onClose={onClose}
        />
      )
    }
    case 'delete':
      return <DeleteGroupDialog group={dialog.group} onClose={onClose} />
    case 'askForMore':
      return <AskForMoreDialog limit="groups" onClose={onClose} />
    default:
      return dialog satisfies never
  }
}
