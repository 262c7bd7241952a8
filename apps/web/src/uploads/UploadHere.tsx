// Brings files and folders into the folder that is open: by its button, dropped anywhere on the page, or pasted.
import { Button, Menu, Portal } from '@mantine/core'
import { IconChevronDown, IconFileUpload, IconFolderUp, IconUpload } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { allows, type Level } from '@usher/domain'
import { namesOf } from '../ui/in-words.ts'
import { toast } from '../ui/toast.tsx'
import { bringsFiles } from './dragged-files.ts'
import { canChooseFolders, FileFields, type Choosing } from './FileFields.tsx'
import { namedByMoment, readTransfer, type Picked } from './picked.ts'
import { useQueue } from './use-uploads.ts'
import './uploads.css'

interface Props {
  /** Null: the root. */
  folderId: string | null
  /** The person's level on it. */
  level: Level | null
  /** What it is called. */
  name: string
}

export function UploadHere({ folderId, level, name }: Props) {
  const queue = useQueue()
  if (!allows(level, 'folder.uploadInto')) return null
  const add = (picked: Picked) => {
    if (picked.unreadable.length) toast(`Could not be read, and left out: ${namesOf(picked.unreadable)}.`)
    queue.add(picked, folderId)
  }
  return (
    <>
      <UploadButton onChoose={add} />
      <DropAndPaste name={name} onGiven={(picked) => void picked.then(add)} />
    </>
  )
}

function UploadButton({ onChoose }: { onChoose: (picked: Picked) => void }) {
  const choosing = useRef<Choosing>(null)
  return (
    <>
      <FileFields ref={choosing} onChoose={onChoose} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            leftSection={<IconUpload size={18} aria-hidden />}
            rightSection={<IconChevronDown size={16} aria-hidden />}
          >
            Upload
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileUpload size={16} aria-hidden />} onClick={() => choosing.current?.files()}>
            Files…
          </Menu.Item>
          {canChooseFolders && (
            <Menu.Item leftSection={<IconFolderUp size={16} aria-hidden />} onClick={() => choosing.current?.folder()}>
              Folder…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** A dialog has the page to itself. */
const isCovered = () => document.querySelector('[aria-modal="true"]') !== null
/** Something on the page takes files for itself. */
const isTaken = ({ target }: Event) => target instanceof Element && target.closest('[data-takes-files]') !== null
const isTyping = ({ target }: Event) =>
  target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null

function DropAndPaste({ name, onGiven }: { name: string; onGiven: (picked: Promise<Picked>) => void }) {
  const [isOver, setOver] = useState(false)
  const given = useRef(onGiven)
  useEffect(() => {
    given.current = onGiven
  })
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (isTaken(event)) return setOver(false)
      if (!bringsFiles(event) || isCovered()) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    // Left for another element of the page, it has that one as its relative.
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (isTaken(event) || !event.dataTransfer || !bringsFiles(event) || isCovered()) return
      event.preventDefault()
      given.current(readTransfer(event.dataTransfer))
    }
    const paste = (event: ClipboardEvent) => {
      if (!event.clipboardData?.types.includes('Files') || isTyping(event) || isCovered()) return
      event.preventDefault()
      given.current(readTransfer(event.clipboardData).then(withMoments))
    }
    const listening = new AbortController()
    const { signal } = listening
    addEventListener('dragenter', over, { signal })
    addEventListener('dragover', over, { signal })
    addEventListener('dragleave', leave, { signal })
    addEventListener('drop', drop, { signal })
    addEventListener('paste', paste, { signal })
    return () => listening.abort()
  }, [])
  if (!isOver) return null
  return (
    <Portal>
      <div className="drop-here">
        <div className="drop-here-words">
          <IconUpload size={28} stroke={1.6} aria-hidden />
          Drop to upload into {name}
        </div>
      </div>
    </Portal>
  )
}

const withMoments = (picked: Picked): Picked => ({
  ...picked,
  files: picked.files.map(({ file, path }) => ({ file: path.length ? file : namedByMoment(file, new Date()), path })),
})
