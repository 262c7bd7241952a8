// "Why?" of a person and a thing: every path, those that win first, and what would have to go to end it.
import { Anchor, Badge, List, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { LevelName } from '../grants/LevelName.tsx'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { Rows } from '../ui/Rows.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { endInWords, givenInWords, pathInWords, whyInShort, type About, type Why } from './why-in-words.ts'
import './access-of.css'

interface Props {
  /** Null: whoever looks. */
  who: { memberId: string; name: string } | null
  asset: { id: string; name: string }
  onClose: () => void
}

export function WhyDialog({ who, asset, onClose }: Props) {
  const asked = { assetId: asset.id }
  const theirs = trpc.accessOf.explain.useQuery(
    { ...asked, memberId: who?.memberId ?? '' },
    { enabled: who !== null, staleTime: 0, retry: false },
  )
  const mine = trpc.accessOf.explainMine.useQuery(asked, { enabled: who === null, staleTime: 0, retry: false })
  const why = who ? theirs : mine
  const about: About = { name: who?.name ?? '', isMe: who === null }
  return (
    <Dialog
      title={who ? `Why ${who.name} has access` : 'Why you have access'}
      onClose={onClose}
      withCloseButton={false}
    >
      <Stack gap="md">
        {why.isLoading && <SkeletonText lines={4} />}
        <CouldNotRead {...why} />
        {why.data && <Told why={why.data} about={about} thing={asset.name} />}
        <DialogFoot onCancel={onClose} cancel="Close" cancelProps={{ 'data-autofocus': true }} />
      </Stack>
    </Dialog>
  )
}

function Told({ why, about, thing }: { why: Why; about: About; thing: string }) {
  const { here } = useMe()
  const { paths } = why
  return (
    <>
      <Text size="sm" fw={550} className="breaks">
        {whyInShort(why, about, thing)}
      </Text>
      {paths.length > 0 && (
        <Rows label="Through what">
          {paths.map((path, i) => (
            <li key={i}>
              <div className="why-path">
                <LevelName level={path.level} />
                <div className="why-words">
                  <Text size="sm" className="breaks">
                    {pathInWords(path, about)}
                    {path.wins && paths.length > 1 && (
                      <Badge variant="light" size="sm" ml={8}>
                        counts
                      </Badge>
                    )}
                  </Text>
                  <Text size="xs" c="dimmed" className="breaks">
                    {givenInWords(path, about)}
                  </Text>
                </div>
              </div>
            </li>
          ))}
        </Rows>
      )}
      {paths.length > 0 && <End why={why} about={about} thing={thing} />}
      {about.isMe && (
        <Anchor component={Link} to={`/a/${here.slug}/my-access`} size="sm">
          Everything that you have: My access
        </Anchor>
      )}
    </>
  )
}

/** A role alone is what it is; of all other paths each has to go. */
function End({ why: { paths }, about, thing }: { why: Why; about: About; thing: string }) {
  const ends = [...new Set(paths.map((path) => endInWords(path, about, thing)))]
  if (ends.length === 1)
    return (
      <Text size="sm" c="dimmed" className="breaks">
        It ends with {ends[0]}.
      </Text>
    )
  return (
    <div>
      <Text size="sm" c="dimmed">
        To end it, all of these have to go:
      </Text>
      <List size="sm" c="dimmed" listStyleType="disc" spacing={2}>
        {ends.map((end) => (
          <List.Item key={end}>{end}</List.Item>
        ))}
      </List>
    </div>
  )
}
