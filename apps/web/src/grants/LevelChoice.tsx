// One of the three levels, each with the line on what it adds.
import { Radio, Stack } from '@mantine/core'
import { levels, levelWords, type Level } from '@usher/domain'
import './grants.css'

interface Props {
  value: Level
  onChange: (level: Level) => void
  error?: React.ReactNode
}

export function LevelChoice({ value, onChange, error }: Props) {
  return (
    <Radio.Group
      label="Level"
      value={value}
      onChange={(chosen) => onChange(levels.find((l) => l === chosen) ?? 'view')}
      error={error}
    >
      <Stack gap={8} mt={4} className="level-choice">
        {levels.map((each) => (
          <Radio
            key={each}
            size="sm"
            value={each}
            label={levelWords[each].title}
            description={levelWords[each].explains}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
