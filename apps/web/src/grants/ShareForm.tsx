// What is given, to whom: people and groups first; once somebody is chosen, one level, perhaps an end, and the mail that
// tells them.
import { Checkbox, Collapse, Stack, Text, Textarea } from '@mantine/core'
import { noteCharacters } from '@usher/domain'
import { EndDateField } from '../people/EndDateField.tsx'
import { Optional } from '../ui/Optional.tsx'
import { namesOf } from '../ui/in-words.ts'
import type { Given } from './access-in-words.ts'
import { endErrorOf } from './end-error.ts'
import { GranteeField } from './GranteeField.tsx'
import { LevelChoice } from './LevelChoice.tsx'
import { termsInWords } from './use-grant-acts.ts'
import type { Share } from './use-share.ts'

interface Props {
  /** The form that the button in the dialog's foot belongs to. */
  id: string
  share: Share
  /** What was given on the thing before, where it is one. */
  before: readonly Given[]
  onSubmit: () => void
}

export function ShareForm({ id, share, before, onSubmit }: Props) {
  const { subject, grantees, terms, set, error, whoError, field } = share
  const { level, endsAt, note, tell } = terms
  const chosen = new Set(grantees.chosen.map((g) => g.id))
  const replaced = before.filter(
    (given) => chosen.has(given.memberId ?? given.groupId ?? '') && (given.level !== level || given.endsAt !== endsAt),
  )
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <GranteeField subject={subject} grantees={grantees} error={whoError} field={field} />
      <Collapse expanded={grantees.chosen.length > 0} keepMounted={false}>
        <Stack gap="md" pt="md">
          {replaced.length > 0 && (
            <Text size="sm" c="dimmed" component="output">
              {`This replaces what was given before: ${namesOf(replaced.map((g) => `${g.name}, ${termsInWords(g)}`))}.`}
            </Text>
          )}
          <LevelChoice value={level} onChange={(chosen) => set({ level: chosen })} />
          <EndDateField
            means="From this moment on it gives no access"
            value={endsAt}
            onChange={(to) => set({ endsAt: to })}
            error={endErrorOf(error)}
          />
          <Checkbox
            label="Tell them by e-mail"
            checked={tell}
            onChange={(event) => set({ tell: event.currentTarget.checked })}
          />
          {tell && (
            <Textarea
              label={<Optional>Note</Optional>}
              description="Stands in the mail."
              autosize
              minRows={2}
              maxRows={6}
              maxLength={noteCharacters}
              value={note}
              onChange={(event) => set({ note: event.currentTarget.value })}
            />
          )}
        </Stack>
      </Collapse>
    </form>
  )
}
