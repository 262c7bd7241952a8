// The ways of accepting an invitation: with a new sign-in, as the person who is signed in, after signing in as the right
// one, or by the mail alone.
import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Outputs } from '@usher/client'
import { forgetEntered } from '../session/entered.ts'
import { signInAs } from '../session/in-address.ts'
import { isAboutPassword, NewPassword } from '../session/NewPassword.tsx'
import { useSignOut } from '../session/sign-out.ts'
import { trpc } from '../trpc.ts'
import { FormError } from '../ui/FormError.tsx'
import { fieldErrors } from '../ui/problem.ts'

interface Props {
  invitation: Outputs['invitations']['read']
  token: string
  /** Somebody else than the invited person, whom this browser is signed in as. */
  signedInAs: { name: string; email: string } | null
}

function useAccept() {
  return trpc.invitations.accept.useMutation({
    onSuccess: ({ account }) => {
      forgetEntered()
      window.location.replace(`/a/${account}`)
    },
  })
}

/** Name and password for somebody new; a new password where a copied link had made the sign-in. */
export function AcceptWithPassword({ invitation, token, signedInAs }: Props) {
  const isNew = invitation.accepting === 'new'
  const [name, setName] = useState(invitation.name ?? '')
  const [password, setPassword] = useState('')
  const accept = useAccept()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    accept.mutate({ token, password, ...(isNew && { name }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {signedInAs && (
          <Text size="sm">
            You are signed in as {signedInAs.name} ({signedInAs.email}). Accepting signs you in here as{' '}
            {invitation.email} instead.
          </Text>
        )}
        {!isNew && (
          <Text size="sm">
            There is a sign-in for {invitation.email} already, but nobody has shown yet that the address is theirs. As
            you came by the mail, set a new password for it: every session that it has elsewhere ends.
          </Text>
        )}
        <TextInput label="E-mail" value={invitation.email} readOnly autoComplete="username" variant="filled" />
        {isNew && (
          <TextInput
            label="Your name"
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldErrors(accept.error)['name']}
            required
            withAsterisk={false}
          />
        )}
        <NewPassword field="password" value={password} onChange={setPassword} error={accept.error} />
        <FormError error={accept.error} saidElsewhere={isAboutPassword(accept.error)} />
        <Button type="submit" loading={accept.isPending || accept.isSuccess} fullWidth>
          Join {invitation.account.name}
        </Button>
      </Stack>
    </form>
  )
}

/** Signed in as the right person: one click, the password stays as it is. */
export function AcceptAsMe({ invitation, token }: Props) {
  const accept = useAccept()
  return (
    <Stack gap="md">
      <Text size="sm">You are signed in as {invitation.email}. Your password stays as it is.</Text>
      <FormError error={accept.error} />
      <Button onClick={() => accept.mutate({ token })} loading={accept.isPending || accept.isSuccess} fullWidth>
        Join {invitation.account.name}
      </Button>
    </Stack>
  )
}

/** The invited person has a sign-in: they sign in, and come back here. */
export function SignInToAccept({ invitation, token, signedInAs }: Props) {
  const { signOut, isPending } = useSignOut()
  const there = signInAs(invitation.email, `/accept#${encodeURIComponent(token)}`)
  return (
    <Stack gap="md">
      <Text size="sm">
        {signedInAs
          ? `You are signed in as ${signedInAs.name} (${signedInAs.email}). This invitation is for ${invitation.email}.`
          : `${invitation.email} has a sign-in already. Sign in to accept; you come back to this page.`}
      </Text>
      {signedInAs ? (
        <Button onClick={() => signOut(there)} loading={isPending} fullWidth>
          Sign out and sign in as {invitation.email}
        </Button>
      ) : (
        <Button onClick={() => window.location.assign(there)} fullWidth>
          Sign in as {invitation.email}
        </Button>
      )}
    </Stack>
  )
}

/** A copied link does not show whose address it is; only the mail does. */
export function AcceptByMail({ invitation }: Props) {
  return (
    <Text size="sm">
      For {invitation.email} this has to be opened from the mail that was sent to it: a copied link does not show whose
      address it is. Open that mail, or ask whoever invited you to send it again. Where no mail arrives, whoever runs
      this installation of Usher can vouch for your address.
    </Text>
  )
}
