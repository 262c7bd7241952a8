// One file or folder beside the list, or over it where there is no room: its picture, what is known of it, its versions,
// who has access and its history. Which one and which tab stands in the address.
import { ActionIcon, Stack, Tabs, Text, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { problemOf, type Outputs } from '@usher/client'
import { allows } from '@usher/domain'
import { AskButton } from '../access-requests/AskButton.tsx'
import { AccessTab } from '../grants/AccessTab.tsx'
import { useMay } from '../may.ts'
import { trpc } from '../trpc.ts'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { Panel } from '../ui/Panel.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { useVersionDrop } from '../uploads/NewVersion.tsx'
import type { Asset } from './asset.ts'
import { AssetIcon } from './AssetPicture.tsx'
import { FactsTab } from './FactsTab.tsx'
import { HistoryTab } from './HistoryTab.tsx'
import { tabs, type SearchActs, type Tab } from './library-search.ts'
import { PreviewTab } from './PreviewTab.tsx'
import { linkOf } from './use-row-keys.ts'
import { VersionsTab } from './VersionsTab.tsx'
import './panel.css'

const tabWords: Record<Tab, string> = {
  preview: 'Preview',
  details: 'Details',
  versions: 'Versions',
  access: 'Access',
  history: 'History',
}
export type SeenAsset = Outputs['library']['see'][number]

interface Props {
  id: string
  /** Its row, where it is in the list that is shown. */
  listed: Asset | undefined
  tab: Tab
  to: SearchActs
  onShare: (asset: Asset) => void
  /** Is there room beside the list? */
  isWide: boolean
  /** Something lies over it: Escape means that. */
  isCovered: boolean
}

export function DetailPanel({ id, listed, tab, to, onShare, isWide, isCovered }: Props) {
  const seen = trpc.library.see.useQuery({ assetIds: [id] }, { retry: false })
  // The row is read anew more often; the path to it comes with what was asked for here.
  const asset = seen.data?.[0] && { ...seen.data[0], ...listed }
  const shown = asset ?? listed
  const drop = useVersionDrop(shown)
  const title = shown?.name ?? 'Details'
  const close = () => {
    to.details(null)
    // It was opened from there, or somewhere near.
    if (isWide) linkOf(id)?.focus()
  }
  const body =
    problemOf(seen.error)?.code === 'not_found' ? (
      <Stack gap="sm" p="md" align="flex-start">
        <Text size="sm">It is not there any more, or not for you: it was moved or deleted.</Text>
        <AskButton thingId={id} variant="default" size="xs" />
      </Stack>
    ) : asset ? (
      <PanelTabs {...{ asset, tab, to, onShare }} />
    ) : seen.error ? (
      <CouldNotRead error={seen.error} refetch={seen.refetch} />
    ) : (
      <SkeletonText lines={6} />
    )
  if (!isWide)
    return (
      <Panel title={title} size="md" closeOnEscape={!isCovered} onClose={close}>
        {body}
      </Panel>
    )
  return (
    <aside className="panel" aria-label="Details" {...drop.on}>
      {drop.isOver && <div className="panel-drop">Drop to upload a new version of {title}</div>}
      <div className="panel-inside">
        <header className="panel-head">
          {shown && <AssetIcon asset={shown} size={20} />}
          <Text component="h2" fw={600} size="sm" className="panel-name" title={title}>
            {title}
          </Text>
          <Tooltip label="Close">
            <ActionIcon variant="subtle" color="gray" size={28} aria-label="Close details" onClick={close}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </header>
        {body}
      </div>
    </aside>
  )
}

function PanelTabs({ asset, tab, to, onShare }: { asset: SeenAsset } & Pick<Props, 'tab' | 'to' | 'onShare'>) {
  const shows: Record<Tab, boolean> = {
    preview: true,
    details: true,
    versions: asset.kind === 'file',
    access: allows(asset.level, 'asset.seeAccess'),
    history: useMay('asset.history').yes,
  }
  const shown = tabs.filter((t) => shows[t])
  const open = shown.includes(tab) ? tab : 'preview'
  return (
    <Tabs value={open} onChange={(next) => to.tab(tabs.find((t) => t === next) ?? 'preview')} keepMounted={false}>
      <Tabs.List grow>
        {shown.map((t) => (
          <Tabs.Tab key={t} value={t} px={8}>
            {tabWords[t]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="preview" pt="md">
        <PreviewTab asset={asset} onLook={() => to.look(asset.id)} />
      </Tabs.Panel>
      <Tabs.Panel value="details" pt="md">
        <FactsTab asset={asset} />
      </Tabs.Panel>
      <Tabs.Panel value="versions" pt="md">
        <VersionsTab asset={asset} onLook={({ id: version }) => to.look(asset.id, { version })} />
      </Tabs.Panel>
      <Tabs.Panel value="access" pt="md">
        <AccessTab asset={asset} onShare={() => onShare(asset)} />
      </Tabs.Panel>
      <Tabs.Panel value="history" pt="md">
        <HistoryTab assetId={asset.id} />
      </Tabs.Panel>
    </Tabs>
  )
}
