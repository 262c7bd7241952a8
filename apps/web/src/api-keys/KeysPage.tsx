// The API keys of the account: what each may do and when it was used last, the limit beside "Create key", and every dialog that
// is opened from here.
import { Button, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { AskForMoreDialog } from '../requests/AskForMoreDialog.tsx'
import { trpc } from '../trpc.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { Ago } from '../ui/Ago.tsx'
import { isFoundBy, type ListedKey } from './key.ts'
import { useKeyActs } from './key-acts.ts'
import { KeyDialog } from './KeyDialog.tsx'
import { KeyMeter } from './KeyMeter.tsx'
import { KeyTable } from './KeyTable.tsx'
import { RollDialog } from './RollDialog.tsx'
import { SecretDialog } from './SecretDialog.tsx'
import './api-keys.css'

type OpenDialog =
  | { kind: 'create' | 'askForMore' }
  | { kind: 'edit' | 'roll' | 'delete'; key: ListedKey }
  | { kind: 'secret'; name: string; secret: string }

export function KeysPage() {
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const [typed, setTyped] = useState('')
  const list = trpc.keys.list.useQuery()
  const acts = useKeyActs()
  const create = () => setDialog({ kind: 'create' })
  const all = list.data?.keys
  return (
    <Page
      title="API keys"
      subtitle="For programs that use the library of this account without a person."
      actions={
        <KeyMeter
          keys={list.data && { used: list.data.used, cap: list.data.cap }}
          onCreate={create}
          onAskForMore={() => setDialog({ kind: 'askForMore' })}
        />
      }
    >
      {all && all.length > 1 && (
        <TextInput
          aria-label="Find a key"
          placeholder="Name, or beginning of the secret"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maw={340}
          mb="md"
          autoComplete="off"
        />
      )}
      <ListFrame
        of={list}
        rows={all?.filter((key) => isFoundBy(key, typed))}
        loading={<SkeletonRows rows={3} height={56} />}
        empty={
          all?.length ? (
            <EmptyState
              sentence="No key has that in its name, or begins so."
              action={
                <Button variant="default" onClick={() => setTyped('')}>
                  Show all keys
                </Button>
              }
            />
          ) : (
            <EmptyState
              sentence="There are no keys yet. A key lets a program, such as your website, read and fill the library."
              action={
                <Button variant="default" onClick={create}>
                  Create the first key
                </Button>
              }
            />
          )
        }
      >
        {(keys) => (
          <KeyTable
            keys={keys}
            onEdit={(key) => setDialog({ kind: 'edit', key })}
            onRoll={(key) => setDialog({ kind: 'roll', key })}
            onSetDisabled={(key, isDisabled) => void acts.setDisabled(key, isDisabled)}
            onDelete={(key) => setDialog({ kind: 'delete', key })}
          />
        )}
      </ListFrame>
      {dialog && <OpenedDialog dialog={dialog} open={setDialog} />}
    </Page>
  )
}

function OpenedDialog({ dialog, open }: { dialog: OpenDialog; open: (dialog: OpenDialog | null) => void }) {
  const acts = useKeyActs()
  const close = () => open(null)
  switch (dialog.kind) {
    case 'create':
      return (
        <KeyDialog
          onSubmit={async (input) => {
            const secret = await acts.create(input)
            open({ kind: 'secret', name: input.name.trim(), secret })
          }}
          onAskForMore={() => open({ kind: 'askForMore' })}
          onClose={close}
        />
      )
    case 'edit':
      return (
        <KeyDialog
          of={dialog.key}
          onSubmit={async (input) => {
            await acts.change({ keyId: dialog.key.id, ...input })
            close()
          }}
          onClose={close}
        />
      )
    case 'roll':
      return (
        <RollDialog
          name={dialog.key.name}
          onRoll={async (oldWorks) => {
            const secret = await acts.roll({ keyId: dialog.key.id, oldWorks })
            open({ kind: 'secret', name: dialog.key.name, secret })
          }}
          onClose={close}
        />
      )
    case 'secret':
      return <SecretDialog name={dialog.name} secret={dialog.secret} onClose={close} />
    case 'delete': {
      const { key } = dialog
      return (
        <ConfirmDialog
          title={`Delete ${key.name}?`}
          verb="Delete key"
          destructive
          onConfirm={() => acts.remove(key)}
          onClose={close}
        >
          <Text size="sm">
            Its calls are refused from now on, and it cannot be brought back: disabling it can be undone. What it
            uploaded stays.
            {key.lastUsedAt ? (
              <>
                {' '}
                It was used last <Ago at={key.lastUsedAt} />.
              </>
            ) : (
              ' It was never used.'
            )}
          </Text>
        </ConfirmDialog>
      )
    }
    case 'askForMore':
      return <AskForMoreDialog limit="keys" onClose={close} />
    default:
      return dialog satisfies never
  }
}
