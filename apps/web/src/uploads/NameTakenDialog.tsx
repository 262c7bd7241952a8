// Asks what becomes of a file whose name is taken: a new version of what is there, a file beside it, or nothing.
import { Button, Checkbox, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { nameBeside } from '@usher/domain'
import { Dialog } from '../ui/Dialog.tsx'
import type { Answer, Upload } from './upload.ts'

interface Props {
  upload: Upload
  /** So many others ask the same by now. */
  more: number
  onAnswer: (answer: Answer, forRest: boolean) => void
  /** Not now: the upload goes on asking. */
  onClose: () => void
}

export function NameTakenDialog({ upload: { name, state }, more, onAnswer, onClose }: Props) {
  const [forRest, setForRest] = useState(false)
  const canVersion = state.is === 'asking' && state.canVersion
  return (
    <Dialog title={`${name} is here already`} onClose={onClose} closeButtonProps={{ 'aria-label': 'Decide later' }}>
      <Stack gap="md">
        <Text size="sm">
          {canVersion
            ? 'A new version takes the place of the file that is here, which stays among its versions.'
            : 'This name is not available here.'}{' '}
          Kept beside it, the file is called {nameBeside(name, () => false)}.
        </Text>
        <Checkbox
          label={more ? `The same for all the rest (${more} so far)` : 'The same for all the rest'}
          checked={forRest}
          onChange={(event) => setForRest(event.currentTarget.checked)}
        />
        <div className="dialog-foot answers">
          <Button variant="default" onClick={() => onAnswer('skip', forRest)}>
            Skip
          </Button>
          <Button variant={canVersion ? 'default' : 'filled'} onClick={() => onAnswer('rename', forRest)}>
            Keep both
          </Button>
          {canVersion && (
            <Button data-autofocus onClick={() => onAnswer('version', forRest)}>
              New version
            </Button>
          )}
        </div>
      </Stack>
    </Dialog>
  )
}
