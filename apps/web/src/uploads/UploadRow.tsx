// One upload: what it is, how far it is, and what can be done about it.
import { ActionIcon, Button, Progress, Text, Tooltip } from '@mantine/core'
import {
  IconAlertCircle,
  IconCircleCheck,
  IconFile,
  IconFolderOpen,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { bytesInWords } from '@usher/domain'
import { addressOf } from '../library/library-search.ts'
import { useMe } from '../may.ts'
import type { Queue } from './queue.ts'
import { canCancel, canPause, canRetry, isStranded, isVersion, needsPerson, type Upload } from './upload.ts'

interface Props {
  queue: Queue
  upload: Upload
  onDecide: () => void
  onChooseFolder: (id: string) => void
}

export function UploadRow({ queue, upload, onDecide, onChooseFolder }: Props) {
  const { id, name, size, sent, state, path } = upload
  const Shape = state.is === 'done' ? IconCircleCheck : needsPerson(upload) ? IconAlertCircle : IconFile
  const act = (label: string, icon: Icon, onClick: () => void) => (
    <RowAct label={label} name={name} icon={icon} onClick={onClick} />
  )
  return (
    <div className="upload" data-state={state.is}>
      <Shape size={20} stroke={1.7} aria-hidden className="upload-icon" />
      <div className="two-lines">
        <Text size="sm" truncate title={[...path, name].join('/')}>
          {name}
        </Text>
        <Text size="xs" {...(state.is === 'refused' ? { c: 'var(--mantine-color-error)' } : { c: 'dimmed' })}>
          {stateInWords(upload)}
        </Text>
        {['sending', 'paused', 'offline', 'finishing'].includes(state.is) && (
          <Progress
            value={size ? (sent / size) * 100 : 100}
            size={4}
            mt={4}
            aria-label={name}
            color={state.is === 'sending' || state.is === 'finishing' ? 'accent' : 'gray'}
            animated={state.is === 'finishing'}
            transitionDuration={120}
          />
        )}
      </div>
      <div className="upload-acts">
        {state.is === 'asking' && (
          <Button size="compact-sm" variant="default" aria-label={`Decide about ${name}`} onClick={onDecide}>
            Decide
          </Button>
        )}
        {isStranded(upload) && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Choose another folder for ${name}`}
            onClick={() => onChooseFolder(id)}
          >
            Choose folder
          </Button>
        )}
        {canRetry(upload) && act('Try again', IconRefresh, () => queue.retry(id))}
        {canPause(upload) && act('Pause', IconPlayerPause, () => queue.pause(id))}
        {state.is === 'paused' && act('Resume', IconPlayerPlay, () => queue.resume(id))}
        {canCancel(upload) && act('Cancel', IconX, () => queue.cancel(id))}
        {state.is === 'done' && upload.to && <ToFolder name={name} folderId={upload.to.id} />}
      </div>
    </div>
  )
}

function stateInWords(upload: Upload): string {
  const { state, size, sent, path } = upload
  const whole = bytesInWords(size)
  const part = sent ? `${bytesInWords(sent)} of ${whole}` : whole
  const goesTo = isVersion(upload) ? 'New version · ' : path.length ? `${path.join('/')} · ` : ''
  switch (state.is) {
    case 'waiting':
      return `${goesTo}${part} · waiting`
    case 'sending':
      return `${goesTo}${bytesInWords(sent)} of ${whole}`
    case 'paused':
      return `${goesTo}${part} · paused`
    case 'offline':
      return `${goesTo}${part} · no connection`
    case 'finishing':
      return `${goesTo}${whole} · being stored`
    case 'asking':
      return 'This name is taken here.'
    case 'interrupted':
      return `${goesTo}${part} · interrupted`
    case 'refused':
      return state.words
    case 'done':
      return `${goesTo}${whole}`
    case 'skipped':
      return 'Skipped'
    default:
      return state satisfies never
  }
}

interface RowActProps {
  label: string
  name: string
  icon: Icon
  onClick: () => void
}

function RowAct({ label, name, icon: Shape, onClick }: RowActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={`${label} ${name}`} onClick={onClick}>
        <Shape size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

function ToFolder({ name, folderId }: { name: string; folderId: string | null }) {
  const { here } = useMe()
  return (
    <Tooltip label="Open its folder">
      <Link
        to="/a/$account/library"
        params={{ account: here.slug }}
        search={addressOf(folderId)}
        className="upload-link"
        aria-label={`Open the folder of ${name}`}
      >
        <IconFolderOpen size={16} aria-hidden />
      </Link>
    </Tooltip>
  )
}
