// Mails that the server refused for good: to whom, about what, and what it said.
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { Outputs } from '@usher/client'
import { Ago } from '../ui/Ago.tsx'
import { Rows } from '../ui/Rows.tsx'
import { Dialog } from '../ui/Dialog.tsx'

type Failed = Outputs['mails']['status']['failed']

export function FailedMails({ failed }: { failed: Failed }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        Show why
      </Button>
      {isOpen && (
        <Dialog title="Mails that did not go out" onClose={() => setOpen(false)} size="lg">
          <Rows>
            {failed.map(({ id, email, template, error, createdAt }) => (
              <li key={id}>
                <Text size="sm" fw={500} className="breaks">
                  {email}
                </Text>
                <Text size="xs" c="dimmed">
                  {template.replaceAll('_', ' ')}, <Ago at={createdAt} />
                </Text>
                <Text size="sm" className="breaks">
                  {error ?? 'The mail server gave no reason.'}
                </Text>
              </li>
            ))}
          </Rows>
        </Dialog>
      )}
    </>
  )
}
