// A figure by the day, beside that of as many days before; and storage by the day and kind. With what draws them: read when it
// is needed, and not with the page.
import { AreaChart, CompositeChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import type { Outputs } from '@usher/client'
import { bytesInWords, mediaFamilies, measures, storedFamilies, type Measure, type StoredFamily } from '@usher/domain'
import { inFigures, longDay, shortDay } from './in-figures.ts'

const height = 260
/** The table behind it says the same; what draws is no control. */
const still = { accessibilityLayer: false }
/** What stands in the box at the pointer. */
const dayInFull = { labelFormatter: (day: unknown) => (typeof day === 'string' ? longDay(day) : '') }
const inDays = { tickFormatter: shortDay, minTickGap: 32 }

const common = {
  h: height,
  curveType: 'linear',
  withDots: false,
  tickLine: 'none',
  gridAxis: 'y',
  strokeWidth: 1.75,
} as const

interface Props {
  usage: Outputs['usage']['days']
  measure: Measure
}

export function UsageChart({ usage: { days, daysBefore }, measure }: Props) {
  const drawn = days.map((row, i) => ({ day: row.day, now: row[measure], before: daysBefore[i]?.[measure] ?? 0 }))
  const [first, last] = [daysBefore[0], daysBefore.at(-1)]
  return (
    <figure className="drawn" aria-label={`${measures[measure].title} by the day. The same is in the table below.`}>
      <CompositeChart
        {...common}
        composedChartProps={still}
        data={drawn}
        dataKey="day"
        valueFormatter={(value) => inFigures(measure, value)}
        xAxisProps={inDays}
        yAxisProps={{ width: 64, allowDecimals: false }}
        tooltipProps={dayInFull}
        series={[
          { name: 'now', type: 'area', label: measures[measure].title, color: 'var(--mantine-color-anchor)' },
          {
            name: 'before',
            type: 'line',
            // Of a year, days without it would name the very days that are shown.
            label: first && last ? `${longDay(first.day)} to ${longDay(last.day)}` : 'Before',
            color: 'var(--mantine-color-dimmed)',
            strokeDasharray: '4 4',
          },
        ]}
        areaProps={{ fillOpacity: 0.12 }}
        withLegend
        legendProps={{ verticalAlign: 'bottom' }}
      />
    </figure>
  )
}

const familyColors: Record<StoredFamily, string> = {
  picture: 'accent.5',
  video: 'blue.5',
  audio: 'grape.5',
  document: 'yellow.6',
  other: 'gray.5',
}

export function StorageChart({ days }: { days: Outputs['usage']['storage']['days'] }) {
  return (
    <figure className="drawn" aria-label="Storage by the day and kind. What it is now is in the table below.">
      <AreaChart
        {...common}
        areaChartProps={still}
        data={days.map(({ day, bytes }) => ({ day, ...bytes }))}
        dataKey="day"
        type="stacked"
        valueFormatter={bytesInWords}
        xAxisProps={inDays}
        yAxisProps={{ width: 64 }}
        tooltipProps={dayInFull}
        series={storedFamilies.map((name) => ({ name, label: mediaFamilies[name].title, color: familyColors[name] }))}
        fillOpacity={0.5}
        withGradient={false}
        withLegend
        legendProps={{ verticalAlign: 'bottom' }}
      />
    </figure>
  )
}
