// A range of days, as every filter has it: each written as the reader does, cleared by its button, none after the other.
import { DatePickerInput } from '@mantine/dates'
import '@mantine/dates/styles.css'

interface Day {
  label: string
  /** What it means to leave it out: "Today". */
  otherwise: string
  value: string | undefined
  onChange: (day: string | undefined) => void
}
interface Props extends Day {
  min?: string | undefined
  max?: string | undefined
  className: string
}

/** Both days are within the range. */
export const DayRange = ({ from, until, className }: { from: Day; until: Day; className: string }) => (
  <>
    <DayField {...from} max={until.value} className={className} />
    <DayField {...until} min={from.value} className={className} />
  </>
)

const DayField = ({ label, otherwise, value, onChange, min, max, className }: Props) => (
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
    className={className}
  />
)
