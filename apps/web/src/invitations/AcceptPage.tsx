// An invitation, opened: who invites, into which account, with which role. Opening accepts nothing, the click does.
import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Outputs } from '@usher/client'
import { emailKey, roleWords } from '@usher/domain'
import { RoleBadge } from '../roles/RoleBadge.tsx'
import { useSecretInAddress } from '../session/in-address.ts'
import { Plain } from '../shell/Plain.tsx'
import { trpc } from '../trpc.ts'
import { AccountMark } from '../ui/AccountMark.tsx'
import { Ago } from '../ui/Ago.tsx'
import { Page } from '../ui/Page.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { AcceptAsMe, AcceptByMail, AcceptWithPassword, SignInToAccept } from './accept-ways.tsx'
import './accept.css'

export type Invitation = Outputs['invitations']['read']

export function AcceptPage() {
  const token = useSecretInAddress()
  const { data: invitation, error } = trpc.invitations.read.useQuery({ token }, { staleTime: Infinity })
  // A stranger gets no answer here, which says that nobody is signed in.
  const { data: me, isPending } = trpc.session.me.useQuery()
  if (error)
    return (
      <Plain>
        <Page title="Invitation">
          <ProblemText error={error}>
            <Anchor component={Link} to="/sign-in" size="sm">
              Sign in
            </Anchor>
          </ProblemText>
        </Page>
      </Plain>
    )
  if (!invitation || isPending)
    return (
      <Plain>
        <Page title="Invitation">
          <SkeletonText lines={5} />
        </Page>
      </Plain>
    )
  const signedInAs = me && emailKey(me.user.email) !== emailKey(invitation.email) ? me.user : null
  return (
    <Plain>
      <Page
        title={`Join ${invitation.account.name}`}
        mark={invitation.account.logo && <AccountMark account={invitation.account} size={56} />}
        subtitle={
          invitation.invitedBy
            ? `${invitation.invitedBy} invites ${invitation.email}`
            : `An administrator invites ${invitation.email}`
        }
      >
        <Stack gap="lg">
          <div className="accept-role">
            <RoleBadge role={invitation.role} />
            <Text size="sm">{roleWords[invitation.role].explains}</Text>
            {invitation.endsAt && (
              <Text size="sm" c="dimmed">
                Your access ends <Ago at={invitation.endsAt} />.
              </Text>
            )}
          </div>
          <Way invitation={invitation} token={token} signedInAs={signedInAs} />
          <Text size="xs" c="dimmed">
            This invitation expires <Ago at={invitation.expiresAt} />.
          </Text>
        </Stack>
      </Page>
    </Plain>
  )
}

interface WayProps {
  invitation: Invitation
  token: string
  signedInAs: { name: string; email: string } | null
}

function Way(way: WayProps) {
  switch (way.invitation.accepting) {
    case 'new':
    case 'take_over':
      return <AcceptWithPassword {...way} />
    case 'sign_in':
      return way.invitation.isMe ? <AcceptAsMe {...way} /> : <SignInToAccept {...way} />
    case 'open_mail':
      return <AcceptByMail {...way} />
    default:
      return way.invitation.accepting satisfies never
  }
}
