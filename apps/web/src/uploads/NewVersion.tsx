// A new version of a file: chosen in the browser's own dialog, or dropped onto the panel that shows the file. Whoever's
// level is too low for it reads why.
import { Button, FileButton, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { allows, operations, sentence } from '@usher/domain'
import type { Asset } from '../library/asset.ts'
import { toast } from '../ui/toast.tsx'
import { bringsFiles } from './dragged-files.ts'
import { readTransfer } from './picked.ts'
import { useQueue } from './use-uploads.ts'

const operation = 'file.addVersion'
const tooLow = { code: 'level_too_low', data: { operation, needs: operations[operation].level } } as const

export function NewVersion({ asset: { id, level } }: { asset: Asset }) {
  const queue = useQueue()
  const again = useRef<() => void>(null)
  if (!allows(level, operation))
    return (
      <Text size="xs" c="dimmed" mb="xs">
        {sentence(tooLow)}
      </Text>
    )
  const choose = (file: File | null) => {
    if (file) queue.addVersion(file, id)
    // The same one can be chosen again.
    again.current?.()
  }
  return (
    <FileButton onChange={choose} resetRef={again}>
      {(button) => (
        <Button {...button} size="xs" variant="default" mb="xs" leftSection={<IconUpload size={16} aria-hidden />}>
          New version
        </Button>
      )}
    </FileButton>
  )
}

/** For what shows a file: takes a file that is dropped onto it, where the person may add a version. */
export function useVersionDrop(asset: Asset | undefined) {
  const queue = useQueue()
  const [isOver, setOver] = useState(false)
  if (asset?.kind !== 'file' || !allows(asset.level, operation)) return { isOver: false, on: {} }
  const over = (event: React.DragEvent) => {
    if (!bringsFiles(event.nativeEvent)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  const on = {
    // The page leaves them to it.
    'data-takes-files': true,
    onDragEnter: over,
    onDragOver: over,
    onDragLeave: ({ currentTarget, relatedTarget }: React.DragEvent) => {
      if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false)
    },
    onDrop: (event: React.DragEvent) => {
      setOver(false)
      if (!bringsFiles(event.nativeEvent)) return
      event.preventDefault()
      void readTransfer(event.dataTransfer).then(({ files, folders }) => {
        const [one, ...more] = files
        if (one && !more.length && !folders.length) queue.addVersion(one.file, asset.id)
        else toast('A version is a single file: drop one alone.')
      })
    },
  }
  return { isOver, on }
}
