// A file, folder or collection by its name, as the link to where it is shown.
import { Link } from '@tanstack/react-router'
import { useMe } from '../may.ts'
import { placeOf } from './place-of.ts'

interface Props {
  thing: { id: string; kind: 'file' | 'folder' | 'collection'; name: string; parentId?: string | null }
  className: string
}

export function ThingLink({ thing: { id, kind, name, parentId = null }, className }: Props) {
  const { here } = useMe()
  if (kind === 'collection')
    return (
      <Link
        to="/a/$account/collections/$collection"
        params={{ account: here.slug, collection: id }}
        className={className}
      >
        {name}
      </Link>
    )
  return (
    <Link
      to="/a/$account/library"
      params={{ account: here.slug }}
      search={() => placeOf({ id, kind, parentId })}
      className={className}
    >
      {name}
    </Link>
  )
}
