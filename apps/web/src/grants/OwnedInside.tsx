// After somebody's access to a folder was taken away: what they own inside it, which they manage as before, with the offer
// to hand it over (rules §4).
import { Button, List, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { idsAtOnce } from '@usher/domain'
import type { Outputs } from '@usher/client'
import { counted } from '../ui/in-words.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { HandOverDialog } from './HandOverDialog.tsx'
import { subjectOf } from './subject.ts'

export interface Inside {
  who: { id: string; name: string }
  /** The folder's name. */
  folder: string
  owned: Outputs['ownership']['within']
}
const namedAtMost = 8

export function OwnedInside({ who, folder, owned, onClose }: Inside & { onClose: () => void }) {
  const [isHanding, setHanding] = useState(false)
  const { assets, total, mayHandOver } = owned
  if (isHanding) return <HandOverDialog subject={subjectOf(assets)} owner={who} onClose={onClose} />
  const more = total - Math.min(assets.length, namedAtMost)
  return (
    <Dialog title={`What ${who.name} owns in ${folder}`} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">
          {who.name} has no access of their own to {folder} any more, and still manages{' '}
          {counted(total, 'file or folder', 'files and folders')} inside that {total === 1 ? 'is' : 'are'} theirs:
        </Text>
        <List size="sm" spacing={4} listStyleType="disc">
          {assets.slice(0, namedAtMost).map(({ id, name }) => (
            <List.Item key={id} className="breaks">
              {name}
            </List.Item>
          ))}
          {more > 0 && <List.Item>{`and ${more} more`}</List.Item>}
        </List>
        {!mayHandOver && (
          <Text size="sm" c="dimmed">
            {who.name} or an administrator can hand it over.
          </Text>
        )}
        {mayHandOver && total > idsAtOnce && (
          <Text size="sm" c="dimmed">{`At once, the first ${idsAtOnce} are handed over.`}</Text>
        )}
        <DialogFoot cancel="Leave as it is" onCancel={onClose} cancelProps={{ 'data-autofocus': true }}>
          {mayHandOver && <Button onClick={() => setHanding(true)}>Hand over</Button>}
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
