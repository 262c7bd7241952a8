// The collections that one sees, below the tree of folders: each leads to its page, and takes what is dropped onto it.
import { Text } from '@mantine/core'
import { IconStack2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCollections, type ListedCollection } from '../collections/collection.ts'
import { useMe } from '../may.ts'
import { LoadMore } from '../ui/LoadMore.tsx'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { useDropCollection } from './drag.tsx'

export function CollectionsBeside() {
  const found = useCollections()
  const { collections } = found
  if (!collections?.length) return <CouldNotRead {...found} />
  return (
    <section aria-labelledby="collections-beside" className="tree-collections">
      <Text id="collections-beside" component="h2" className="tree-heading">
        Collections
      </Text>
      <ul>
        {collections.map((collection) => (
          <Beside key={collection.id} collection={collection} />
        ))}
      </ul>
      <LoadMore of={found} size="compact-xs" mt={4} />
    </section>
  )
}

function Beside({ collection }: { collection: ListedCollection }) {
  const { here } = useMe()
  const drop = useDropCollection(collection)
  return (
    <li>
      <Link
        to="/a/$account/collections/$collection"
        params={{ account: here.slug, collection: collection.id }}
        className="branch"
        draggable={false}
        title={collection.name}
        {...drop}
      >
        <span className="branch-name">
          <IconStack2 size={17} stroke={1.7} aria-hidden />
          <span>{collection.name}</span>
        </span>
      </Link>
    </li>
  )
}
