// A file in full over the page: its large picture, a video or a sound to be played, else its icon; arrows lead to its
// neighbours in the list or, from one of its versions, to the others; Escape back to where it was opened.
import { ActionIcon, Button, Loader, Modal, Stack, Text, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload, IconInfoCircle, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { problemOf } from '@usher/client'
import { bytesInWords } from '@usher/domain'
import { AskButton } from '../access-requests/AskButton.tsx'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { useFocusBack } from '../ui/focus-back.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { originalAt, pictureAt } from './addresses.ts'
import { asOf, whileWaiting, type Asset } from './asset.ts'
import { AssetIcon } from './AssetPicture.tsx'
import { mediaInWords, mediaOf } from './media.ts'
import './light-box.css'

interface Props {
  id: string
  /** Which of its versions, among these; left out: the current one, among its neighbours. */
  versionId: string | undefined
  /** The list that it was opened from. */
  listed: readonly Asset[]
  onGo: (look: Look) => void
  onDetails: (id: string) => void
  onClose: (id: string) => void
}
/** A file to be looked at, and what it is called here. */
export interface Look {
  file: Asset
  name: string
  versionId?: string
}

/** Everything that the arrows go through, and where in it one is; what could not be read. */
function useLooks(id: string, versionId: string | undefined, listed: readonly Asset[]) {
  const files = listed.filter(({ kind }) => kind === 'file')
  const isListed = files.some((file) => file.id === id)
  // From an address, it may lie elsewhere.
  const seen = trpc.library.see.useQuery({ assetIds: [id] }, { enabled: !isListed, retry: false })
  const versions = trpc.versions.list.useQuery(
    { assetId: id },
    {
      ...whileWaiting,
      enabled: versionId !== undefined,
      retry: false,
    },
  )
  if (versionId === undefined) {
    const looks = (isListed ? files : (seen.data ?? [])).map((file): Look => ({ file, name: file.name }))
    return { looks, at: looks.findIndex(({ file }) => file.id === id), error: seen.error }
  }
  const file = files.find((each) => each.id === id) ?? seen.data?.[0]
  const looks = file
    ? (versions.data ?? [])
        .toSorted((a, b) => a.number - b.number)
        .map((v): Look => ({ file: asOf(file, v), name: `${file.name}, version ${v.number}`, versionId: v.id }))
    : []
  return { looks, at: looks.findIndex((look) => look.versionId === versionId), error: seen.error ?? versions.error }
}

export function LightBox({ id, versionId, listed, onGo, onDetails, onClose }: Props) {
  const { here } = useMe()
  const { looks, at, error } = useLooks(id, versionId, listed)
  const look = looks[at]
  const file = look?.file
  const [before, after] = at < 0 ? [] : [looks[at - 1], looks[at + 1]]
  // A row has the focus afterwards; a version was opened from the panel.
  useFocusBack(versionId !== undefined)
  // The neighbours are there before they are asked for.
  useEffect(() => {
    for (const next of [after?.file, before?.file])
      if (next?.preview === 'picture') new Image().src = pictureAt(here.slug, next, 'large')
  }, [after, before, here.slug])
  const onKeyDown = (event: React.KeyboardEvent) => {
    // A player has the arrows for itself.
    if (event.target instanceof HTMLMediaElement) return
    const next = event.key === 'ArrowRight' ? after : event.key === 'ArrowLeft' ? before : undefined
    if (next) onGo(next)
    else if (event.key === ' ' && !(event.target instanceof HTMLElement && event.target.closest('a, button')))
      onClose(id)
    else return
    event.preventDefault()
  }
  return (
    <Modal
      opened
      onClose={() => onClose(id)}
      fullScreen
      withCloseButton={false}
      returnFocus={false}
      padding={0}
      transitionProps={{ duration: 0 }}
      classNames={{ content: 'light-box-page', body: 'light-box' }}
      attributes={{ content: { 'aria-label': look?.name ?? 'Preview' } }}
      onKeyDown={onKeyDown}
    >
      <header className="light-box-head">
        <div className="two-lines" tabIndex={-1} data-autofocus>
          <Text fw={600} truncate title={look?.name}>
            {look?.name}
          </Text>
          <Text size="xs" c="dimmed" component="output">
            {file && `${mediaInWords(file)}, ${bytesInWords(file.size ?? 0)}`}
            {looks.length > 1 && ` · ${at + 1} of ${looks.length}`}
          </Text>
        </div>
        {file && (
          <>
            <Tooltip label="Download">
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                component="a"
                href={originalAt(here.slug, file, 'save')}
                download
                aria-label="Download"
              >
                <IconDownload size={20} stroke={1.7} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Details">
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label="Details"
                onClick={() => {
                  onClose(id)
                  onDetails(id)
                }}
              >
                <IconInfoCircle size={20} stroke={1.7} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <Tooltip label="Close">
          <ActionIcon variant="subtle" color="gray" size={36} aria-label="Close" onClick={() => onClose(id)}>
            <IconX size={20} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className="light-box-stage">
        {file ? <Shown key={`${file.id} ${file.versionId ?? ''}`} file={file} /> : <NotSeen id={id} error={error} />}
      </div>
      {before && <Step to={before} words="Previous" onGo={onGo} />}
      {after && <Step to={after} words="Next" onGo={onGo} />}
    </Modal>
  )
}

/** From an address, it may be nothing that they see: it can be asked for. */
function NotSeen({ id, error }: { id: string; error: unknown }) {
  return (
    <Stack align="center" gap="md" px="md">
      <ProblemText error={error} />
      {problemOf(error)?.code === 'not_found' && <AskButton thingId={id} />}
    </Stack>
  )
}

function Step({ to, words, onGo }: { to: Look; words: 'Previous' | 'Next'; onGo: (look: Look) => void }) {
  const Icon = words === 'Next' ? IconChevronRight : IconChevronLeft
  return (
    <ActionIcon
      variant="default"
      size={44}
      radius="xl"
      className="light-box-step"
      data-to={words}
      aria-label={`${words}: ${to.name}`}
      onClick={() => onGo(to)}
    >
      <Icon size={24} stroke={1.7} aria-hidden />
    </ActionIcon>
  )
}

/** What of a file can be shown here. */
function Shown({ file }: { file: Asset }) {
  const { here } = useMe()
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading')
  const media = mediaOf(file.mediaType)
  const original = originalAt(here.slug, file, 'show')
  const onError = () => setState('failed')
  if (state !== 'failed' && media === 'video')
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- what people upload has none of its own
    return <video src={original} controls preload="metadata" aria-label={file.name} onError={onError} />
  if (state !== 'failed' && media === 'audio')
    return (
      <div className="light-box-sound">
        <AssetIcon asset={file} size={96} />
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nor has this */}
        <audio src={original} controls preload="metadata" aria-label={file.name} onError={onError} />
      </div>
    )
  if (state === 'failed' || file.preview === 'none') return <NoPreview file={file} />
  return (
    <>
      {state === 'loading' && <Loader color="gray" size="sm" aria-label="Loading" className="light-box-wait" />}
      {file.preview === 'picture' && (
        <img
          src={pictureAt(here.slug, file, 'large')}
          alt={file.name}
          {...(file.width && file.height && { width: file.width, height: file.height })}
          onLoad={() => setState('there')}
          onError={onError}
        />
      )}
    </>
  )
}

function NoPreview({ file }: { file: Asset }) {
  const { here } = useMe()
  return (
    <div className="light-box-sound">
      <AssetIcon asset={file} size={96} />
      <Text size="sm" c="dimmed">
        There is no preview of this file.
      </Text>
      <Button
        component="a"
        href={originalAt(here.slug, file, 'save')}
        download
        leftSection={<IconDownload size={18} aria-hidden />}
      >
        Download
      </Button>
    </div>
  )
}
