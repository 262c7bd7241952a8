// "My access": what the role of the person who looks has, what was given to them and to their groups, and what they own;
// by whom and until when. Whatever was given can be given up. And what they asked for.
import { Button, Stack, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { roleWords } from '@usher/domain'
import { OwnRequests } from '../access-requests/OwnRequests.tsx'
import { LevelName } from '../grants/LevelName.tsx'
import { ThingLine } from '../grants/ThingLine.tsx'
import { Until } from '../ui/Until.tsx'
import { useMay, useMe } from '../may.ts'
import { Part } from '../ui/Part.tsx'
import { RoleBadge } from '../roles/RoleBadge.tsx'
import { trpc } from '../trpc.ts'
import { dayInWords, momentInWords } from '../ui/in-words.ts'
import { CouldNotRead, ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { Page } from '../ui/Page.tsx'
import { Rows } from '../ui/Rows.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { GiveUpDialog } from './GiveUpDialog.tsx'
import { named, nameOf, type Given, type MyGrant, type MyGroup } from './my-access.ts'
import { useOwned } from './use-owned.ts'
import './my-access.css'

type GiveUp = (given: Given) => void

export function MyAccessPage() {
  const { here } = useMe()
  const access = trpc.myAccess.list.useQuery(undefined, { staleTime: 0 })
  const [giving, setGiving] = useState<Given | null>(null)
  const canAsk = useMay('access.request').yes
  const { data } = access
  return (
    <Page title="My access" subtitle={`What you have in ${here.name}, and through what you have it.`}>
      <Stack gap={40}>
        <Part title="By your role">
          <Stack gap={8} align="flex-start">
            <RoleBadge role={here.role} />
            <Text size="sm">{roleWords[here.role].explains}</Text>
            {data && !data.hasEffect && (data.grants.length > 0 || data.groups.length > 0) && (
              <Text size="sm" c="dimmed">
                What was shared with you is kept, and has no effect while you have this role.
              </Text>
            )}
          </Stack>
        </Part>
        <Part title="Given to you" about="Files, folders and collections that were shared with you by name.">
          {data ? (
            <GrantList
              grants={data.grants}
              label="Given to you"
              onGiveUp={setGiving}
              empty="Nothing was shared with you by name."
            />
          ) : (
            !access.error && <SkeletonRows rows={3} height={52} />
          )}
          <CouldNotRead {...access} />
        </Part>
        {data && data.groups.length > 0 && (
          <Part title="Through groups" about="Groups that you are in, and what is shared with each.">
            <Stack gap="lg">
              {data.groups.map((group) => (
                <GroupPart key={group.groupId} group={group} onGiveUp={setGiving} />
              ))}
            </Stack>
          </Part>
        )}
        <Part title="Owned by you" about="You manage what you own, and everything inside it.">
          <Owned onGiveUp={setGiving} />
          {data && data.collections.length > 0 && (
            <Rows label="Collections owned by you">
              {data.collections.map((collection) => (
                <li key={collection.id}>
                  <ThingLine asset={null} collection={named(collection)}>
                    <GiveUpButton
                      label={`Give up owning ${collection.name ?? 'a collection'}`}
                      onClick={() => setGiving({ kind: 'owned collection', collection })}
                    />
                  </ThingLine>
                </li>
              ))}
            </Rows>
          )}
        </Part>
        {canAsk && (
          <Part
            title="Requests for access"
            about="What you asked for, and what came of it. Answers are kept for 90 days."
          >
            <OwnRequests />
          </Part>
        )}
      </Stack>
      {giving && <GiveUpDialog given={giving} onClose={() => setGiving(null)} />}
    </Page>
  )
}

interface ListProps {
  grants: readonly MyGrant[]
  label: string
  empty: string
  /** Left out where they were given to a group. */
  onGiveUp?: GiveUp
}

/** So many are shown before more are asked for. */
const atFirst = 50
function GrantList({ grants, label, empty, onGiveUp }: ListProps) {
  const [shown, setShown] = useState(atFirst)
  if (!grants.length)
    return (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    )
  return (
    <>
      <Rows label={label}>
        {grants.slice(0, shown).map((grant) => (
          <li key={grant.grantId}>
            <ThingLine
              asset={grant.asset}
              collection={grant.collection}
              notes={[<Giver key="by" grant={grant} />, <End key="end" grant={grant} />]}
            >
              <LevelName level={grant.level} />
              {onGiveUp && (
                <GiveUpButton label={`Give up ${nameOf(grant)}`} onClick={() => onGiveUp({ kind: 'grant', grant })} />
              )}
            </ThingLine>
          </li>
        ))}
      </Rows>
      {grants.length > shown && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setShown(shown + atFirst)}>
          Show more of {grants.length}
        </Button>
      )}
    </>
  )
}

const Giver = ({ grant: { givenBy, givenAt } }: { grant: MyGrant }) => (
  <span title={momentInWords(givenAt)}>
    {givenBy ? `from ${givenBy}, ` : 'given '}
    {dayInWords(givenAt)}
  </span>
)
const End = ({ grant: { endsAt } }: { grant: MyGrant }) => endsAt && <Until endsAt={endsAt} hasEnded={false} />

const GiveUpButton = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button variant="default" size="xs" aria-label={label} onClick={onClick}>
    Give up
  </Button>
)

function GroupPart({ group, onGiveUp }: { group: MyGroup; onGiveUp: GiveUp }) {
  const { name, endsAt, grants } = group
  return (
    <section aria-label={name}>
      <div className="my-group">
        <IconUsersGroup size={20} stroke={1.7} aria-hidden className="thing-icon" />
        <div className="thing-what">
          <Text component="h3" size="sm" fw={600} className="breaks">
            {name}
          </Text>
          <Until endsAt={endsAt} hasEnded={false} />
        </div>
        <Button
          variant="default"
          size="xs"
          aria-label={`Leave ${name}`}
          onClick={() => onGiveUp({ kind: 'group', group })}
        >
          Leave
        </Button>
      </div>
      <div className="my-group-things">
        <GrantList
          grants={grants}
          label={`Shared with ${name}`}
          empty="Nothing is shared with this group at the moment."
        />
      </div>
    </section>
  )
}

function Owned({ onGiveUp }: { onGiveUp: GiveUp }) {
  const owned = useOwned()
  return (
    <ListFrame
      of={owned}
      rows={owned.assets}
      loading={<SkeletonRows rows={3} height={44} />}
      empty={
        <Text size="sm" c="dimmed">
          You own no file or folder here. What you upload or create in the library is yours.
        </Text>
      }
    >
      {(assets) => (
        <>
          <Rows label="Owned by you">
            {assets.map((asset) => (
              <li key={asset.id}>
                <ThingLine asset={asset}>
                  <GiveUpButton
                    label={`Give up owning ${asset.name}`}
                    onClick={() => onGiveUp({ kind: 'owned', asset })}
                  />
                </ThingLine>
              </li>
            ))}
          </Rows>
          <LoadMore of={owned} size="xs" mt="sm" />
        </>
      )}
    </ListFrame>
  )
}
