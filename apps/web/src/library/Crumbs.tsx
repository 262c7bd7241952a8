// The way to the open folder, from the library or from what was shared down; of a long one its end. Each folder above is a
// link, and takes what is dropped onto it.
import { Link } from '@tanstack/react-router'
import type { Level } from '@usher/domain'
import { useMe } from '../may.ts'
import { rootPlace, type Place } from './asset.ts'
import { useDropPlace } from './drag.tsx'
import { addressOf } from './library-search.ts'
import './crumbs.css'

/** Folders at the end of a long path that are shown. */
const shown = 3

interface Crumb extends Place {
  level: Level | null
}
interface Props {
  /** From the top, the open folder last. */
  path: readonly Crumb[]
  /** Does it begin at the library's root? Else at something that was shared with the person. */
  fromRoot: boolean
  /** The level at the root. */
  rootLevel: Level | null
}

export function Crumbs({ path, fromRoot, rootLevel }: Props) {
  const { here } = useMe()
  const hidden = path.slice(0, -shown)
  const root: Crumb[] = fromRoot ? [{ ...rootPlace, level: rootLevel }] : []
  const above = [...root, ...hidden.slice(-1), ...path.slice(hidden.length, -1)]
  return (
    <nav aria-label="Path">
      <ol className="crumbs">
        {!fromRoot && (
          <li>
            <Link to="/a/$account/shared" params={{ account: here.slug }} draggable={false}>
              Shared with me
            </Link>
          </li>
        )}
        {above.map((crumb) => (
          <Above key={crumb.id} crumb={crumb} isGap={crumb.id !== null && crumb.id === hidden.at(-1)?.id} />
        ))}
        <li aria-current="page">{path.at(-1)?.name}</li>
      </ol>
    </nav>
  )
}

/** `isGap`: stands for those between the root and it as well. */
function Above({ crumb: { id, name, level }, isGap }: { crumb: Crumb; isGap: boolean }) {
  const { here } = useMe()
  const drop = useDropPlace({ id, name }, level)
  return (
    <li {...drop}>
      <Link
        to="/a/$account/library"
        params={{ account: here.slug }}
        search={addressOf(id)}
        draggable={false}
        {...(isGap && { 'aria-label': name, title: name })}
      >
        {isGap ? '…' : name}
      </Link>
    </li>
  )
}
