// The secret of a key, the only time that it is seen; with a call to try it out. Closes by its button alone.
import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'

export function SecretDialog({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const call = `curl -H "Authorization: Bearer ${secret}" \\\n  -G ${location.origin}/trpc/library.list --data-urlencode 'input={"folderId":null}'`
  return (
    <Dialog
      title={`The secret of ${name}`}
      onClose={onClose}
      size="lg"
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Stack gap="md">
        <Text size="sm">
          It is shown this once: keep it where the program finds it, such as its environment, and nowhere else. If it is
          lost, roll the key.
        </Text>
        <Group gap="xs" align="flex-end" wrap="nowrap" className="key-secret">
          <TextInput
            label="Secret"
            value={secret}
            readOnly
            flex={1}
            onFocus={(event) => event.currentTarget.select()}
            classNames={{ input: 'key-secret-input' }}
          />
          <CopyButton text={secret}>Copy</CopyButton>
        </Group>
        <div>
          <Group justify="space-between" mb={4}>
            <Text size="sm" fw={550}>
              Try it
            </Text>
            <CopyButton text={call} variant="subtle" size="compact-sm">
              Copy call
            </CopyButton>
          </Group>
          <Code block tabIndex={0} aria-label="A call with this key">
            {call}
          </Code>
        </div>
        <Group justify="flex-end">
          <Button onClick={onClose}>I have kept it</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
