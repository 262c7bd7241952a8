// What can be done with all that is selected, in the library and in a search: only what the person's level allows on each.
import { Button, Group, Text } from '@mantine/core'
import {
  IconDownload,
  IconFileZip,
  IconFolderSymlink,
  IconLayersOff,
  IconStack2,
  IconTags,
  IconTrash,
  type Icon,
} from '@tabler/icons-react'
import { allows, idsAtOnce, type Operation } from '@usher/domain'
import { ShareButton } from '../grants/ShareButton.tsx'
import { useMay, useMe } from '../may.ts'
import { SelectNothing } from '../ui/SelectNothing.tsx'
import { originalAt } from './addresses.ts'
import type { Asset } from './asset.ts'
import type { RowActs } from './row-acts.ts'
import './selection.css'

interface Props {
  assets: readonly Asset[]
  /** Those that are offered here. */
  acts: Pick<RowActs, 'zip' | 'tag'> &
    Partial<Pick<RowActs, 'share' | 'collect' | 'move' | 'remove'>> & {
      /** Out of the collection that is shown. */
      takeOut?: (assets: readonly Asset[]) => void
    }
  /** What else there is to know of the selection. */
  note?: string | undefined
  onClear: () => void
}

export function SelectionBar({ assets, acts, note, onClear }: Props) {
  const { here } = useMe()
  const tooMany = assets.length > idsAtOnce
  const [one] = assets
  const file = assets.length === 1 && one?.kind === 'file' ? one : null
  const { share, takeOut } = acts
  const mayCollect = useMay('collections.open').yes
  const act = (
    words: string,
    Shape: Icon,
    operation: Operation,
    go: ((assets: readonly Asset[]) => void) | undefined,
    looks: object = { variant: 'default' },
  ) =>
    go &&
    assets.every(({ level }) => allows(level, operation)) && (
      <Button
        size="xs"
        title={words}
        {...looks}
        disabled={tooMany}
        leftSection={<Shape size={16} aria-hidden />}
        onClick={() => go(assets)}
      >
        {words}
      </Button>
    )
  return (
    <section aria-label="What is selected" className="chosen">
      <Text size="sm" fw={600} component="output">
        {assets.length} selected
      </Text>
      <Group gap="xs">
        {file ? (
          <Button
            size="xs"
            title="Download"
            variant="default"
            component="a"
            href={originalAt(here.slug, file, 'save')}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Download
          </Button>
        ) : (
          act('Download as zip', IconFileZip, 'asset.download', acts.zip)
        )}
        {share && assets.every(({ level }) => allows(level, 'asset.share')) && (
          <ShareButton
            thingId={assets.length === 1 ? one?.id : undefined}
            disabled={tooMany}
            onClick={() => share(assets)}
          />
        )}
        {mayCollect && act('Add to collection', IconStack2, 'asset.addToCollection', acts.collect)}
        {act('Tags', IconTags, 'asset.tag', acts.tag)}
        {act('Move', IconFolderSymlink, 'asset.move', acts.move)}
        {takeOut && act('Remove from collection', IconLayersOff, 'asset.see', takeOut)}
        {act('Delete', IconTrash, 'asset.delete', acts.remove, { variant: 'light', color: 'red' })}
      </Group>
      {(tooMany || note) && (
        <Text size="xs" c="dimmed">
          {tooMany ? `At most ${idsAtOnce} go at once: select fewer.` : note}
        </Text>
      )}
      <SelectNothing onClick={onClear} />
    </section>
  )
}
