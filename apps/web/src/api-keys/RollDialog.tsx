// Rolling a key: a new secret, and how long the old one goes on working, so that programs can be changed over.
import { Button, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { rollGraces, rollGraceTitles, type RollGrace } from '@usher/domain'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { useAct } from '../ui/use-act.ts'

interface Props {
  name: string
  onRoll: (oldWorks: RollGrace) => Promise<unknown>
  onClose: () => void
}
const graces = Object.keys(rollGraces) as RollGrace[]

export function RollDialog({ name, onRoll, onClose }: Props) {
  const [oldWorks, setOldWorks] = useState<RollGrace>('24h')
  const { error, busy, run } = useAct(() => onRoll(oldWorks))
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    await run()
  }
  return (
    <Dialog title={`Roll ${name}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text size="sm">The key gets a new secret, which is shown once. What it may do stays as it is.</Text>
          <Radio.Group
            label="The old secret stops working"
            value={oldWorks}
            // The choices below carry nothing but these.
            onChange={(chosen) => setOldWorks(chosen as RollGrace)}
          >
            <Stack gap={8} mt={8}>
              {graces.map((grace) => (
                <Radio key={grace} value={grace} label={rollGraceTitles[grace]} />
              ))}
            </Stack>
          </Radio.Group>
          {oldWorks === 'now' && (
            <Text size="sm" c="dimmed">
              Secrets that were rolled before and still work stop as well.
            </Text>
          )}
          <DialogFoot onCancel={onClose} refused={<ProblemText error={error} />}>
            <Button type="submit" loading={busy}>
              Roll key
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
