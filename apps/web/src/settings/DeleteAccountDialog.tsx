// Deleting the account: what goes with it, what has to be done before, and its name once more. For thirty days it can be undone.
import { Button, List, Stack, Text, TextInput } from '@mantine/core'
import { IconCheck, IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Outputs } from '@usher/client'
import { bytesInWords, undoDays } from '@usher/domain'
import { useMe } from '../may.ts'
import { usePasswordAgain } from '../session/PasswordAgain.tsx'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { counted } from '../ui/in-words.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { Rows } from '../ui/Rows.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { toast } from '../ui/toast.tsx'
import { useAct } from '../ui/use-act.ts'
import { useExport } from './use-export.ts'

type Goes = Outputs['accounts']['whatGoes']

const sentences = (g: Goes): string[] => [
  `${counted(g.members, 'member', 'members')}${g.invitations ? ` and ${counted(g.invitations, 'open invitation', 'open invitations')}` : ''}. Their sign-ins and their other accounts stay.`,
  `${counted(g.files, 'file', 'files')} in ${counted(g.folders, 'folder', 'folders')}, the trash included: ${bytesInWords(g.bytes)}.`,
  `${counted(g.groups, 'group', 'groups')}, ${counted(g.collections, 'collection', 'collections')}, ${counted(g.keys, 'API key', 'API keys')}, and all that was shared.`,
  'The settings and the log. Invoices are kept.',
]

export function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const { here } = useMe()
  const goes = trpc.accounts.whatGoes.useQuery(undefined, { staleTime: 0, gcTime: 0, retry: false })
  const remove = trpc.accounts.delete.useMutation()
  const utils = trpc.useUtils()
  const withPassword = usePasswordAgain()
  const [name, setName] = useState('')
  const { error, busy, run } = useAct(async () => {
    await withPassword(() => remove.mutateAsync({ name }))
    toast(`${here.name} is deleted.`)
    await utils.session.me.invalidate()
  })
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  const isReady = goes.data?.isExported === true && !goes.data.subscriptionRuns
  const isNamed = name.normalize('NFC') === here.name
  return (
    <Dialog title={`Delete ${here.name}`} onClose={onClose} withCloseButton={false}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text size="sm">
            From that moment on nobody can enter it. For {undoDays} days its administrators can undo that; then it is
            erased for good, with:
          </Text>
          {!goes.data && !goes.error && <SkeletonText lines={4} />}
          <ProblemText error={goes.error} />
          {goes.data && (
            <>
              <List size="sm" spacing={4} listStyleType="disc">
                {sentences(goes.data).map((sentence) => (
                  <List.Item key={sentence}>{sentence}</List.Item>
                ))}
              </List>
              <Before goes={goes.data} billing={`/a/${here.slug}/billing`} />
            </>
          )}
          <TextInput
            label={`Type “${here.name}” to confirm`}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
          <DialogFoot
            onCancel={onClose}
            cancelProps={{ 'data-autofocus': true }}
            refused={<ProblemText error={error} />}
          >
            <Button type="submit" color="red" disabled={!isReady || !isNamed} loading={busy}>
              Delete {here.name}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}

/** What comes before it: the export, and the end of what is paid for. */
function Before({ goes, billing }: { goes: Goes; billing: string }) {
  const { take, isTaking } = useExport()
  return (
    <Rows label="Before that">
      <li>
        <div className="row">
          <div className="two-lines">
            <Text fw={600} size="sm">
              Export the account
            </Text>
            <Text size="sm" c="dimmed">
              {goes.isExported ? 'You have asked for its world file within the last day.' : 'As a world file, by you.'}
            </Text>
          </div>
          <Button
            variant="default"
            size="xs"
            leftSection={goes.isExported ? <IconCheck size={16} aria-hidden /> : <IconDownload size={16} aria-hidden />}
            aria-label={goes.isExported ? 'Download World file again' : 'Download World file'}
            loading={isTaking('world')}
            onClick={() => void take('world')}
          >
            {goes.isExported ? 'Again' : 'Download'}
          </Button>
        </div>
      </li>
      {goes.subscriptionRuns && (
        <li>
          <div className="row">
            <div className="two-lines">
              <Text fw={600} size="sm">
                Cancel the subscription
              </Text>
              <Text size="sm" c="dimmed">
                It goes on, and would be invoiced.
              </Text>
            </div>
            <Button component={Link} to={billing} variant="default" size="xs">
              Open billing
            </Button>
          </div>
        </li>
      )}
    </Rows>
  )
}
