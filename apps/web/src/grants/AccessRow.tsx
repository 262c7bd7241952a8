// One line of who has access: who, through what it comes to them, until when, and whether it has an effect now.
import { Text, UnstyledButton } from '@mantine/core'
import { IconClock, IconStack2, IconUserQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { addressOf } from '../library/library-search.ts'
import { useMe } from '../may.ts'
import { counted, dayInWords, momentInWords } from '../ui/in-words.ts'
import { noEffectInWords, placeInWords, type Access, type From, type Given } from './access-in-words.ts'
import { GranteeLook } from './GranteeField.tsx'
import { LevelName } from './LevelName.tsx'
import './grants.css'

interface Place {
  onLeave?: () => void
  /** Asks why; left out for a group. */
  onWhy?: () => void
}

interface OwnerProps extends Place {
  owner: Access['owners'][number]
  /** Left out for whoever may not. */
  onHandOver?: () => void
}
export function OwnerRow({ owner, onLeave, onWhy, onHandOver }: OwnerProps) {
  const { name, email, from, noEffect } = owner
  return (
    <Row
      isGroup={false}
      name={name}
      detail={email}
      notes={[
        from.at === 'above' && <Through key="from" words="owner of" from={from} {...(onLeave && { onLeave })} />,
        noEffect && noEffectInWords(noEffect),
        onWhy && <WhyButton key="why" name={name} onClick={onWhy} />,
        onHandOver && (
          <UnstyledButton key="over" className="access-place" fz="xs" onClick={onHandOver}>
            Hand over
          </UnstyledButton>
        ),
      ]}
    >
      <span className="access-level">{from.at === 'itself' ? 'Owner' : <LevelName level="manage" />}</span>
    </Row>
  )
}

/** Instead of the owner's, for whoever can give it one. */
export function NoOwnerRow({ onGive }: { onGive: () => void }) {
  return (
    <li>
      <div className="access-row">
        <IconUserQuestion size={26} stroke={1.5} aria-hidden className="access-collection" />
        <div className="access-who">
          <Text size="sm" fw={550}>
            No owner
          </Text>
          <div className="access-notes">
            <UnstyledButton className="access-place" fz="xs" onClick={onGive}>
              Give it an owner
            </UnstyledButton>
          </div>
        </div>
      </div>
    </li>
  )
}

interface GivenProps extends Place {
  given: Given
  /** What can be done with it; left out where it was given elsewhere. */
  children?: React.ReactNode
}

export function GivenRow({ given, onLeave, onWhy, children }: GivenProps) {
  const { name, email, people, groupId, level, endsAt, from, noEffect } = given
  return (
    <Row
      isGroup={groupId !== null}
      name={name}
      detail={email ?? counted(people ?? 0, 'person', 'people')}
      notes={[
        from.at === 'above' && <Through key="from" words="through" from={from} {...(onLeave && { onLeave })} />,
        endsAt && <End key="end" endsAt={endsAt} isOver={noEffect?.because === 'ended'} />,
        noEffect && noEffectInWords(noEffect),
        onWhy && <WhyButton key="why" name={name} onClick={onWhy} />,
      ]}
    >
      {children ?? (
        <span className="access-level">
          <LevelName level={level} />
        </span>
      )}
    </Row>
  )
}

/** How many see it through a collection: a link to that, as far as the reader sees it. */
export function CollectionRow({ through, onLeave }: { through: Access['collections'][number] } & Place) {
  const { here } = useMe()
  const { id, name, people } = through
  return (
    <li>
      <div className="access-row">
        <IconStack2 size={26} stroke={1.5} aria-hidden className="access-collection" />
        <div className="access-who">
          <Text size="sm" fw={550} className="breaks">
            {counted(people, 'person', 'people')} through{' '}
            {id ? (
              <Link
                to="/a/$account/collections/$collection"
                params={{ account: here.slug, collection: id }}
                className="access-place"
                {...(onLeave && { onClick: onLeave })}
              >
                {name}
              </Link>
            ) : (
              'a collection'
            )}
          </Text>
        </div>
        <span className="access-level">
          <LevelName level="view" />
        </span>
      </div>
    </li>
  )
}

interface RowProps {
  isGroup: boolean
  name: string
  /** Their address; of a group how many are in it. */
  detail: string
  notes: React.ReactNode[]
  children: React.ReactNode
}

function Row({ isGroup, name, detail, notes, children }: RowProps) {
  const said = notes.filter(Boolean)
  return (
    <li>
      <div className="access-row">
        <GranteeLook isGroup={isGroup} name={name} />
        <div className="access-who">
          <Text size="sm" fw={550} className="breaks">
            {isGroup ? `${name} · ${detail}` : name}
          </Text>
          {!isGroup && (
            <Text size="xs" c="dimmed" className="breaks">
              {detail}
            </Text>
          )}
          {said.length > 0 && (
            <div className="access-notes">
              {said.map((note, i) => (
                <span key={i}>{note}</span>
              ))}
            </div>
          )}
        </div>
        {children}
      </div>
    </li>
  )
}

const WhyButton = ({ name, onClick }: { name: string; onClick: () => void }) => (
  <UnstyledButton className="access-place" fz="xs" aria-label={`Why ${name} has access`} onClick={onClick}>
    Why?
  </UnstyledButton>
)

/** "through /Marketing": a link to where it was given, as far as the reader sees that. */
function Through({ words, from, onLeave }: { words: string; from: From } & Place) {
  const { here } = useMe()
  const place = placeInWords(from)
  if (from.at === 'itself' || !from.folder) return `${words} ${place ?? ''}`
  return (
    <>
      {`${words} `}
      <Link
        to="/a/$account/library"
        params={{ account: here.slug }}
        search={addressOf(from.folder.id)}
        className="access-place"
        {...(onLeave && { onClick: onLeave })}
      >
        {place}
      </Link>
    </>
  )
}

function End({ endsAt, isOver }: { endsAt: string; isOver: boolean }) {
  return (
    <span className="access-end" title={momentInWords(endsAt)}>
      <IconClock size={14} stroke={1.8} aria-hidden data-over={isOver || undefined} />
      {isOver ? 'on' : 'until'} {dayInWords(endsAt)}
    </span>
  )
}
