// What the palette finds by words beside pages and actions: files, folders, collections, and for administrators people and
// groups. Only what the reader gets at is asked for, once there are two letters and a moment without typing.
import { useDebouncedValue } from '@mantine/hooks'
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'
import { IconUsersGroup, type Icon } from '@tabler/icons-react'
import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { allows, roleWords } from '@usher/domain'
import { placeOf } from '../library/place-of.ts'
import { thingIcons } from '../library/thing-icons.ts'
import { useMay, useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { Initials } from '../ui/Initials.tsx'

export const look = (Looks: Icon) => <Looks size={18} stroke={1.7} aria-hidden />
/** So many of each kind are offered. */
const ofEach = 5

function useFound(query: string, isOpen: boolean) {
  const words = query.trim().slice(0, 200)
  const [asked] = useDebouncedValue(words, 150)
  const [browses, opens] = [useMay('library.browse').yes, useMay('collections.open').yes]
  const [seesPeople, seesGroups] = [useMay('people.see').yes, useMay('groups.see').yes]
  const isAsked = isOpen && asked.length >= 2
  const when = (may: boolean) => ({ enabled: isAsked && may, placeholderData: keepPreviousData })
  const things = trpc.search.assets.useQuery({ folderId: null, name: asked }, when(browses))
  const collections = trpc.collections.list.useQuery({ name: asked }, when(opens))
  const people = trpc.members.list.useQuery({ search: asked }, when(seesPeople))
  const groups = trpc.groups.list.useQuery(undefined, { enabled: isAsked && seesGroups })
  const of = <T,>(rows: readonly T[] | undefined) => (isAsked ? (rows ?? []) : []).slice(0, ofEach)
  const key = asked.toLowerCase()
  return {
    things: isAsked ? (things.data?.assets ?? []) : [],
    collections: of(collections.data?.collections),
    people: of(people.data?.rows),
    groups: of(groups.data?.groups.filter((g) => g.name.toLowerCase().includes(key))),
    /** Is something still on its way? */
    isLooking:
      words.length >= 2 && (words !== asked || [things, collections, people, groups].some((found) => found.isFetching)),
  }
}

/** What is found by the words; `asksWho`: things whose access the reader may see, and choosing one shows that. */
export function useFoundActions(query: string, isOpen: boolean, asksWho: boolean) {
  const { here } = useMe()
  const navigate = useNavigate()
  const found = useFound(query, isOpen)
  const params = { account: here.slug }
  const things = (asksWho ? found.things.filter((t) => allows(t.level, 'asset.seeAccess')) : found.things)
    .slice(0, ofEach)
    .map(({ id, kind, name, path }) => ({
      id,
      label: name,
      ...(path.length > 0 && { description: `in /${path.map((step) => step.name).join('/')}` }),
      leftSection: look(thingIcons[kind]),
      onClick: () => {
        const parentId = path.at(-1)?.id ?? null
        const inPanel = { ...(parentId && { folder: parentId }), details: id, tab: 'access' }
        const search = asksWho ? inPanel : placeOf({ id, kind, parentId })
        void navigate({ to: '/a/$account/library', params, search: () => search })
      },
    }))
  const collections = found.collections.map(({ id, name }) => ({
    id,
    label: name,
    leftSection: look(thingIcons.collection),
    onClick: () => void navigate({ to: '/a/$account/collections/$collection', params: { ...params, collection: id } }),
  }))
  const people = found.people.map(({ id, name, email, role }) => ({
    id,
    label: name ?? email,
    description: [roleWords[role].title, ...(name ? [email] : [])].join(' · '),
    leftSection: <Initials name={name ?? email} size={24} />,
    onClick: () => void navigate({ to: '/a/$account/people', params, search: () => ({ person: id }) }),
  }))
  const groups = found.groups.map(({ id, name }) => ({
    id,
    label: name,
    leftSection: look(IconUsersGroup),
    onClick: () => void navigate({ to: '/a/$account/groups', params, search: () => ({ group: id }) }),
  }))
  // What the words before found stays in sight as long as it fits the words now.
  const words = query.trim().toLowerCase().split(/\s+/)
  const fits = ({ label, description }: SpotlightActionData) =>
    !found.isLooking || words.every((word) => `${label} ${description ?? ''}`.toLowerCase().includes(word))
  const of = (group: string, all: SpotlightActionData[]): SpotlightActionGroupData => ({
    group,
    actions: all.filter(fits),
  })
  const beside = [of('Collections', collections), of('People', people), of('Groups', groups)]
  return { groups: [of('Files and folders', things), ...(asksWho ? [] : beside)], isLooking: found.isLooking }
}
