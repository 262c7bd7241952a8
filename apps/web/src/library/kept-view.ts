// How somebody likes the library shown, remembered in this browser: list or grid, and whether the folder tree is open.
const viewKey = 'usher-library-view'
const treeKey = 'usher-library-tree'

/** A browser may allow a page to keep nothing. */
function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Then it is as at first the next time.
  }
}
export const keptView = (): 'list' | 'grid' => (kept(viewKey) === 'grid' ? 'grid' : 'list')
export const keepView = (view: 'list' | 'grid'): void => keep(viewKey, view)
export const isTreeKeptOpen = (): boolean => kept(treeKey) !== 'closed'
export const keepTreeOpen = (open: boolean): void => keep(treeKey, open ? 'open' : 'closed')
