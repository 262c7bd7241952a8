// The head of the tray: how far all of it is, and what can be done to all of it at once.
import { ActionIcon, Progress, Text, Tooltip } from '@mantine/core'
import {
  IconChevronDown,
  IconChevronUp,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import { progressInWords, titleOf } from './progress.ts'
import type { Queue, Shown } from './queue.ts'
import { canCancel, canPause, canRetry, isSettled } from './upload.ts'

interface Props {
  queue: Queue
  shown: Shown
  isOpen: boolean
  onToggle: () => void
  onDiscardAll: () => void
}

export function TrayHead({ queue, shown, isOpen, onToggle, onDiscardAll }: Props) {
  const { uploads, totals, secondsLeft } = shown
  const isOver = uploads.every(isSettled)
  const percent = totals.size ? (totals.sent / totals.size) * 100 : totals.done ? 100 : 0
  const title = titleOf(totals)
  return (
    <header className="tray-head">
      <div className="tray-title">
        <Text component="h2" size="sm" fw={600} className="breaks">
          {title}
        </Text>
        <div className="tray-acts">
          {uploads.filter(canRetry).length > 1 && (
            <Act label="Try all again" icon={IconRefresh} onClick={queue.retryAll} />
          )}
          {uploads.some(canPause) ? (
            <Act label="Pause all" icon={IconPlayerPause} onClick={queue.pauseAll} />
          ) : (
            totals.paused > 0 && <Act label="Resume all" icon={IconPlayerPlay} onClick={queue.resumeAll} />
          )}
          {uploads.some(canCancel) && <Act label="Cancel all" icon={IconX} onClick={onDiscardAll} />}
          <Act
            label={isOpen ? 'Fold the list' : 'Show the list'}
            icon={isOpen ? IconChevronDown : IconChevronUp}
            onClick={onToggle}
            expanded={isOpen}
          />
          {isOver && <Act label="Close" icon={IconX} onClick={queue.clear} />}
        </div>
      </div>
      {totals.files > 0 && (
        <>
          <Text size="xs" c="dimmed" className="tray-figures">
            {progressInWords(totals, totals.underWay ? secondsLeft : null)}
          </Text>
          <Progress
            value={percent}
            size={6}
            aria-label="All uploads"
            color={totals.underWay || isOver ? 'accent' : 'gray'}
            transitionDuration={120}
          />
        </>
      )}
    </header>
  )
}

interface ActProps {
  label: string
  icon: Icon
  onClick: () => void
  expanded?: boolean
}

function Act({ label, icon: Shape, onClick, expanded }: ActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} aria-expanded={expanded} onClick={onClick}>
        <Shape size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
