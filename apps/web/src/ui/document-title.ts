// The title of the browser's tab: what the page is, and where.
import { createContext, use, useEffect } from 'react'

/** What stands behind every page's own title, such as "Acme · Usher". */
export const TitleEnd = createContext('Usher')

export function useDocumentTitle(title: string): void {
  const end = use(TitleEnd)
  useEffect(() => {
    // The page that is called like its account needs the name only once.
    document.title = end.startsWith(`${title} · `) ? end : `${title} · ${end}`
  }, [title, end])
}
