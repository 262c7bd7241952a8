// Asks whoever can share a thing for a level on it: which one, and why. It is said to be sent whatever the thing is.
import { Anchor, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { reasonCharacters, type Level } from '@usher/domain'
import { LevelChoice } from '../grants/LevelChoice.tsx'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { FormError } from '../ui/FormError.tsx'
import { Optional } from '../ui/Optional.tsx'

interface Props {
  thingId: string
  /** Asked for unless another one is chosen. */
  level: Level
  /** The dialog that it stands in; left out on a page of its own. */
  onClose?: () => void
}

export function AskForm({ thingId, level: first, onClose }: Props) {
  const { here } = useMe()
  const [level, setLevel] = useState(first)
  const [words, setWords] = useState('')
  const make = trpc.accessRequests.make.useMutation()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    make.mutate({ thingId, level, words })
  }
  if (make.isSuccess)
    return (
      <Stack gap="lg">
        <output className="asked-sent">
          <IconSend size={18} stroke={1.8} aria-hidden />
          <Text size="sm">Sent. If it exists and can be shared, whoever can share it has been asked.</Text>
        </output>
        <Text size="sm">
          What you asked for stands under{' '}
          <Anchor component={Link} to={`/a/${here.slug}/my-access`} inherit underline="always">
            My access
          </Anchor>
          , where you can withdraw it.
        </Text>
        {onClose && <DialogFoot cancel="Close" cancelProps={{ 'data-autofocus': true }} onCancel={onClose} />}
      </Stack>
    )
  const ask = (
    <Button type="submit" loading={make.isPending}>
      Ask
    </Button>
  )
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">Whoever can share it is asked, and you hear by e-mail what they say.</Text>
        <LevelChoice value={level} onChange={setLevel} />
        <Textarea
          label={<Optional>Why you need it</Optional>}
          description="They read it with your request."
          autosize
          minRows={2}
          maxRows={6}
          maxLength={reasonCharacters}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {onClose ? (
          <DialogFoot refused={<FormError error={make.error} />} onCancel={onClose}>
            {ask}
          </DialogFoot>
        ) : (
          <>
            <FormError error={make.error} />
            <Group>{ask}</Group>
          </>
        )}
      </Stack>
    </form>
  )
}
