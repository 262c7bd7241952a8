// People and groups, found while one types: Enter makes a chip of the first, or of an address that is written out;
// several that are pasted become several chips.
import { Combobox, Pill, PillsInput, Text, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconUsersGroup } from '@tabler/icons-react'
import { useEffect } from 'react'
import { readEmail } from '@usher/domain'
import { readPasted } from '../people/read-invitees.ts'
import { Initials } from '../ui/Initials.tsx'
import { sentenceOf } from '../ui/problem.ts'
import { granteesOf, type Grantee } from './grantee.ts'
import { useSuggested, type Subject } from './subject.ts'
import type { Grantees } from './use-grantees.ts'
import './grants.css'

interface Props {
  subject: Subject
  grantees: Grantees
  error?: string | null | undefined
  field: React.Ref<HTMLInputElement>
}

export function GranteeField({ subject, grantees, error, field }: Props) {
  const { chosen, typed, type, add, remove, take, wrong } = grantees
  const [asked] = useDebouncedValue(typed.trim(), 150)
  const suggested = useSuggested(subject, asked.slice(0, 200))
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const isAsking = typed.trim() !== asked || suggested.isPlaceholderData
  const offered = asked && suggested.data ? granteesOf(suggested.data).filter((g) => !isAmong(chosen, g)) : []
  // What Enter takes is marked: the first, as soon as they are known.
  const first = offered[0]?.id
  useEffect(() => {
    if (first === undefined) combobox.resetSelectedOption()
    else combobox.selectFirstOption()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the store is made anew each time
  }, [first, typed])
  const isWrittenOut = readEmail(typed).ok
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Backspace' && !typed) {
      const last = chosen.at(-1)
      if (last) remove(last.id)
    } else if (event.key === 'Enter' && typed.trim() && (isAsking || !offered.length)) {
      // Before the list is there: who is written out, exactly.
      event.preventDefault()
      void take(typed)
    } else if ([',', ';'].includes(event.key) && isWrittenOut) {
      event.preventDefault()
      void take(typed)
    }
  }
  const onPaste = (event: React.ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain')
    const lines = readPasted(pasted)
    if (!lines.length || (lines.length === 1 && lines[0]?.wrong !== null)) return
    event.preventDefault()
    void take(`${typed} ${pasted}`)
  }
  return (
    <Combobox
      store={combobox}
      withinPortal
      onOptionSubmit={(id) => {
        const grantee = offered.find((g) => g.id === id)
        if (grantee) add(grantee)
        combobox.closeDropdown()
      }}
    >
      <Combobox.DropdownTarget>
        <PillsInput
          label="People or groups"
          description="Whoever has restricted access, by name or e-mail address, or a group."
          error={wrong ?? error}
          errorProps={{ role: 'alert' }}
          inputWrapperOrder={['label', 'description', 'input', 'error']}
        >
          <Pill.Group>
            {chosen.map((grantee) => (
              <Pill
                key={grantee.id}
                size="md"
                withRemoveButton
                onRemove={() => remove(grantee.id)}
                removeButtonProps={{ 'aria-label': `Leave ${grantee.name} out`, tabIndex: 0, 'aria-hidden': false }}
                {...(grantee.email && { title: grantee.email })}
              >
                {grantee.name}
              </Pill>
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <PillsInput.Field
                ref={field}
                aria-label="People or groups"
                data-autofocus
                value={typed}
                placeholder={chosen.length ? '' : 'Name or e-mail address'}
                spellCheck={false}
                autoCapitalize="none"
                autoComplete="off"
                onChange={({ currentTarget: { value } }) => {
                  type(value)
                  if (value.trim()) combobox.openDropdown()
                  else combobox.closeDropdown()
                }}
                onKeyDown={onKeyDown}
                onPaste={onPaste}
                onBlur={() => {
                  combobox.closeDropdown()
                  if (isWrittenOut) void take(typed)
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={!typed.trim() || wrong !== null || (!offered.length && isAsking)}>
        <Combobox.Options mah={264} className="grantee-options" aria-label="People and groups">
          {offered.map((grantee) => (
            <Combobox.Option key={grantee.id} value={grantee.id}>
              <GranteeName grantee={grantee} />
            </Combobox.Option>
          ))}
          {!offered.length && (
            <Combobox.Empty>
              {suggested.error ? sentenceOf(suggested.error) : 'Nobody with restricted access, and no group.'}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

const isAmong = (chosen: readonly Grantee[], { id }: Grantee): boolean => chosen.some((g) => g.id === id)

function GranteeName({ grantee: { kind, name, email } }: { grantee: Grantee }) {
  return (
    <div className="grantee">
      <GranteeLook isGroup={kind === 'group'} name={name} />
      <div className="two-lines">
        <Text size="sm" className="breaks">
          {name}
        </Text>
        <Text size="xs" c="dimmed" className="breaks">
          {email ?? 'Group'}
        </Text>
      </div>
    </div>
  )
}

/** Initials of a person; a group has a mark of its own. */
export function GranteeLook({ isGroup, name }: { isGroup: boolean; name: string }) {
  return isGroup ? (
    <span className="group-look">
      <IconUsersGroup size={18} stroke={1.7} aria-hidden />
    </span>
  ) : (
    <Initials name={name} />
  )
}
