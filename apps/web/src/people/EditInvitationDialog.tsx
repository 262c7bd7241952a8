// What a pending invitation offers: name, role, groups, first folders and end date can still be changed; its links stay the same.
import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { seesByReach } from '@usher/domain'
import { usePasswordAgain } from '../session/PasswordAgain.tsx'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { Optional } from '../ui/Optional.tsx'
import { fieldErrors } from '../ui/problem.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { EndDateField } from './EndDateField.tsx'
import { firstAccessOf, inputOf } from './first-access.ts'
import { FirstAccessField } from './FirstAccessField.tsx'
import { useLookAgain } from './use-look-again.ts'
import { type Person } from './person.ts'
import { RoleCards } from './RoleCards.tsx'
import { toast } from '../ui/toast.tsx'

export function EditInvitationDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [name, setName] = useState(person.name)
  const [role, setRole] = useState(person.role)
  const [endsAt, setEndsAt] = useState(person.endsAt)
  const [access, setAccess] = useState(firstAccessOf(person))
  const edit = trpc.invitations.edit.useMutation()
  const lookAgain = useLookAgain()
  const run = usePasswordAgain()
  const fields = fieldErrors(edit.error)
  const code = problemOf(edit.error)?.code

  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    try {
      await run(() =>
        edit.mutateAsync({
          invitationId: person.id,
          name: name.trim() || null,
          role,
          ...(seesByReach(role) && inputOf(access)),
          ...(endsAt !== person.endsAt && { endsAt }),
        }),
      )
      toast(`The invitation for ${person.email} is changed.`)
      onClose()
    } catch {
      // Said beside its field or below, with nothing lost.
    } finally {
      await lookAgain()
    }
  }
  return (
    <Dialog title={`Invitation for ${person.email}`} onClose={onClose} size="lg">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <TextInput
            label={<Optional>Name</Optional>}
            description="They can change it when they accept."
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fields['name']}
          />
          <RoleCards label="Role" value={role} onChange={setRole} now={person.role} />
          {seesByReach(role) && <FirstAccessField value={access} onChange={setAccess} />}
          <EndDateField
            value={endsAt}
            onChange={setEndsAt}
            {...(code === 'end_in_past' && { error: edit.error?.message })}
          />
          <DialogFoot
            onCancel={onClose}
            refused={!fields['name'] && code !== 'end_in_past' && <ProblemText error={edit.error} />}
          >
            <Button type="submit" loading={edit.isPending}>
              Save
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
