// Pending invitations that somebody sent who is removed or changes role: kept or revoked, with the addresses named.
import { Radio, Stack } from '@mantine/core'
import type { Outputs } from '@usher/client'
import { trpc } from '../trpc.ts'
import { counted, namesOf } from '../ui/in-words.ts'
import { titleOf } from './person.ts'

type Previewed = Outputs['members']['previewRemove']
export type Settle = 'keep' | 'revoke'

/** The invitations among what a preview says would be touched. */
export const invitationsIn = (previewed: Previewed | undefined): string[] =>
  (previewed?.entries ?? []).flatMap(({ consequences }) =>
    consequences.filter(({ on }) => on === 'invitation').map(({ id }) => id),
  )

interface Props {
  /** Their ids. */
  invitations: readonly string[]
  /** Whose they are: "Ada sent". */
  sender: string
  value: Settle
  onChange: (settle: Settle) => void
}

export function TheirInvitations({ invitations, sender, value, onChange }: Props) {
  const open = trpc.members.list.useQuery({ state: 'invited' }, { enabled: invitations.length > 0 })
  if (!invitations.length) return null
  const known = (open.data?.rows ?? []).filter(({ id }) => invitations.includes(id)).map(titleOf)
  const others = invitations.length - known.length
  const names = known.length ? namesOf(others > 0 ? [...known, `${others} more`] : known) : null
  return (
    <Radio.Group
      label={`${counted(invitations.length, 'pending invitation', 'pending invitations')} that ${sender} sent`}
      description={names}
      value={value}
      onChange={(chosen) => onChange(chosen === 'revoke' ? 'revoke' : 'keep')}
    >
      <Stack gap={8} mt="xs">
        <Radio value="keep" label="Keep them: they belong to the account" />
        <Radio value="revoke" label="Revoke them: their links stop working at once" />
      </Stack>
    </Radio.Group>
  )
}
