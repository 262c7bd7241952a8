// "4 of 5 seats used" beside "Add user". Where no seat is free, or the plan carries no user management, the button says
// so and shows the way out instead of a form that could only be refused.
import { Button, Group, Popover, Progress, Text, VisuallyHidden } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { hasFreeSeat, seatsInWords, type SeatsUsed } from '@usher/domain'
import { upgradeInWords, useMay } from '../may.ts'
import { SeatsFull } from './SeatsFull.tsx'

interface Props {
  seats: SeatsUsed | undefined
  onAdd: () => void
  onAskForMore: () => void
}

export function SeatMeter({ seats, onAdd, onAskForMore }: Props) {
  const manage = useMay('people.manage')
  const [explaining, setExplaining] = useState(false)
  const name = useId()
  const isFull = seats !== undefined && !hasFreeSeat(seats)
  const note =
    !manage.yes && manage.feature ? (
      <Text size="sm">{upgradeInWords('people.manage', manage.feature)}</Text>
    ) : isFull ? (
      <SeatsFull
        seats={seats}
        onAskForMore={() => {
          setExplaining(false)
          onAskForMore()
        }}
      />
    ) : null
  return (
    <>
      {seats && (
        <div className="seat-meter">
          <Text size="sm" component="output" display="block">
            {seatsInWords(seats)}
          </Text>
          <Progress
            size={4}
            mt={4}
            value={Math.min(100, (seats.used / Math.max(1, seats.cap)) * 100)}
            color={isFull ? 'orange' : 'accent'}
            aria-hidden
          />
        </div>
      )}
      <Popover
        opened={explaining && note !== null}
        onChange={setExplaining}
        width={300}
        position="bottom-end"
        shadow="md"
        trapFocus
        returnFocus
        withinPortal
      >
        <Popover.Target>
          <Button
            leftSection={<IconUserPlus size={18} aria-hidden />}
            onClick={() => (note ? setExplaining(!explaining) : onAdd())}
          >
            Add user
          </Button>
        </Popover.Target>
        {/* Without a name of its own it would have the button's, which is that of the form. */}
        <Popover.Dropdown aria-labelledby={name}>
          <VisuallyHidden id={name}>Why nobody can be added now</VisuallyHidden>
          <Group gap={0} display="block" tabIndex={-1} data-autofocus>
            {note}
          </Group>
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
