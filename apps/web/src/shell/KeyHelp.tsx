// `?` lists the keys, `/` goes to the search of the page: the field that carries `data-page-search`.
import { Group, Kbd, Stack, Text } from '@mantine/core'
import { useDisclosure, useWindowEvent } from '@mantine/hooks'
import { may } from '@usher/domain'
import { useMe } from '../may.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { isTyping, keys } from './keys.ts'

/** Opens the list from elsewhere, such as the palette. */
export const keyHelpEvent = 'usher-keys'

export function KeyHelp() {
  const { here } = useMe()
  const [opened, { open, close }] = useDisclosure(false)
  useWindowEvent('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
    if (event.key === '?') open()
    if (event.key === '/' && !document.querySelector('[role=dialog]')) {
      const search = document.querySelector<HTMLElement>('[data-page-search]')
      if (search) event.preventDefault()
      search?.focus()
    }
  })
  useWindowEvent(keyHelpEvent, open)
  if (!opened) return null
  return (
    <Dialog onClose={close} title="Keys" size="sm">
      <Stack gap="sm">
        {keys
          .filter(({ needs }) => !needs || may(here, needs).yes)
          .map(({ keys: pressed, does }) => (
            <Group key={does} justify="space-between" wrap="nowrap">
              <Text size="sm">{does}</Text>
              <Group gap={4} wrap="nowrap">
                {pressed.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </Group>
            </Group>
          ))}
      </Stack>
    </Dialog>
  )
}
