// What restricted people find when they come in: their groups, and first folders, each at a level.
import { ActionIcon, Button, Group, NativeSelect, Stack, Text, Tooltip } from '@mantine/core'
import { IconFolder, IconFolderPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { idsAtOnce, levels, levelWords, type Level } from '@usher/domain'
import type { Place } from '../library/asset.ts'
import { PlacePicker } from '../library/PlacePicker.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { Optional } from '../ui/Optional.tsx'
import { Rows } from '../ui/Rows.tsx'
import type { FirstAccess } from './first-access.ts'
import { GroupsField } from './GroupsField.tsx'
import './first-access.css'

interface Props {
  value: FirstAccess
  onChange: (access: FirstAccess) => void
}

export function FirstAccessField({ value, onChange }: Props) {
  const [adding, setAdding] = useState(false)
  const { groupIds, folders } = value
  const setFolders = (to: FirstAccess['folders']) => onChange({ ...value, folders: to })
  const setLevel = (folderId: string, level: Level) =>
    setFolders(folders.map((f) => (f.folderId === folderId ? { ...f, level } : f)))
  return (
    <Stack gap="md">
      <GroupsField
        isOptional
        description="What is shared with a group reaches everybody in it."
        value={groupIds}
        onChange={(ids) => onChange({ ...value, groupIds: ids })}
      />
      <fieldset className="first-folders">
        <legend>
          <Optional>First folders</Optional>
        </legend>
        <Text size="xs" c="dimmed">
          Shared with them as soon as they accept, with everything inside.
        </Text>
        {folders.length > 0 && (
          <Rows>
            {folders.map(({ folderId, name, level }) => (
              <li key={folderId} className="first-folder">
                <IconFolder size={18} stroke={1.7} aria-hidden />
                <Text size="sm" className="breaks first-folder-name">
                  {name}
                </Text>
                <NativeSelect
                  size="xs"
                  aria-label={`Level on ${name}`}
                  value={level}
                  data={levels.map((each) => ({ value: each, label: levelWords[each].title }))}
                  onChange={({ currentTarget }) =>
                    setLevel(folderId, levels.find((l) => l === currentTarget.value) ?? level)
                  }
                />
                <Tooltip label={`Leave ${name} out`}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={28}
                    aria-label={`Leave ${name} out`}
                    onClick={() => setFolders(folders.filter((f) => f.folderId !== folderId))}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              </li>
            ))}
          </Rows>
        )}
        <Group mt={6}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFolderPlus size={16} stroke={1.8} aria-hidden />}
            disabled={folders.length >= idsAtOnce}
            onClick={() => setAdding(true)}
          >
            Add a folder
          </Button>
        </Group>
      </fieldset>
      {adding && (
        <FolderDialog
          taken={folders.map((f) => f.folderId)}
          onChoose={({ id, name }) => {
            if (id) setFolders([...folders, { folderId: id, name, level: 'view' }])
            setAdding(false)
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </Stack>
  )
}

interface FolderProps {
  /** Chosen already. */
  taken: readonly string[]
  onChoose: (folder: Place) => void
  onClose: () => void
}
function FolderDialog({ taken, onChoose, onClose }: FolderProps) {
  const [place, setPlace] = useState<Place | null>(null)
  return (
    <Dialog title="First folder" onClose={onClose}>
      <Stack gap="md">
        <PlacePicker operation="asset.share" without={[]} taken={taken} opened={[]} value={place} onChange={setPlace} />
        <DialogFoot onCancel={onClose}>
          <Button disabled={!place} onClick={() => place && onChoose(place)}>
            {place ? `Add ${place.name}` : 'Add'}
          </Button>
        </DialogFoot>
      </Stack>
    </Dialog>
  )
}
