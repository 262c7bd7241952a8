// Adding people: who, in which role, perhaps with groups and first folders, and until when. What is wrong is said beside its
// field, nothing typed is lost, and afterwards each line has its answer and its link.
import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { problemOf } from '@usher/client'
import { readName, seesByReach, type Role } from '@usher/domain'
import { usePasswordAgain } from '../session/PasswordAgain.tsx'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { Optional } from '../ui/Optional.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { EndDateField } from './EndDateField.tsx'
import { inputOf, noAccessYet } from './first-access.ts'
import { FirstAccessField } from './FirstAccessField.tsx'
import { InviteeField, linesOf, nobody, type Invitees } from './InviteeField.tsx'
import { InviteResults } from './InviteResults.tsx'
import { useLookAgain } from './use-look-again.ts'
import { AskForMoreDialog } from '../requests/AskForMoreDialog.tsx'
import { counted } from '../ui/in-words.ts'
import { RoleCards } from './RoleCards.tsx'

export function AddUserDialog({ onClose }: { onClose: () => void }) {
  const [invitees, setInvitees] = useState<Invitees>(nobody)
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role | null>(null)
  const [endsAt, setEndsAt] = useState<string | null>(null)
  const [access, setAccess] = useState(noAccessYet)
  const [wasSent, setWasSent] = useState(false)
  const [asking, setAsking] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const create = trpc.invitations.create.useMutation()
  const lookAgain = useLookAgain()
  const run = usePasswordAgain()

  const lines = linesOf(invitees)
  const good = lines.filter(({ wrong }) => wrong === null)
  const [only] = lines.length === 1 ? lines : []
  const asksName = lines.length <= 1 && !invitees.file && !only?.name
  const typedName = asksName && name.trim() ? readName(name) : null
  const wrong = {
    who:
      lines.length === 0
        ? 'Type an e-mail address.'
        : good.length === 0
          ? (only?.wrong ?? 'None of these lines can be added. See what each needs.')
          : null,
    name: typedName && !typedName.ok ? typedName.wrong : null,
    role: role ? null : 'Choose a role.',
  }
  const code = problemOf(create.error)?.code

  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    setWasSent(true)
    if (wrong.who || wrong.name || !role) {
      const missing = wrong.who ? 'textarea' : wrong.name ? 'input[type=text]' : '.choice-card'
      form.current?.querySelector<HTMLElement>(missing)?.focus()
      return
    }
    const people = good.map((line) => {
      const named = line.name ?? (typedName?.ok ? typedName.value : null)
      return { email: line.email, ...(named && { name: named }) }
    })
    try {
      await run(() => create.mutateAsync({ people, role, endsAt, ...(seesByReach(role) && inputOf(access)) }))
    } catch {
      // Said below, with nothing lost.
    } finally {
      await lookAgain()
    }
  }
  const again = () => {
    create.reset()
    setInvitees(nobody)
    setName('')
    setWasSent(false)
  }

  const askForMore = asking && <AskForMoreDialog limit="seats" onClose={() => setAsking(false)} />
  if (create.data)
    return (
      <Dialog title="Add user" onClose={onClose} size="lg">
        {askForMore}
        <InviteResults
          results={create.data.results}
          onAgain={again}
          onAskForMore={() => setAsking(true)}
          onDone={onClose}
        />
      </Dialog>
    )
  const leftOut = lines.length - good.length
  return (
    <Dialog title="Add user" onClose={onClose} size="lg">
      <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="lg">
          <InviteeField value={invitees} onChange={setInvitees} error={wasSent ? wrong.who : null} />
          {wasSent && wrong.who && invitees.file && (
            <Text size="sm" c="red" role="alert">
              {wrong.who}
            </Text>
          )}
          {asksName && (
            <TextInput
              label={<Optional>Name</Optional>}
              description="They are asked for it when they accept."
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={wasSent ? wrong.name : null}
              autoComplete="off"
            />
          )}
          <RoleCards label="Role" value={role} onChange={setRole} error={wasSent ? wrong.role : null} />
          {role && seesByReach(role) && <FirstAccessField value={access} onChange={setAccess} />}
          <EndDateField
            value={endsAt}
            onChange={setEndsAt}
            {...(code === 'end_in_past' && { error: create.error?.message })}
          />
          <DialogFoot
            onCancel={onClose}
            refused={
              code !== 'end_in_past' && (
                <ProblemText error={create.error}>
                  {code === 'seats_full' && (
                    <Button size="xs" mt={6} onClick={() => setAsking(true)}>
                      Ask for more
                    </Button>
                  )}
                </ProblemText>
              )
            }
          >
            <Button type="submit" loading={create.isPending}>
              {good.length > 1 ? `Invite ${good.length} people` : 'Invite'}
              {good.length > 0 && leftOut > 0 && `, leave out ${counted(leftOut, 'line', 'lines')}`}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
      {askForMore}
    </Dialog>
  )
}
