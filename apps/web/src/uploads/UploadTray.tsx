// The tray: every upload of this tab with its bar, and all of them together. It stays while one moves through the app, can
// be folded, and says aloud what starts, ends or needs the person.
import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { counted } from '../ui/in-words.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Interrupted } from './Interrupted.tsx'
import { NameTakenDialog } from './NameTakenDialog.tsx'
import { OtherFolderDialog } from './OtherFolderDialog.tsx'
import { TrayHead } from './TrayHead.tsx'
import { canCancel, isStranded } from './upload.ts'
import { UploadList } from './UploadList.tsx'
import { useQueue, useShownOf } from './use-uploads.ts'
import './uploads.css'

type Opened = { kind: 'place'; ids: readonly string[] } | { kind: 'discard' }

export function UploadTray() {
  const queue = useQueue()
  const shown = useShownOf(queue)
  const { uploads, totals, said } = shown
  const [isOpen, setOpen] = useState(true)
  const [dialog, setDialog] = useState<Opened | null>(null)
  const [isDeciding, setDeciding] = useState(false)
  const tray = useTray(uploads.length > 0, () => setOpen(false))
  useEffect(() => void queue.lookForInterrupted(), [queue])

  const asked = uploads.find(({ state }) => state.is === 'asking')
  const isAsked = asked !== undefined
  // The first question opens by itself, unless the person is at something else; put off, its row has a button.
  useEffect(() => {
    const timer = setTimeout(() => setDeciding(isAsked && !isBusy()), 0)
    return () => clearTimeout(timer)
  }, [isAsked])

  const stranded = uploads.filter(isStranded)
  const discarded = uploads.filter(canCancel).length
  const close = () => setDialog(null)
  return (
    <>
      <VisuallyHidden component="output">{said}</VisuallyHidden>
      {uploads.length > 0 && (
        <section ref={tray} aria-label="Uploads" className="tray">
          <TrayHead
            queue={queue}
            shown={shown}
            isOpen={isOpen}
            onToggle={() => setOpen(!isOpen)}
            onDiscardAll={() => setDialog({ kind: 'discard' })}
          />
          {isOpen && totals.interrupted > 0 && <Interrupted queue={queue} uploads={uploads} />}
          {isOpen && (
            <UploadList
              queue={queue}
              uploads={uploads}
              onDecide={() => setDeciding(true)}
              onChooseFolder={(id) => setDialog({ kind: 'place', ids: [id] })}
            />
          )}
        </section>
      )}
      {isDeciding && asked && (
        <NameTakenDialog
          upload={asked}
          more={totals.asking - 1}
          onAnswer={(answer, forRest) => queue.answer(asked.id, answer, forRest)}
          onClose={() => setDeciding(false)}
        />
      )}
      {dialog?.kind === 'place' && (
        <OtherFolderDialog
          uploads={uploads.filter(({ id }) => dialog.ids.includes(id))}
          others={stranded.filter(({ id }) => !dialog.ids.includes(id))}
          onChoose={queue.retarget}
          onClose={close}
        />
      )}
      {dialog?.kind === 'discard' && (
        <ConfirmDialog
          title={`Discard ${counted(discarded, 'upload', 'uploads')}?`}
          verb={`Discard ${counted(discarded, 'upload', 'uploads')}`}
          destructive
          onConfirm={async () => queue.cancelAll()}
          onClose={close}
        >
          What was sent of {discarded === 1 ? 'it' : 'them'} so far is thrown away.
          {totals.done > 0 && ` What is done stays in the library: ${counted(totals.done, 'file', 'files')}.`}
        </ConfirmDialog>
      )}
    </>
  )
}

/** In a dialog or typing. */
const isBusy = () =>
  document.querySelector('[aria-modal="true"]') !== null ||
  (document.activeElement?.matches('input:not([type=checkbox]), textarea, [contenteditable]') ?? false)

/**
 * Pages leave as much room below as it is high, toasts stand above it; Escape folds it and loses nothing. When it goes, the
 * page's title has the focus that was in it.
 */
function useTray(isThere: boolean, fold: () => void) {
  const ref = useRef<HTMLElement>(null)
  const folding = useRef(fold)
  useEffect(() => {
    folding.current = fold
  })
  useEffect(() => {
    const tray = ref.current
    if (!tray) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(([entry]) => {
      if (entry) style.setProperty('--tray-height', `${Math.ceil(entry.borderBoxSize[0]?.blockSize ?? 0)}px`)
    })
    observer.observe(tray)
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return
      folding.current()
      tray.querySelector<HTMLElement>('[aria-expanded]')?.focus()
    }
    let hadFocus = false
    const note = ({ target }: Event) => (hadFocus = target instanceof Node && tray.contains(target))
    tray.addEventListener('keydown', onKey)
    document.addEventListener('focusin', note)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', note)
      style.removeProperty('--tray-height')
      if (hadFocus && document.activeElement === document.body) document.querySelector('h1')?.focus()
    }
  }, [isThere])
  return ref
}
