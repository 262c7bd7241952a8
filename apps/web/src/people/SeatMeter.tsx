// "4 of 5 seats used" beside "Add user". Where no seat is free, or the plan carries no user management, the button says
// so and shows the way out instead of a form that could only be refused.
import { Text } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { hasFreeSeat, seatsInWords, type SeatsUsed } from '@usher/domain'
import { upgradeInWords, useMay } from '../may.ts'
import { LimitMeter } from '../ui/LimitMeter.tsx'
import { SeatsFull } from './SeatsFull.tsx'

interface Props {
  seats: SeatsUsed | undefined
  onAdd: () => void
  onAskForMore: () => void
}

export function SeatMeter({ seats, onAdd, onAskForMore }: Props) {
  const manage = useMay('people.manage')
  const lacking = !manage.yes && manage.feature
  return (
    <LimitMeter
      of={seats}
      inWords={seatsInWords}
      add="Add user"
      icon={IconUserPlus}
      onAdd={onAdd}
      whyNot="Why nobody can be added now"
      note={
        lacking
          ? () => <Text size="sm">{upgradeInWords('people.manage', lacking)}</Text>
          : seats && !hasFreeSeat(seats)
            ? (close) => (
                <SeatsFull
                  seats={seats}
                  onAskForMore={() => {
                    close()
                    onAskForMore()
                  }}
                />
              )
            : null
      }
    />
  )
}
