// Entries of the log about one thing or person, newest first, in sentences, with the way to older ones.
import { Text } from '@mantine/core'
import { tell } from '@usher/domain'
import { Ago } from '../ui/Ago.tsx'
import { ListFrame, type Reading } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Rows } from '../ui/Rows.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { momentInWords } from '../ui/in-words.ts'

interface Props {
  of: Reading & React.ComponentProps<typeof LoadMore>['of']
  /** Undefined until they are read. */
  entries: readonly (Parameters<typeof tell>[0] & { id: string; at: string })[] | undefined
  /** The sentence where there are none. */
  empty: string
}

export const EntryList = ({ of, entries, empty }: Props) => (
  <ListFrame
    of={of}
    rows={entries}
    loading={<SkeletonText lines={5} />}
    empty={
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    }
  >
    {(rows) => (
      <>
        <Rows label="History">
          {rows.map((entry) => (
            <li key={entry.id}>
              <Text size="sm" className="breaks">
                {tell(entry, momentInWords)}
              </Text>
              <Text size="xs" c="dimmed">
                <Ago at={entry.at} />
              </Text>
            </li>
          ))}
        </Rows>
        <LoadMore of={of} size="xs" mt="sm" />
      </>
    )}
  </ListFrame>
)
