// Putting people into a group: restricted members, found by typing, several at once, with an end for all of them if
// wanted, and what they gain by it.
import { Button, MultiSelect, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { rolesByReach } from '@usher/domain'
import { EndDateField } from '../people/EndDateField.tsx'
import { isMember, titleOf } from '../people/person.ts'
import { trpc } from '../trpc.ts'
import { sentenceOf } from '../ui/problem.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'
import { WhatChanges } from '../ui/WhatChanges.tsx'
import type { MemberActs } from './group-acts.ts'

interface Someone {
  memberId: string
  name: string
  email: string
}
interface Props {
  groupId: string
  /** Who is in it now, and need not be offered. */
  within: ReadonlySet<string>
  acts: MemberActs
}

export function AddMembers({ groupId, within, acts }: Props) {
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), 200)
  const [chosen, setChosen] = useState<readonly Someone[]>([])
  const [endsAt, setEndsAt] = useState<string | null>(null)
  const people = trpc.members.list.useQuery(
    { search: asked.slice(0, 200), roles: [...rolesByReach] },
    { placeholderData: (before) => before },
  )
  const found = (people.data?.rows ?? [])
    .filter((p) => isMember(p) && !within.has(p.id))
    .map((p): Someone => ({ memberId: p.id, name: titleOf(p), email: p.email }))
  const known = [...chosen, ...found.filter((f) => !chosen.some((c) => c.memberId === f.memberId))]
  const [weighed] = useDebouncedValue(chosen, 200)
  const preview = trpc.groups.previewAddMembers.useQuery(
    { groupId, memberIds: weighed.map((p) => p.memberId) },
    { enabled: weighed.length > 0, staleTime: 0, gcTime: 0, retry: false },
  )
  const shown = weighed === chosen ? preview.data : undefined
  const { error, busy, run } = useAct(() => acts.add(chosen, endsAt))
  const code = problemOf(error)?.code
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (!(await run())) return
    setChosen([])
    setEndsAt(null)
    setTyped('')
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        <MultiSelect
          label="Add people"
          description="Members with restricted access, by name or e-mail."
          placeholder={chosen.length ? '' : 'Name or e-mail'}
          data={known.map((p) => ({ value: p.memberId, label: p.name }))}
          value={chosen.map((p) => p.memberId)}
          onChange={(ids) => setChosen(known.filter((p) => ids.includes(p.memberId)))}
          searchable
          searchValue={typed}
          onSearchChange={setTyped}
          // The server has found them, also by their address.
          filter={({ options }) => options}
          hidePickedOptions
          renderOption={({ option }) => (
            <div>
              <Text size="sm">{option.label}</Text>
              <Text size="xs" c="dimmed">
                {known.find((p) => p.memberId === option.value)?.email}
              </Text>
            </div>
          )}
          nothingFoundMessage={
            people.error
              ? sentenceOf(people.error)
              : people.isFetching
                ? 'Looking…'
                : 'No other member with restricted access'
          }
        />
        {chosen.length > 0 && (
          <>
            <EndDateField
              value={endsAt}
              onChange={setEndsAt}
              means="From this moment on nothing reaches them through the group"
              {...(code === 'end_in_past' && { error: sentenceOf(error) })}
            />
            <WhatChanges weighed={shown?.weighed} isLoading={!shown && !preview.error} error={preview.error} />
            <ProblemText error={code === 'end_in_past' ? null : error} />
            <div>
              <Button type="submit" loading={busy}>
                Add
              </Button>
            </div>
          </>
        )}
      </Stack>
    </form>
  )
}
