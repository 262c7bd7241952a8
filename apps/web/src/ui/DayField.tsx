// One day of a range, as every filter has it: written as the reader does, cleared by its button.
import { DatePickerInput } from '@mantine/dates'
import '@mantine/dates/styles.css'

interface Props {
  label: string
  /** What it means to leave it out: "Today". */
  otherwise: string
  value: string | undefined
  onChange: (day: string | undefined) => void
  min?: string | undefined
  max?: string | undefined
  className?: string
}

export const DayField = ({ label, otherwise, value, onChange, min, max, className }: Props) => (
  <DatePickerInput
    label={label}
    hideOutsideDates
    weekendDays={[]}
    placeholder={otherwise}
    value={value ?? null}
    onChange={(day) => onChange(day ?? undefined)}
    {...(min && { minDate: min })}
    {...(max && { maxDate: max })}
    clearable
    clearButtonProps={{ 'aria-label': `${label}: ${otherwise}` }}
    {...(className && { className })}
  />
)
