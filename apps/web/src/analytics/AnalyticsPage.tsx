// Analytics: what of the account was used, by the day in its time zone; what is stored; and, for those who see details, by file,
// folder, person and key.
import { NativeSelect, Stack } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import '@mantine/dates/styles.css'
import { keepPreviousData } from '@tanstack/react-query'
import { useMay } from '../may.ts'
import { trpc } from '../trpc.ts'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { rangeOf, useShown, type ChangeShown, type Shown } from './analytics-search.ts'
import { DetailsPart } from './DetailsPart.tsx'
import { longDay } from './in-figures.ts'
import { Measures } from './Measures.tsx'
import { StoragePart } from './StoragePart.tsx'
import { UsageDays } from './UsageDays.tsx'
import './analytics.css'

const ranges = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '12 months' },
]

export function AnalyticsPage() {
  const [search, change] = useShown()
  const seesDetails = useMay('analytics.details').yes
  const usage = trpc.usage.days.useQuery(rangeOf(search), { placeholderData: keepPreviousData })
  const { data } = usage
  return (
    <Page
      title="Analytics"
      subtitle={
        data
          ? `${longDay(data.range.from)} to ${longDay(data.range.to)}, in days of ${data.timeZone}. What happens now is counted within seconds.`
          : 'What of this account was used.'
      }
      actions={<RangeFields search={search} change={change} today={data?.today} />}
    >
      <CouldNotRead {...usage} />
      {!data && !usage.error && <SkeletonText lines={8} />}
      {data && (
        <Stack gap={40}>
          <Measures usage={data} chosen={search.measure} onChoose={(measure) => change({ measure })} />
          <UsageDays usage={data} search={search} />
          <StoragePart search={search} />
          {seesDetails && <DetailsPart search={search} change={change} />}
        </Stack>
      )}
    </Page>
  )
}

/** How many days, and until when. */
function RangeFields({ search, change, today }: { search: Shown; change: ChangeShown; today: string | undefined }) {
  const isUsual = ranges.some(({ value }) => value === String(search.days))
  return (
    <>
      <NativeSelect
        label="Range"
        data={isUsual ? ranges : [...ranges, { value: String(search.days), label: `${search.days} days` }]}
        value={String(search.days)}
        onChange={({ currentTarget: { value } }) => change({ days: Number(value) })}
      />
      <DatePickerInput
        label="Until"
        placeholder="Today"
        hideOutsideDates
        weekendDays={[]}
        value={search.to ?? null}
        onChange={(day) => change({ to: day ?? undefined })}
        {...(today && { maxDate: today })}
        clearable
        clearButtonProps={{ 'aria-label': 'Until today' }}
        className="analytics-until"
      />
    </>
  )
}
