// The tree of folders beside the list: each opens where it stands, takes what is dropped onto it, and leads to itself. For
// whoever sees by reach, folders that begin further down are trees of their own. Below it, collections.
// By keyboard as every tree: up and down, right opens, left closes or goes to the one above, Enter shows the folder.
import { ActionIcon, Tooltip } from '@mantine/core'
import {
  IconChevronRight,
  IconFolder,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconPhoto,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { createContext, use, useState } from 'react'
import type { Level } from '@usher/domain'
import { useFurtherRoots } from '../grants/use-shared.ts'
import { useMay } from '../may.ts'
import { LoadMore } from '../ui/LoadMore.tsx'
import { rootPlace, type Place } from './asset.ts'
import { CollectionsBeside } from './CollectionsBeside.tsx'
import { useDropPlace } from './drag.tsx'
import { isTreeKeptOpen, keepTreeOpen } from './kept-view.ts'
import { addressOf } from './library-search.ts'
import { useFolder } from './use-folder.ts'
import './tree.css'

interface Props {
  /** The folder that is shown; null: the root. */
  openId: string | null
  /** The folders on the way to it, itself last. */
  path: readonly string[]
}
interface Tree extends Props {
  tabbed: string
  setTabbed: (key: string) => void
  go: (id: string | null) => void
}
const TreeContext = createContext<Tree | null>(null)
function useTree(): Tree {
  const tree = use(TreeContext)
  if (!tree) throw new Error('a folder outside the tree')
  return tree
}

const keyOf = (id: string | null): string => id ?? 'root'

export function FolderTree({ openId, path }: Props) {
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(isTreeKeptOpen)
  const [tabbed, setTabbed] = useState(keyOf(openId))
  const shared = useFurtherRoots(isOpen)
  const hasCollections = useMay('collections.open').yes
  const words = isOpen ? 'Hide folders' : 'Show folders'
  const Icon = isOpen ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand
  return (
    <nav aria-label="Folders and collections" className="tree" data-open={isOpen || undefined}>
      <Tooltip label={words} position="right">
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={words}
          aria-expanded={isOpen}
          className="tree-toggle"
          onClick={() => {
            keepTreeOpen(!isOpen)
            setOpen(!isOpen)
          }}
        >
          <Icon size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {isOpen && (
        <TreeContext
          value={{ openId, path, tabbed, setTabbed, go: (id) => void navigate({ to: '.', search: addressOf(id) }) }}
        >
          <ul role="tree" aria-label="Folders" onKeyDown={onKeyDown}>
            <Branch place={rootPlace} level={null} depth={0} />
            {shared.assets?.map(({ id, name, level }) => (
              <Branch key={id} place={{ id, name }} level={level} depth={0} />
            ))}
          </ul>
          {shared.hasNextPage && <LoadMore of={shared} size="compact-xs" mt={4} />}
          {hasCollections && <CollectionsBeside />}
        </TreeContext>
      )}
    </nav>
  )
}

/** From one branch in sight to the next; what opens and closes is each branch's own. */
function onKeyDown(event: React.KeyboardEvent<HTMLElement>): void {
  const branches = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')]
  const at = branches.findIndex((branch) => branch === document.activeElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: branches.length - 1 }[event.key]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  branches[to]?.focus()
}

function Branch({ place, level, depth }: { place: Place; level: Level | null; depth: number }) {
  const { openId, path, tabbed, setTabbed, go } = useTree()
  const key = keyOf(place.id)
  const isOnTheWay = place.id === null || (path.includes(place.id) && place.id !== openId)
  const [choice, setChoice] = useState<boolean | null>(null)
  // What lies on the way to the folder that is shown is open, until somebody closes it.
  const isOpen = choice ?? isOnTheWay
  const inside = useFolder(place.id, undefined, { foldersOnly: true, enabled: isOpen })
  const drop = useDropPlace(place, place.id === null ? (inside.level ?? null) : level)
  const Icon = place.id === null ? IconPhoto : IconFolder
  const act = (event: React.KeyboardEvent<HTMLElement>): boolean => {
    switch (event.key) {
      case 'Enter':
      case ' ':
        go(place.id)
        return true
      case 'ArrowRight':
        if (isOpen) event.currentTarget.querySelector<HTMLElement>('[role=treeitem]')?.focus()
        else setChoice(true)
        return true
      case 'ArrowLeft':
        if (isOpen) setChoice(false)
        else event.currentTarget.parentElement?.closest<HTMLElement>('[role=treeitem]')?.focus()
        return true
      default:
        return false
    }
  }
  return (
    <li
      role="treeitem"
      aria-expanded={isOpen}
      aria-selected={place.id === openId}
      aria-label={place.name}
      tabIndex={tabbed === key ? 0 : -1}
      onFocus={(event) => {
        event.stopPropagation()
        setTabbed(key)
      }}
      onClick={(event) => {
        if (!(event.target instanceof Element)) return
        const branch = event.target.closest('.branch')
        if (branch?.parentElement !== event.currentTarget) return
        if (event.target.closest('.branch-open')) setChoice(!isOpen)
        else go(place.id)
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || !act(event)) return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <div className="branch" style={{ paddingInlineStart: depth * 14 }} {...drop}>
        <span className="branch-open" data-open={isOpen || undefined}>
          <IconChevronRight size={14} aria-hidden />
        </span>
        <span className="branch-name" title={place.name}>
          <Icon size={17} stroke={1.7} aria-hidden />
          <span>{place.name}</span>
        </span>
      </div>
      {isOpen && inside.assets && inside.assets.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a branch's own branches: no element says so
        <ul role="group">
          {inside.assets.map(({ id, name, level: own }) => (
            <Branch key={id} place={{ id, name }} level={own} depth={depth + 1} />
          ))}
        </ul>
      )}
      {isOpen && inside.hasNextPage && <LoadMore of={inside} size="compact-xs" mt={4} />}
    </li>
  )
}
