// What came of each line: invited, here already, invited already, no seat left; with its link, and all links at once.
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import {
  IconArmchairOff,
  IconCircleCheck,
  IconMailOff,
  IconUserCheck,
  IconUserQuestion,
  type Icon,
} from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Outputs } from '@usher/client'
import { invitationDays } from '@usher/domain'
import { useMe } from '../may.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { Rows } from '../ui/Rows.tsx'
import { counted } from '../ui/in-words.ts'
import { linkWarning } from './link-warning.ts'
import './invitees.css'

export type InviteResult = Outputs['invitations']['create']['results'][number]

const outcomes: Record<InviteResult['outcome'], { icon: Icon; words: string; color: string }> = {
  invited: { icon: IconCircleCheck, words: 'Invited', color: 'green' },
  already_member: { icon: IconUserCheck, words: 'Is here already', color: 'gray' },
  already_invited: {
    icon: IconUserQuestion,
    words: 'Is invited already: resend or copy the link in the list',
    color: 'gray',
  },
  no_seat: { icon: IconArmchairOff, words: 'Not invited: no seat left', color: 'orange' },
}

interface Props {
  results: readonly InviteResult[]
  onAgain: () => void
  onAskForMore: () => void
  onDone: () => void
}

export function InviteResults({ results, onAgain, onAskForMore, onDone }: Props) {
  const { mail, publicUrl } = useMe()
  const invited = results.filter(({ link }) => link)
  const warning = linkWarning(publicUrl)
  const doneButton = useRef<HTMLButtonElement>(null)
  // The form that had the focus is gone.
  useEffect(() => doneButton.current?.focus({ preventScroll: true }), [])
  const all = invited.map(({ email, link }) => `${email}\t${link}`).join('\n')
  return (
    <Stack gap="md">
      <Text component="output" display="block" fw={600}>
        {invited.length ? `${counted(invited.length, 'person', 'people')} invited.` : 'Nobody new was invited.'}
      </Text>
      {invited.length > 0 &&
        (mail === 'files' ? (
          <Alert color="gray" variant="light" icon={<IconMailOff size={20} aria-hidden />} title="No mail was sent">
            No mail server is set up. Copy{' '}
            {invited.length === 1 ? 'this link and hand it on' : 'these links and hand them on'} yourself.
          </Alert>
        ) : (
          <Text size="sm" c="dimmed">
            The mail is on its way. A link can be handed on as well; each is for one person, and holds for{' '}
            {invitationDays} days.
          </Text>
        ))}
      {invited.length > 0 && warning && (
        <Text size="sm" c="dimmed">
          {warning}
        </Text>
      )}
      <Rows>
        {results.map(({ email, outcome, link }) => {
          const { icon: Icon, words, color } = outcomes[outcome]
          return (
            <Group key={email} component="li" gap="sm" align="flex-start">
              <Icon
                size={20}
                stroke={1.6}
                aria-hidden
                color={`var(--mantine-color-${color}-text)`}
                className="result-icon"
              />
              <div className="result">
                <Text size="sm" fw={500} className="breaks">
                  {email}
                </Text>
                <Text size="xs" c="dimmed">
                  {words}
                </Text>
                {link && (
                  <Text size="xs" className="link-text" component="code">
                    {link}
                  </Text>
                )}
              </div>
              {link && (
                <CopyButton text={link} size="xs">
                  Copy link
                </CopyButton>
              )}
            </Group>
          )
        })}
      </Rows>
      <DialogFoot
        cancel="Add others"
        onCancel={onAgain}
        aside={
          <>
            {invited.length > 1 && <CopyButton text={all}>Copy all</CopyButton>}
            {results.some(({ outcome }) => outcome === 'no_seat') && (
              <Button variant="default" onClick={onAskForMore}>
                Ask for more seats
              </Button>
            )}
          </>
        }
      >
        <Button ref={doneButton} onClick={onDone}>
          Done
        </Button>
      </DialogFoot>
    </Stack>
  )
}
