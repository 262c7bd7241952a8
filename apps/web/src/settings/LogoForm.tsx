// The account's logo: chosen, seen as everybody sees it, removed.
import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { trpc } from '../trpc.ts'
import { AccountMark } from '../ui/AccountMark.tsx'
import { Part } from '../ui/Part.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { toast } from '../ui/toast.tsx'
import { pictureOf } from './picture-of.ts'
import { useSettingsChanged } from './settings-changed.ts'

const formats = 'image/png,image/jpeg,image/webp,image/svg+xml'

export function LogoForm({ name, logo }: { name: string; logo: string | null }) {
  const again = useRef<() => void>(null)
  const { client } = trpc.useUtils()
  const changed = useSettingsChanged()
  const saved = (words: string) => ({
    onSuccess: () => {
      toast(words)
      return changed()
    },
  })
  const set = useMutation({
    mutationFn: async (file: File) => client.settings.setLogo.mutate({ picture: await pictureOf(file) }),
    ...saved('Logo saved.'),
  })
  const remove = trpc.settings.removeLogo.useMutation(saved('Logo removed.'))
  const choose = (file: File | null) => {
    if (file) set.mutate(file)
    // The same one can be chosen again.
    again.current?.()
  }
  return (
    <Part title="Logo" about="Beside the name of the account, for everybody in it and whoever is invited.">
      <Stack gap="md">
        <Group gap="md" wrap="nowrap">
          <AccountMark account={{ name, logo }} size={64} />
          <Text size="sm" c="dimmed">
            {logo === null ? 'No logo yet: the initials stand in its place. ' : ''}
            PNG, JPEG, WebP or SVG; it is shown in a small square on white.
          </Text>
        </Group>
        <ProblemText error={set.error ?? remove.error} />
        <Group>
          <FileButton accept={formats} onChange={choose} resetRef={again}>
            {(button) => (
              <Button
                {...button}
                variant="default"
                leftSection={<IconPhoto size={16} aria-hidden />}
                loading={set.isPending}
              >
                {logo === null ? 'Choose a logo' : 'Choose another logo'}
              </Button>
            )}
          </FileButton>
          {logo !== null && (
            <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              Remove logo
            </Button>
          )}
        </Group>
      </Stack>
    </Part>
  )
}
