// No seat is free: what frees one, and the way to more of them.
import { Button, Text } from '@mantine/core'
import { seatsInWords, type SeatsUsed } from '@usher/domain'

/** "5 of 5 seats used", what frees one, and the button that asks for more. */
export function SeatsFull({ seats, onAskForMore }: { seats: SeatsUsed; onAskForMore: () => void }) {
  return (
    <>
      <Text size="sm">
        {seatsInWords(seats)}
        {seats.used > seats.cap
          ? '. More people than seats: nobody is thrown out, and nobody can be added.'
          : '. Suspending or removing somebody, or revoking an invitation, frees one.'}
      </Text>
      <Button size="xs" mt="sm" onClick={onAskForMore}>
        Ask for more
      </Button>
    </>
  )
}
