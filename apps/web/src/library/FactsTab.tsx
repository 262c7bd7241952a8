// What is known of a file or folder: what it is, where it lies, whose it is, and of a file what was found in its bytes.
import { Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { allows, bytesInWords, levels, levelWords } from '@usher/domain'
import { WhyDialog } from '../access-of/WhyDialog.tsx'
import { AskButton } from '../access-requests/AskButton.tsx'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { TagEditor } from '../tags/TagEditor.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { momentInWords } from '../ui/in-words.ts'
import { ownerInWords, rootPlace, type Place } from './asset.ts'
import type { SeenAsset } from './DetailPanel.tsx'
import { addressOf } from './library-search.ts'
import { mediaInWords } from './media.ts'
import './crumbs.css'

type Fact = [title: string, fact: React.ReactNode]

export function FactsTab({ asset }: { asset: SeenAsset }) {
  const isFile = asset.kind === 'file'
  const versions = trpc.versions.list.useQuery({ assetId: asset.id }, { enabled: isFile })
  const current = versions.data?.find(({ isCurrent }) => isCurrent)
  const facts: (Fact | false | null | undefined | '')[] = [
    ['Type', mediaInWords(asset)],
    asset.size !== null && ['Size', `${bytesInWords(asset.size)} (${asset.size.toLocaleString()} bytes)`],
    asset.width !== null && asset.height !== null && ['Dimensions', `${asset.width} × ${asset.height} pixels`],
    current && current.pages !== null && ['Pages', current.pages],
    current?.camera && ['Camera', current.camera],
    current?.takenAt && ['Taken', momentInWords(current.takenAt)],
    ['Owner', ownerInWords(asset)],
    current && ['Uploaded by', current.madeBy ?? 'Nobody who is a member now'],
    current && ['Uploaded', momentInWords(current.madeAt)],
    [isFile ? 'First uploaded' : 'Created', momentInWords(asset.createdAt)],
    ['You', <MyLevel key="you" asset={asset} />],
    ['Place', <Path key="path" path={asset.path} />],
    current && ['SHA-256', <Sum key="sum" sum={current.sha256} />],
  ]
  return (
    <>
      <dl className="facts-list">
        {facts.map(
          (fact) =>
            fact && (
              <div key={fact[0]}>
                <dt>{fact[0]}</dt>
                <dd>{fact[1]}</dd>
              </div>
            ),
        )}
      </dl>
      {versions.isLoading && <SkeletonText lines={3} />}
      <CouldNotRead {...versions} />
      <Text component="h3" size="sm" fw={600} mt="lg" mb="xs">
        Tags
      </Text>
      <TagEditor assetIds={[asset.id]} mayChange={allows(asset.level, 'asset.tag')} />
    </>
  )
}

/** What the reader may do with it, and why. */
function MyLevel({ asset }: { asset: SeenAsset }) {
  const [isAsking, setAsking] = useState(false)
  const next = levels[levels.indexOf(asset.level) + 1]
  return (
    <>
      {levelWords[asset.level].title.toLowerCase()}{' '}
      <Button variant="subtle" size="compact-xs" aria-label="Why I have access" onClick={() => setAsking(true)}>
        Why?
      </Button>
      {next && (
        <div className="facts-more">
          <AskButton thingId={asset.id} level={next} variant="subtle" size="compact-xs">
            Ask for more access
          </AskButton>
        </div>
      )}
      {isAsking && <WhyDialog who={null} asset={asset} onClose={() => setAsking(false)} />}
    </>
  )
}

/** The folders above it that the reader sees, each a link. */
function Path({ path }: { path: readonly Place[] }) {
  const { here } = useMe()
  return (
    <ol className="crumbs">
      {[rootPlace, ...path].map(({ id, name }) => (
        <li key={id}>
          <Link to="/a/$account/library" params={{ account: here.slug }} search={addressOf(id)}>
            {name}
          </Link>
        </li>
      ))}
    </ol>
  )
}

function Sum({ sum }: { sum: string }) {
  return (
    <>
      <Text span ff="monospace" size="xs" className="sum">
        {sum}
      </Text>
      <CopyButton text={sum} size="compact-xs" mt={4}>
        Copy SHA-256
      </CopyButton>
    </>
  )
}
