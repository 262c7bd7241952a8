// What narrows a search beside its words: type, tags, days, owner; and, once asked for, the day it was taken, its size and
// its dimensions. All of it stands in the address.
import { Button, Collapse, Group, MultiSelect, NumberInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { mediaFamilies, mediaFamilyNames, type MediaFamily } from '@usher/domain'
import { useMay, useMe } from '../may.ts'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { TagField } from '../tags/TagField.tsx'
import { DayRange } from '../ui/DayRange.tsx'
import { filtersOf, isFurther, isNarrowed, unnarrowed, type ChangeSearched, type Searched } from './search-address.ts'

interface Props {
  searched: Searched
  change: ChangeSearched
  /** The name of the owner looked for, as far as what was found tells it. */
  ownerName: string | null
}

/** On a phone, all of them are folded behind one button that says how many are set. */
export function SearchFilters(props: Props) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const [isOpen, setOpen] = useState(false)
  if (!isPhone) return <Filters {...props} />
  const set = filtersOf(props.searched)
  return (
    <div>
      <Button
        variant={set ? 'light' : 'default'}
        fullWidth
        leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
        rightSection={<IconChevronDown size={16} aria-hidden className="search-fold" />}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {set ? `Filters: ${set} set` : 'Filters'}
      </Button>
      <Collapse expanded={isOpen}>
        <div className="search-folded">
          <Filters {...props} />
        </div>
      </Collapse>
    </div>
  )
}

function Filters({ searched, change, ownerName }: Props) {
  const { here } = useMe()
  const seesPeople = useMay('people.see').yes
  const [isOpen, setOpen] = useState(isFurther(searched))
  const number = (field: 'sizeFrom' | 'sizeTo' | 'width' | 'height', label: string, suffix: string) => (
    <NumberInput
      label={label}
      value={searched[field] ?? ''}
      // Typing is no step to go back to.
      onChange={(value) => change({ [field]: typeof value === 'number' ? value : undefined }, { replace: true })}
      min={0}
      allowNegative={false}
      hideControls
      suffix={suffix}
      className="search-figure"
    />
  )
  return (
    <div className="search-filters">
      <Group gap="sm" align="flex-end">
        <MultiSelect
          label="Type"
          placeholder={searched.types.length ? '' : 'Everything'}
          data={mediaFamilyNames.map((value) => ({ value, label: mediaFamilies[value].title }))}
          value={searched.types}
          // The list above holds nothing but families.
          onChange={(types) => change({ types: types as MediaFamily[] })}
          clearable
          clearButtonProps={{ 'aria-label': 'Everything' }}
          className="search-types"
        />
        <TagField
          label="Tags"
          placeholder="Any"
          value={searched.tags}
          onChange={(tags) => change({ tags })}
          isEager
          className="search-tags"
        />
        <DayRange
          from={{
            label: 'Changed from',
            otherwise: 'Any day',
            value: searched.from,
            onChange: (from) => change({ from }),
          }}
          until={{ label: 'Until', otherwise: 'Today', value: searched.until, onChange: (until) => change({ until }) }}
          className="search-day"
        />
        {seesPeople ? (
          <PersonSelect
            label="Owner"
            nobody="Anybody"
            value={searched.owner}
            name={ownerName}
            onChange={(owner) => change({ owner })}
            className="search-owner"
          />
        ) : (
          <Button
            variant={searched.owner === here.memberId ? 'light' : 'default'}
            aria-pressed={searched.owner === here.memberId}
            onClick={() => change({ owner: searched.owner === here.memberId ? undefined : here.memberId })}
          >
            Only mine
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Fewer filters' : 'More filters'}
        </Button>
        {isNarrowed(searched) && (
          <Button variant="subtle" onClick={() => change(unnarrowed)}>
            Clear
          </Button>
        )}
      </Group>
      <Collapse expanded={isOpen}>
        <Group gap="sm" align="flex-end" mt="sm">
          <DayRange
            from={{
              label: 'Taken from',
              otherwise: 'Any day',
              value: searched.takenFrom,
              onChange: (takenFrom) => change({ takenFrom }),
            }}
            until={{
              label: 'Taken until',
              otherwise: 'Any day',
              value: searched.takenUntil,
              onChange: (takenUntil) => change({ takenUntil }),
            }}
            className="search-day"
          />
          {number('sizeFrom', 'At least', ' MB')}
          {number('sizeTo', 'At most', ' MB')}
          {number('width', 'Width from', ' px')}
          {number('height', 'Height from', ' px')}
        </Group>
      </Collapse>
    </div>
  )
}
