// What stands in the way of one more person, and the way out: more seats, or another plan.
import { Button, Text } from '@mantine/core'
import { planTitles, seatsInWords, sentence, smallestPlanWith, type Feature, type SeatsUsed } from '@usher/domain'

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

/** Why this is not on the plan, and who brings it. */
export const upgradeInWords = (feature: Feature): string =>
  `${sentence({ code: 'not_allowed', data: { needs: 'people.manage', because: 'plan', feature } })} Whoever runs this server sets the plan: ask them for ${planTitles[smallestPlanWith(feature)]}.`
