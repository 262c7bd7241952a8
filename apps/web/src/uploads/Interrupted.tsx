// What a reload has broken off: no page may keep files, so that they have to be chosen again; the bytes are kept.
import { Button, Group, Text } from '@mantine/core'
import { useRef } from 'react'
import { uploadHours } from '@usher/domain'
import { counted } from '../ui/in-words.ts'
import { toast } from '../ui/toast.tsx'
import { canChooseFolders, FileFields, type Choosing } from './FileFields.tsx'
import type { Picked } from './picked.ts'
import type { Queue } from './queue.ts'
import type { Upload } from './upload.ts'

export function Interrupted({ queue, uploads }: { queue: Queue; uploads: readonly Upload[] }) {
  const choosing = useRef<Choosing>(null)
  const interrupted = uploads.filter(({ state }) => state.is === 'interrupted')
  const one = interrupted.length === 1
  const take = ({ files }: Picked) => {
    const strangers = queue.takeUp(files)
    if (strangers)
      toast(`Left out, as name, size or date differ from what was interrupted: ${counted(strangers, 'file', 'files')}.`)
  }
  return (
    <div className="tray-note">
      <FileFields ref={choosing} onChoose={take} />
      <Text size="sm">
        Choose the {one ? 'file' : 'files'} again to go on from where {one ? 'it was' : 'they were'}. What was sent is
        kept for {uploadHours} hours.
      </Text>
      <Group gap="xs" mt={8}>
        <Button size="xs" onClick={() => choosing.current?.files()}>
          Choose {one ? 'the file' : 'files'}
        </Button>
        {canChooseFolders && !one && (
          <Button size="xs" variant="default" onClick={() => choosing.current?.folder()}>
            Choose a folder
          </Button>
        )}
        <Button
          size="xs"
          variant="subtle"
          color="red"
          onClick={() => interrupted.forEach(({ id }) => queue.cancel(id))}
        >
          Discard {one ? 'it' : 'them'}
        </Button>
      </Group>
    </div>
  )
}
