// One's own downloads: each zip that was asked for, what was chosen for it, and the way to fetch it again for as long as
// that can be. It is made anew each time, of what is there then.
import { ActionIcon, Button, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconDownload, IconFileZip } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import dayjs from 'dayjs'
import type { Outputs } from '@usher/client'
import { bytesInWords, zipDays } from '@usher/domain'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { Ago } from '../ui/Ago.tsx'
import { counted, dayInWords } from '../ui/in-words.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { zipAt } from './addresses.ts'
import { namesInWords } from './asset.ts'
import './library.css'

const icon = { size: 16, 'aria-hidden': true } as const
type Zip = Outputs['zips']['list'][number]

export function DownloadsPage() {
  const { here } = useMe()
  const zips = trpc.zips.list.useQuery()
  const toLibrary = (
    <Button component={Link} to={`/a/${here.slug}/library`} variant="default">
      To the library
    </Button>
  )
  return (
    <Page
      title="Downloads"
      subtitle={`The zips that you asked for. Each can be downloaded again for ${zipDays} days, with what is there then.`}
      actions={toLibrary}
    >
      <ListFrame
        of={zips}
        rows={zips.data}
        loading={<SkeletonRows rows={4} height={56} />}
        empty={<EmptyState sentence={`You have asked for no zip in the last ${zipDays} days.`} />}
      >
        {(rows) => (
          <Table layout="fixed" verticalSpacing={7} horizontalSpacing="xs" className="library-table">
            <caption>
              <VisuallyHidden>Your downloads</VisuallyHidden>
            </caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Name</Table.Th>
                <Table.Th scope="col" data-column="size" visibleFrom="sm">
                  Size
                </Table.Th>
                <Table.Th scope="col" data-column="asked" visibleFrom="sm">
                  Asked for
                </Table.Th>
                <Table.Th scope="col" data-column="until" visibleFrom="sm">
                  There until
                </Table.Th>
                <Table.Th data-column="again">
                  <VisuallyHidden>Actions</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((zip) => (
                <Row key={zip.id} zip={zip} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </ListFrame>
    </Page>
  )
}

function Row({ zip }: { zip: Zip }) {
  const { here } = useMe()
  const { id, name, things, bytes, askedAt, left } = zip
  const until = dayInWords(dayjs(askedAt).add(zipDays, 'day').toISOString())
  const state = left.length ? until : 'Nothing is left of it'
  const link = {
    component: 'a',
    href: zipAt(here.slug, id),
    download: true,
    'aria-label': `Download ${name} again`,
  } as const
  return (
    <Table.Tr>
      <Table.Td>
        <div className="asset">
          <IconFileZip size={20} stroke={1.7} aria-hidden className="asset-icon" />
          <div className="two-lines">
            <Text size="sm" fw={550} className="breaks">
              {name}
            </Text>
            <Text size="xs" c="dimmed" className="breaks">
              {counted(things, 'thing', 'things')}
              {left.length > 0 && `: ${namesInWords(left)}`}
            </Text>
            <Text size="xs" c="dimmed" hiddenFrom="sm">
              {bytesInWords(bytes)}, <Ago at={askedAt} /> · {left.length ? `until ${until}` : state}
            </Text>
          </div>
        </div>
      </Table.Td>
      <Table.Td data-column="size" visibleFrom="sm">
        {bytesInWords(bytes)}
      </Table.Td>
      <Table.Td data-column="asked" visibleFrom="sm">
        <Ago at={askedAt} />
      </Table.Td>
      <Table.Td data-column="until" visibleFrom="sm" {...(!left.length && { c: 'dimmed' })}>
        {state}
      </Table.Td>
      <Table.Td data-column="again">
        {left.length > 0 && (
          <>
            <Button {...link} size="xs" variant="default" visibleFrom="sm" leftSection={<IconDownload {...icon} />}>
              Download
            </Button>
            <ActionIcon {...link} size={32} variant="default" hiddenFrom="sm">
              <IconDownload {...icon} />
            </ActionIcon>
          </>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
