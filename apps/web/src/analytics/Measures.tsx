// Every figure of the range, each beside that of as many days before; the one that is chosen is drawn below.
import { Text, UnstyledButton } from '@mantine/core'
import type { Outputs } from '@usher/client'
import { changeInPercent, measureNames, measures, type Measure } from '@usher/domain'
import { inFigures, inPercent } from './in-figures.ts'

interface Props {
  usage: Outputs['usage']['days']
  chosen: Measure
  onChoose: (measure: Measure) => void
}

export function Measures({ usage: { total, totalBefore, days }, chosen, onChoose }: Props) {
  return (
    <fieldset className="measures" aria-label="What is drawn">
      {measureNames.map((m) => {
        const change = changeInPercent(total[m], totalBefore[m])
        return (
          <UnstyledButton
            key={m}
            className="measure"
            aria-pressed={m === chosen}
            title={measures[m].explains}
            onClick={() => onChoose(m)}
          >
            <Text size="sm" c="dimmed" component="span">
              {measures[m].title}
            </Text>
            <span className="measure-total">{inFigures(m, total[m])}</span>
            <Text size="xs" c="dimmed" component="span">
              {change === null
                ? `${inFigures(m, totalBefore[m])} before`
                : `${inPercent(change)} from ${days.length === 1 ? 'the day' : `${days.length} days`} before`}
            </Text>
          </UnstyledButton>
        )
      })}
    </fieldset>
  )
}
