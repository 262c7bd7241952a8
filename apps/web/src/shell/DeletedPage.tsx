// An account that is deleted: since when, and until when that can be undone. The one thing left to do there is its administrators'.
import { Button, Stack, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import type { Outputs } from '@usher/client'
import { may } from '@usher/domain'
import { trpc } from '../trpc.ts'
import { dayInWords, momentInWords } from '../ui/in-words.ts'
import { Page } from '../ui/Page.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { toast } from '../ui/toast.tsx'
import { WaysOut } from './WaysOut.tsx'

type Here = NonNullable<Outputs['session']['me']['here']>

interface Props {
  here: Here
  deleted: NonNullable<Here['deleted']>
  /** By the server's clock. */
  now: string
}

export function DeletedPage({ here, deleted, now }: Props) {
  const isOver = new Date(deleted.erasedAt) <= new Date(now)
  const mayUndo = may(here, 'account.restore').yes && !isOver
  return (
    <Page title={here.name}>
      <Stack gap="lg" maw={560}>
        <Text>
          This account was deleted on {dayInWords(deleted.at)}.{' '}
          {isOver ? (
            'It is being erased, and that cannot be undone.'
          ) : (
            <>
              It is erased for good on <b title={momentInWords(deleted.erasedAt)}>{dayInWords(deleted.erasedAt)}</b>,
              with its people, files and log.{' '}
              {mayUndo
                ? 'Until then you can undo that: everything is then as it was before.'
                : 'Until then its administrators can undo that.'}
            </>
          )}
        </Text>
        {mayUndo && <Undo name={here.name} />}
        <WaysOut aside={mayUndo} />
      </Stack>
    </Page>
  )
}

function Undo({ name }: { name: string }) {
  const utils = trpc.useUtils()
  const restore = trpc.accounts.restore.useMutation({
    onSuccess: () => {
      toast(`${name} is as it was before.`)
      return utils.invalidate()
    },
  })
  return (
    <Stack gap="sm" align="flex-start">
      <Button
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        loading={restore.isPending}
        onClick={() => restore.mutate()}
      >
        Undo the deletion
      </Button>
      <ProblemText error={restore.error} />
    </Stack>
  )
}
