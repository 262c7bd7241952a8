// The people of the account: members and invitations in one table, seats beside "Add user", everything that is shown
// kept in the address, every dialog opened from here.
import { Button, Group, Pagination } from '@mantine/core'
import type { RowSelectionState } from '@tanstack/react-table'
import { useCallback, useState } from 'react'
import { keepPreviousData } from '@tanstack/react-query'
import { MailMenu } from '../mails/MailMenu.tsx'
import { MailNotice } from '../mails/MailNotice.tsx'
import { AskForMoreDialog } from '../requests/AskForMoreDialog.tsx'
import { trpc } from '../trpc.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { AddUserDialog } from './AddUserDialog.tsx'
import { BulkBar } from './BulkBar.tsx'
import { ChangeRoleDialog } from './ChangeRoleDialog.tsx'
import { CopyLinkDialog } from './CopyLinkDialog.tsx'
import { EditGroupsDialog } from './EditGroupsDialog.tsx'
import { EditInvitationDialog } from './EditInvitationDialog.tsx'
import { usePeopleActs, type PeopleActs } from './people-acts.ts'
import { OpenDialogContext, type OpenDialog } from './people-dialogs.ts'
import { usePeopleSearch } from './people-search.ts'
import { PeopleFilters } from './PeopleFilters.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { holdingRoles, holdsTheAccount } from './person.ts'
import { PersonDrawer } from './PersonDrawer.tsx'
import { EndSessionsDialog, RevokeDialog, SuspendDialog } from './PlainDialogs.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import { SeatMeter } from './SeatMeter.tsx'
import { SetEndDialog } from './SetEndDialog.tsx'
import './people.css'

/** The only member who holds the account, if there is only one: cannot be taken away. */
function useLastAdministrator(): string | null {
  const list = trpc.members.list.useQuery({ state: 'active', roles: holdingRoles })
  const holders = list.data?.rows.filter(holdsTheAccount) ?? []
  return list.data?.pages === 1 && holders.length === 1 ? (holders[0]?.id ?? null) : null
}

export function PeoplePage() {
  const [search, change] = usePeopleSearch()
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const [selected, setSelected] = useState<RowSelectionState>({})
  const askForMore = useCallback(() => setDialog({ kind: 'askForMore' }), [])
  const acts = usePeopleActs(askForMore)
  const lastAdministrator = useLastAdministrator()
  const { q, state, roles, sort, desc, page } = search
  const list = trpc.members.list.useQuery(
    { search: q, state, roles, sort, descending: desc, page },
    { placeholderData: keepPreviousData },
  )
  const rows = list.data?.rows ?? []
  // What went out of sight is not acted upon.
  const chosen = rows.filter(({ id }) => selected[id])
  const opened = dialog ?? (search.dialog ? { kind: search.dialog } : null)
  const isFiltered = q !== '' || state !== 'all' || roles.length > 0
  const clear = () => change({ q: '', state: 'all', roles: [] })

  const close = () => {
    setDialog(null)
    if (search.dialog) change({ dialog: undefined }, { replace: true })
  }

  return (
    <OpenDialogContext value={setDialog}>
      <Page
        title="People"
        actions={
          <>
            <SeatMeter seats={list.data?.seats} onAdd={() => setDialog({ kind: 'add' })} onAskForMore={askForMore} />
            <MailMenu />
          </>
        }
      >
        <MailNotice />
        {chosen.length > 0 ? (
          <BulkBar people={chosen} lastAdministrator={lastAdministrator} acts={acts} onClear={() => setSelected({})} />
        ) : (
          <PeopleFilters search={search} change={change} counts={list.data?.counts} />
        )}
        <ListFrame
          of={list}
          rows={list.data?.rows}
          loading={<SkeletonRows rows={6} />}
          empty={
            <EmptyState
              sentence={isFiltered ? 'Nobody matches.' : 'There is nobody on this page.'}
              action={
                <Button variant="default" onClick={clear}>
                  {isFiltered ? 'Clear filters' : 'To the first page'}
                </Button>
              }
            />
          }
        >
          {(shown) => (
            <PeopleTable
              rows={shown}
              onSelect={setSelected}
              {...{ search, change, selected, lastAdministrator, acts }}
            />
          )}
        </ListFrame>
        {list.data && list.data.pages > 1 && (
          <Group justify="center" mt="lg">
            <Pagination
              total={list.data.pages}
              value={page}
              onChange={(to) => change({ page: to })}
              getControlProps={(control) => ({ 'aria-label': `${control} page` })}
              getItemProps={(n) => ({ 'aria-label': `Page ${n}` })}
            />
          </Group>
        )}
        {search.person && <PersonDrawer id={search.person} tab={search.tab} change={change} />}
        {opened && <OpenedDialog dialog={opened} acts={acts} onClose={close} />}
      </Page>
    </OpenDialogContext>
  )
}

interface OpenedProps {
  dialog: OpenDialog
  acts: PeopleActs
  onClose: () => void
}
function OpenedDialog({ dialog, acts, onClose }: OpenedProps) {
  switch (dialog.kind) {
    case 'add':
      return <AddUserDialog onClose={onClose} />
    case 'askForMore':
      return <AskForMoreDialog limit="seats" onClose={onClose} />
    case 'edit':
      return <EditInvitationDialog person={dialog.person} onClose={onClose} />
    case 'editGroups':
      return <EditGroupsDialog person={dialog.person} onClose={onClose} />
    case 'copyLink':
      return <CopyLinkDialog person={dialog.person} onClose={onClose} />
    case 'changeRole':
      return <ChangeRoleDialog people={dialog.people} onClose={onClose} />
    case 'remove':
      return <RemoveDialog people={dialog.people} onClose={onClose} />
    case 'setEnd':
      return <SetEndDialog people={dialog.people} onClose={onClose} />
    case 'suspend':
      return <SuspendDialog people={dialog.people} acts={acts} onClose={onClose} />
    case 'endSessions':
      return <EndSessionsDialog people={dialog.people} onClose={onClose} />
    case 'revoke':
      return <RevokeDialog people={dialog.people} onClose={onClose} />
    default:
      return dialog satisfies never
  }
}
