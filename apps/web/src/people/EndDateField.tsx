// The moment at which something ends, such as from when somebody is out, or none: typed as people see it, kept as an ISO
// time.
import { DateTimePicker } from '@mantine/dates'
import { useMediaQuery } from '@mantine/hooks'
import { IconClock } from '@tabler/icons-react'
import dayjs from 'dayjs'
import { useRef } from 'react'
import { Optional } from '../ui/Optional.tsx'
import { momentInWords } from '../ui/in-words.ts'
import '@mantine/dates/styles.css'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const local = (at: dayjs.Dayjs) => at.format('YYYY-MM-DD HH:mm:ss')

interface Props {
  /** An ISO time; null: no end. */
  value: string | null
  onChange: (endsAt: string | null) => void
  error?: React.ReactNode
  /** Where it is what the whole form is for, it is not optional. */
  label?: React.ReactNode
  /** What it means, without the full stop. */
  means?: string
}

export function EndDateField({
  value,
  onChange,
  error,
  label = <Optional>End date</Optional>,
  means = 'From this moment on they cannot enter',
}: Props) {
  // The calendar alone is as wide as a phone.
  const hasRoom = useMediaQuery('(min-width: 48em)', true)
  const day = dayjs().hour(18).minute(0).second(0)
  const presets = [
    { value: local(day.add(1, 'week')), label: 'In a week' },
    { value: local(day.add(1, 'month')), label: 'In a month' },
    { value: local(day.add(3, 'month')), label: 'In three months' },
  ]
  const field = useRef<HTMLButtonElement>(null)
  const choose = (typed: string | null) => {
    onChange(typed ? dayjs(typed).toISOString() : null)
    if (!presets.some(({ value: preset }) => preset === typed)) return
    // Nothing is left to choose: the click closes the calendar, which the field opens and closes.
    field.current?.click()
    field.current?.focus()
  }
  return (
    <DateTimePicker
      label={label}
      description={`${means} (${zone}).`}
      placeholder="No end"
      value={value && local(dayjs(value))}
      ref={field}
      onChange={choose}
      valueFormat={(typed) => momentInWords(dayjs(typed).toISOString())}
      minDate={dayjs().format('YYYY-MM-DD')}
      defaultTimeValue="18:00"
      {...(hasRoom && { presets })}
      leftSection={<IconClock size={16} aria-hidden />}
      leftSectionPointerEvents="none"
      weekendDays={[]}
      hideOutsideDates
      clearable
      clearButtonProps={{ 'aria-label': 'No end date', tabIndex: 0 }}
      ariaLabels={{
        previousMonth: 'Previous month',
        nextMonth: 'Next month',
        previousYear: 'Previous year',
        nextYear: 'Next year',
      }}
      timePickerProps={{ hoursInputLabel: 'Hours', minutesInputLabel: 'Minutes' }}
      submitButtonProps={{ 'aria-label': 'Take this time' }}
      popoverProps={{ withinPortal: true }}
      error={error}
    />
  )
}
