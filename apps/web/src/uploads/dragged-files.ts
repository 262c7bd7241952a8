// Files dragged over the page from outside of it: a picture of the page itself looks like a file while it is dragged, too.
import { useEffect } from 'react'

let isFromPage = false
addEventListener('dragstart', () => (isFromPage = true), true)
addEventListener('dragend', () => (isFromPage = false), true)

export const bringsFiles = ({ dataTransfer }: DragEvent): boolean =>
  !isFromPage && (dataTransfer?.types.includes('Files') ?? false)

/** A file that is let go where nothing takes it would be opened in place of the page. */
export function useNoFileReplacesPage(): void {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      if (event.defaultPrevented || !bringsFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
    }
    addEventListener('dragover', refuse)
    addEventListener('drop', refuse)
    return () => {
      removeEventListener('dragover', refuse)
      removeEventListener('drop', refuse)
    }
  }, [])
}
