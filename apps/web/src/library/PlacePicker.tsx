// Chooses a folder from the tree of them: each opens where it stands, and those that cannot take the thing say why.
// The arrow keys go from one to the next, and open and close.
import { ActionIcon, Radio, Skeleton, Text } from '@mantine/core'
import { IconChevronRight, IconFolder, IconPhoto } from '@tabler/icons-react'
import { createContext, use, useId, useState } from 'react'
import { allows, levelWords, operations, type Level, type RootOperation } from '@usher/domain'
import { useFurtherRoots } from '../grants/use-shared.ts'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { rootPlace, type Place } from './asset.ts'
import { useFolder } from './use-folder.ts'
import './places.css'

interface Props {
  /** What the place has to allow. */
  operation: RootOperation | 'asset.share'
  /** Neither these nor what lies below them. */
  without: readonly string[]
  /** Chosen already. */
  taken?: readonly string[]
  /** Where they lie now, null for the root: choosing it would change nothing. Undefined: nowhere. */
  from?: string | null | undefined
  /** Folders that are open at first. */
  opened: readonly string[]
  value: Place | null
  onChange: (place: Place) => void
}
const PickerContext = createContext<(Props & { group: string }) | null>(null)
function usePicker() {
  const picker = use(PickerContext)
  if (!picker) throw new Error('a place outside the picker')
  return picker
}

export function PlacePicker(props: Props) {
  const group = useId()
  const { level } = useFolder(null, undefined, { foldersOnly: true })
  const shared = useFurtherRoots()
  return (
    <PickerContext value={{ ...props, group }}>
      <fieldset className="places">
        <legend>Folder</legend>
        <ul className="places-tree">
          <Node place={rootPlace} level={level ?? null} isKnown={level !== undefined} depth={0} />
          {shared.assets?.map((folder) => (
            <Node key={folder.id} place={folder} level={folder.level} depth={0} />
          ))}
          {shared.hasNextPage && (
            <li>
              <LoadMore of={shared} size="compact-sm" />
            </li>
          )}
        </ul>
      </fieldset>
    </PickerContext>
  )
}

interface NodeProps {
  place: Place
  level: Level | null
  isKnown?: boolean
  depth: number
}

function Node({ place, level, isKnown = true, depth }: NodeProps) {
  const { operation, without, taken = [], from, opened, value, onChange, group } = usePicker()
  const [isOpen, setOpen] = useState(place.id === null || opened.includes(place.id))
  const isItself = place.id !== null && without.includes(place.id)
  const why = !isKnown
    ? null
    : isItself
      ? operation === 'folder.copyInto'
        ? 'being copied'
        : 'being moved'
      : place.id === from
        ? 'here now'
        : place.id === null && !operations[operation].atRoot
          ? 'cannot be shared as a whole'
          : place.id !== null && taken.includes(place.id)
            ? 'chosen already'
            : allows(level, operation)
              ? null
              : `“${levelWords[operations[operation].level].title}” is needed`
  const Icon = place.id === null ? IconPhoto : IconFolder
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    event.preventDefault()
    setOpen(event.key === 'ArrowRight')
  }
  return (
    <li>
      <div className="place" style={{ paddingInlineStart: depth * 20 }}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={`${isOpen && !isItself ? 'Close' : 'Open'} ${place.name}`}
          aria-expanded={isOpen && !isItself}
          disabled={isItself}
          className="place-open"
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
        <Radio
          name={group}
          value={place.id ?? ''}
          checked={value !== null && value.id === place.id}
          disabled={!isKnown || why !== null}
          onChange={() => onChange(place)}
          onKeyDown={onKeyDown}
          classNames={{ root: 'place-choice', body: 'place-body', labelWrapper: 'place-label' }}
          label={
            <span className="place-name">
              <Icon size={18} stroke={1.7} aria-hidden />
              <span className="breaks">{place.name}</span>
              {why && <span className="place-why">{why}</span>}
            </span>
          }
        />
      </div>
      {isOpen && !isItself && <Inside folderId={place.id} depth={depth + 1} />}
    </li>
  )
}

/** The folders in a folder. */
function Inside({ folderId, depth }: { folderId: string | null; depth: number }) {
  const folder = useFolder(folderId, undefined, { foldersOnly: true })
  const { assets: folders, error, refetch } = folder
  const indent = { paddingInlineStart: depth * 20 + 34 }
  if (!folders)
    return error ? (
      <div style={indent}>
        <CouldNotRead error={error} refetch={refetch} />
      </div>
    ) : (
      <output style={indent} className="place-note" aria-label="Loading">
        <Skeleton height={14} width="50%" />
      </output>
    )
  if (!folders.length)
    return (
      <Text size="sm" c="dimmed" className="place-note" style={indent}>
        No folder in it.
      </Text>
    )
  return (
    <ul>
      {folders.map(({ id, name, level }) => (
        <Node key={id} place={{ id, name }} level={level} depth={depth} />
      ))}
      {folder.hasNextPage && (
        <li style={indent}>
          <LoadMore of={folder} size="compact-sm" />
        </li>
      )}
    </ul>
  )
}
