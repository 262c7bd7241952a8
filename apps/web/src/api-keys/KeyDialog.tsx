// What a key is called, what it may do and until when: for a new one, or one that is there. Nothing is chosen beforehand for a
// new one, so that everything is given only to what needs it.
import { Button, Group, Radio, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { problemOf, type Inputs } from '@usher/client'
import { keyAreaNames, keyAreas, keyRightTitles, type KeyArea, type KeyRight, type KeyScopes } from '@usher/domain'
import { EndDateField } from '../people/EndDateField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { fieldErrors, sentenceOf } from '../ui/problem.ts'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'
import type { ListedKey } from './key.ts'
import '../ui/choice-card.css'

interface Props {
  /** Left out: a new one. */
  of?: ListedKey
  /** The act; what comes after it is its own to open. */
  onSubmit: (input: Inputs['keys']['create']) => Promise<unknown>
  onAskForMore?: () => void
  onClose: () => void
}
type Kind = 'standard' | 'restricted'

export function KeyDialog({ of: key, onSubmit, onAskForMore, onClose }: Props) {
  const [name, setName] = useState(key?.name ?? '')
  const [kind, setKind] = useState<Kind | null>(key ? (key.scopes ? 'restricted' : 'standard') : null)
  const [scopes, setScopes] = useState<NonNullable<KeyScopes>>(key?.scopes ?? {})
  const [endsAt, setEndsAt] = useState(key?.endsAt ?? null)
  const [unchosen, setUnchosen] = useState(false)
  const { error, busy, run } = useAct(() => onSubmit({ name, scopes: kind === 'standard' ? null : scopes, endsAt }))
  const fields = fieldErrors(error)
  const wrongEnd = problemOf(error)?.code === 'end_in_past' ? sentenceOf(error) : fields['endsAt']
  const isFull = problemOf(error)?.code === 'keys_full'
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    setUnchosen(kind === null)
    if (kind !== null) await run()
  }
  return (
    <Dialog title={key ? `Edit ${key.name}` : 'Create API key'} onClose={onClose} size="lg">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="lg">
          <TextInput
            label="Name"
            description="The program that uses it, so that everybody knows whose it is."
            placeholder="Website"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fields['name']}
            autoComplete="off"
            data-autofocus
          />
          <Radio.Group
            label="What it may do"
            value={kind ?? ''}
            // The cards below carry nothing but kinds.
            onChange={(chosen) => setKind(chosen as Kind)}
            error={unchosen && kind === null && 'Choose what it may do.'}
            errorProps={{ role: 'alert' }}
            inputWrapperOrder={['label', 'error', 'input']}
          >
            <Stack gap={6} mt={6}>
              <KindCard
                kind="restricted"
                title="Restricted"
                explains="What you choose on each area, and nothing else."
              />
              <KindCard
                kind="standard"
                title="Standard"
                explains="Reads and writes everything of the library and the usage. Never people, billing, keys or the log."
              />
            </Stack>
          </Radio.Group>
          {kind === 'restricted' && <Rights scopes={scopes} onChange={setScopes} error={fields['scopes']} />}
          <EndDateField
            means="From this moment on its calls are refused"
            value={endsAt}
            onChange={setEndsAt}
            error={wrongEnd}
          />
          <DialogFoot
            onCancel={onClose}
            refused={
              !wrongEnd &&
              Object.keys(fields).length === 0 && (
                <ProblemText error={error}>
                  {isFull && onAskForMore && (
                    <Button size="xs" mt={6} onClick={onAskForMore}>
                      Ask for more
                    </Button>
                  )}
                </ProblemText>
              )
            }
          >
            <Button type="submit" loading={busy}>
              {key ? 'Save' : 'Create key'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}

function KindCard({ kind, title, explains }: { kind: Kind; title: string; explains: string }) {
  return (
    <Radio.Card value={kind} className="choice-card" px="sm" py={10}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Radio.Indicator mt={1} />
        <div>
          <Text size="sm" fw={600}>
            {title}
          </Text>
          <Text size="sm" c="dimmed">
            {explains}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  )
}

interface RightsProps {
  scopes: NonNullable<KeyScopes>
  onChange: (scopes: NonNullable<KeyScopes>) => void
  error: React.ReactNode
}
function Rights({ scopes, onChange, error }: RightsProps) {
  return (
    <Stack gap="sm">
      {keyAreaNames.map((area) => (
        <div key={area} className="key-area">
          <div>
            <Text size="sm" fw={550} id={`area-${area}`}>
              {keyAreas[area].title}
            </Text>
            <Text size="xs" c="dimmed">
              {lets(area, scopes[area] ?? 'none')}
            </Text>
          </div>
          <SegmentedControl
            size="xs"
            aria-labelledby={`area-${area}`}
            value={scopes[area] ?? 'none'}
            // Its data carries nothing but rights.
            onChange={(right) => onChange({ ...scopes, [area]: right as KeyRight })}
            data={rightsOn(area).map((right) => ({ value: right, label: keyRightTitles[right] }))}
          />
        </div>
      ))}
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  )
}
const rightsOn = (area: KeyArea): KeyRight[] =>
  keyAreas[area].write === null ? ['none', 'read'] : ['none', 'read', 'write']
/** What that right lets a program do there, in words. */
function lets(area: KeyArea, right: KeyRight): string {
  const { read, write } = keyAreas[area]
  return right === 'none' ? 'Nothing' : right === 'write' && write ? `${read}; ${write.toLowerCase()}` : read
}
