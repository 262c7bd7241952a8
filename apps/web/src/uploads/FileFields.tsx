// The browser's own dialogs for choosing files and whole folders, behind buttons that look like ours.
import { useImperativeHandle, useRef } from 'react'
import { readChosen, type Picked } from './picked.ts'

export interface Choosing {
  files: () => void
  folder: () => void
}
/** Phones have files alone. */
export const canChooseFolders = 'webkitdirectory' in HTMLInputElement.prototype

interface Props {
  ref: React.Ref<Choosing>
  onChoose: (picked: Picked) => void
}

export function FileFields({ ref, onChoose }: Props) {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  useImperativeHandle(ref, () => ({
    files: () => files.current?.click(),
    folder: () => folder.current?.click(),
  }))
  const onChange = ({ currentTarget }: React.ChangeEvent<HTMLInputElement>) => {
    const picked = readChosen(currentTarget.files ?? [])
    // The same ones can be chosen again.
    currentTarget.value = ''
    if (picked.files.length) onChoose(picked)
  }
  const setFolder = (field: HTMLInputElement | null) => {
    if (field) field.webkitdirectory = true
    folder.current = field
  }
  const field = { type: 'file', multiple: true, hidden: true, onChange } as const
  return (
    <>
      <input ref={files} {...field} data-chooses="files" />
      <input ref={setFolder} {...field} data-chooses="folder" />
    </>
  )
}
