// Where the library shows a thing: a folder opens, a file is in the light box over its folder.
export interface Placed {
  id: string
  kind: 'file' | 'folder'
  /** Null: at the top of the library, or in a folder that the reader does not see. */
  parentId: string | null
}

export const placeOf = ({ id, kind, parentId }: Placed) =>
  kind === 'folder' ? { folder: id } : { ...(parentId && { folder: parentId }), look: id }
