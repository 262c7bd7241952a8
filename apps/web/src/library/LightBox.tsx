// A file in full over the page: its large picture, a video or a sound to be played, else its icon; arrows lead to its
// neighbours in the list, Escape back to it.
import { ActionIcon, Button, Loader, Modal, Text, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload, IconInfoCircle, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { bytesInWords } from '@usher/domain'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { originalAt, pictureAt } from './addresses.ts'
import type { Asset } from './asset.ts'
import { AssetIcon } from './AssetPicture.tsx'
import { mediaInWords, mediaOf } from './media.ts'
import './light-box.css'

interface Props {
  id: string
  /** The list that it was opened from. */
  listed: readonly Asset[]
  onGo: (id: string) => void
  onDetails: (id: string) => void
  onClose: (id: string) => void
}

export function LightBox({ id, listed, onGo, onDetails, onClose }: Props) {
  const { here } = useMe()
  const files = listed.filter(({ kind }) => kind === 'file')
  const at = files.findIndex((file) => file.id === id)
  // From an address, it may lie elsewhere.
  const seen = trpc.library.see.useQuery({ assetIds: [id] }, { enabled: at < 0, retry: false })
  const file = files[at] ?? seen.data?.[0]
  const [before, after] = at < 0 ? [] : [files[at - 1], files[at + 1]]
  // The neighbours are there before they are asked for.
  useEffect(() => {
    for (const next of [after, before])
      if (next?.preview === 'picture') new Image().src = pictureAt(here.slug, next, 'large')
  }, [after, before, here.slug])
  const onKeyDown = (event: React.KeyboardEvent) => {
    // A player has the arrows for itself.
    if (event.target instanceof HTMLMediaElement) return
    const next = event.key === 'ArrowRight' ? after : event.key === 'ArrowLeft' ? before : undefined
    if (next) onGo(next.id)
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
      attributes={{ content: { 'aria-label': file?.name ?? 'Preview' } }}
      onKeyDown={onKeyDown}
    >
      <header className="light-box-head">
        <div className="two-lines" tabIndex={-1} data-autofocus>
          <Text fw={600} truncate title={file?.name}>
            {file?.name}
          </Text>
          <Text size="xs" c="dimmed" component="output">
            {file && `${mediaInWords(file)}, ${bytesInWords(file.size ?? 0)}`}
            {at >= 0 && ` · ${at + 1} of ${files.length}`}
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
        {file ? <Shown key={`${file.id} ${file.versionId ?? ''}`} file={file} /> : <ProblemText error={seen.error} />}
      </div>
      {before && <Step to={before} words="Previous" onGo={onGo} />}
      {after && <Step to={after} words="Next" onGo={onGo} />}
    </Modal>
  )
}

function Step({ to, words, onGo }: { to: Asset; words: 'Previous' | 'Next'; onGo: (id: string) => void }) {
  const Icon = words === 'Next' ? IconChevronRight : IconChevronLeft
  return (
    <ActionIcon
      variant="default"
      size={44}
      radius="xl"
      className="light-box-step"
      data-to={words}
      aria-label={`${words}: ${to.name}`}
      onClick={() => onGo(to.id)}
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
