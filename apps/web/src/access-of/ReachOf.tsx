// What a person or a group gets to in the library, for administrators: in words where it is all or nothing; else a tree
// that begins where something was given to them and opens folder by folder, and a search by name. Each thing says why.
import { Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Rows } from '../ui/Rows.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { reachInWords } from './reach-in-words.ts'
import { ReachBranches, ReachThing } from './ReachBranches.tsx'
import { useFoundReached, useReached, type Whose } from './reached.ts'
import { WhyDialog } from './WhyDialog.tsx'

interface Props {
  whose: Whose
}

export function ReachOf({ whose }: Props) {
  const beginning = useReached(whose, null)
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), 200)
  const [asking, setAsking] = useState<{ id: string; name: string } | null>(null)
  // A group is no person: why it gets to something is what was given to it, which stands beside.
  const onWhy = whose.kind === 'member' ? setAsking : undefined
  const { first } = beginning
  const said = first && reachInWords(first, whose)
  return (
    <Stack gap="sm">
      {said && <Text size="sm">{said}</Text>}
      {!said && (
        <>
          <TextInput
            aria-label={`Search what ${whose.name} gets to`}
            placeholder="Search by name"
            leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
            value={typed}
            maxLength={200}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {asked ? (
            <Found whose={whose} name={asked} onWhy={onWhy} />
          ) : (
            <ListFrame
              of={beginning}
              rows={beginning.assets}
              loading={<SkeletonRows rows={3} height={40} />}
              empty={
                <Text size="sm" c="dimmed">
                  Nothing reaches {whose.name} yet. In the library, share a file or folder.
                </Text>
              }
            >
              {(assets) => (
                <>
                  <ReachBranches whose={whose} assets={assets} label={`What ${whose.name} gets to`} onWhy={onWhy} />
                  <LoadMore of={beginning} size="xs" />
                </>
              )}
            </ListFrame>
          )}
        </>
      )}
      {asking && (
        <WhyDialog who={{ memberId: whose.id, name: whose.name }} asset={asking} onClose={() => setAsking(null)} />
      )}
    </Stack>
  )
}

interface FoundProps {
  whose: Whose
  name: string
  onWhy: ((asset: { id: string; name: string }) => void) | undefined
}

function Found({ whose, name, onWhy }: FoundProps) {
  const found = useFoundReached(whose, name)
  return (
    <ListFrame
      of={found}
      rows={found.assets}
      loading={<SkeletonRows rows={3} height={40} />}
      empty={
        <Text size="sm" c="dimmed" aria-live="polite">
          Nothing that {whose.name} gets to has this name.
        </Text>
      }
    >
      {(assets) => (
        <>
          <Rows label="Found">
            {assets.map((asset) => (
              <li key={asset.id}>
                <ReachThing asset={asset} under={asset.path.map((step) => step.name).join(' / ')} onWhy={onWhy} />
              </li>
            ))}
          </Rows>
          <LoadMore of={found} size="xs" />
        </>
      )}
    </ListFrame>
  )
}
