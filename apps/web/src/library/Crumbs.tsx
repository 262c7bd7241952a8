// The way to the open folder, from the library down; of a long one its end. Each folder above is a link.
import { Link } from '@tanstack/react-router'
import { useMe } from '../may.ts'
import { rootPlace, type Place } from './asset.ts'
import { addressOf } from './library-search.ts'

/** Folders at the end of a long path that are shown. */
const shown = 3

/** `path` from the top, the open folder last. */
export function Crumbs({ path }: { path: readonly { id: string; name: string }[] }) {
  const { here } = useMe()
  const hidden = path.slice(0, -shown)
  const above: Place[] = [rootPlace, ...hidden.slice(-1), ...path.slice(hidden.length, -1)]
  return (
    <nav aria-label="Path">
      <ol className="crumbs">
        {above.map(({ id, name }) => {
          const isGap = id !== null && id === hidden.at(-1)?.id
          return (
            <li key={id}>
              <Link
                to="/a/$account/library"
                params={{ account: here.slug }}
                search={addressOf(id)}
                {...(isGap && { 'aria-label': name, title: name })}
              >
                {isGap ? '…' : name}
              </Link>
            </li>
          )
        })}
        <li aria-current="page">{path.at(-1)?.name}</li>
      </ol>
    </nav>
  )
}
