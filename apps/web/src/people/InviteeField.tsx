// Who is to be invited: one address, many by pasting, or a CSV file. Several are shown line by line before anything is
// sent, each with what is wrong with it.
import { ActionIcon, Box, Button, FileButton, Group, Stack, Table, Text, Textarea, Tooltip } from '@mantine/core'
import { IconAlertCircle, IconFileTypeCsv, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { readCsv, readFileText, readPasted, type InviteeLine } from './read-invitees.ts'
import './invitees.css'
import { counted } from '../ui/in-words.ts'

export interface Invitees {
  /** What was typed or pasted; kept while a file is chosen. */
  text: string
  file: { name: string; lines: InviteeLine[] } | null
}
export const nobody: Invitees = { text: '', file: null }
export const linesOf = ({ text, file }: Invitees): InviteeLine[] => file?.lines ?? readPasted(text)

interface Props {
  value: Invitees
  onChange: (invitees: Invitees) => void
  error?: string | null
}

export function InviteeField({ value, onChange, error }: Props) {
  const [unreadable, setUnreadable] = useState<string | null>(null)
  const forgetFile = useRef<() => void>(null)
  const typing = useRef<HTMLTextAreaElement>(null)
  // Also when the form comes back after the results of an earlier one.
  useEffect(() => typing.current?.focus({ preventScroll: true }), [])
  const lines = linesOf(value)
  const [only] = lines
  const isMany = value.file !== null || lines.length > 1

  const take = async (file: File | null) => {
    // The same file again, once corrected, is a new choice.
    forgetFile.current?.()
    if (!file) return
    const text = readFileText(new Uint8Array(await file.arrayBuffer()))
    if (!text.ok) return setUnreadable(text.wrong)
    const read = readCsv(text.value)
    if (!read.length) return setUnreadable('This file holds no line with a person.')
    setUnreadable(null)
    onChange({ ...value, file: { name: file.name, lines: read } })
  }
  return (
    <Stack gap="xs">
      {value.file ? (
        <Group justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <IconFileTypeCsv size={20} stroke={1.6} aria-hidden />
            <Text size="sm" fw={600} className="breaks">
              {value.file.name}
            </Text>
          </Group>
          <Tooltip label="Take this file out">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Take ${value.file.name} out`}
              onClick={() => onChange({ ...value, file: null })}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      ) : (
        <Textarea
          label="E-mail"
          description="One address, or several with commas or line breaks between them. Names may stand with them: Ada Ohm <ada@example.com>"
          autosize
          minRows={1}
          maxRows={8}
          value={value.text}
          onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
          error={error}
          spellCheck={false}
          autoCapitalize="none"
          data-autofocus
          ref={typing}
        />
      )}
      {isMany && <Preview lines={lines} />}
      {!value.file && only && lines.length === 1 && only.name && (
        <Text size="sm" c="dimmed">
          {only.name}, {only.email}
        </Text>
      )}
      {unreadable && (
        <Text size="sm" c="red" role="alert">
          {unreadable}
        </Text>
      )}
      <div>
        <FileButton
          resetRef={forgetFile}
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          onChange={(file) => void take(file)}
        >
          {(button) => (
            <Button
              {...button}
              variant="subtle"
              size="compact-sm"
              leftSection={<IconFileTypeCsv size={16} aria-hidden />}
            >
              {value.file ? 'Another CSV file' : 'From a CSV file'}
            </Button>
          )}
        </FileButton>
      </div>
    </Stack>
  )
}

/** What was read, line by line; what is wrong first in the summary, and beside its line. */
function Preview({ lines }: { lines: readonly InviteeLine[] }) {
  const wrong = lines.filter((line) => line.wrong !== null).length
  return (
    <div>
      <Text size="sm" component="output" display="block" mb={4}>
        {counted(lines.length - wrong, 'person', 'people')}
        {wrong > 0 && `; ${counted(wrong, 'line needs', 'lines need')} a look and will be left out`}
      </Text>
      <Box component="section" className="preview" tabIndex={0} aria-label="Who is to be added">
        <Table verticalSpacing={4} horizontalSpacing="xs" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Line</Table.Th>
              <Table.Th scope="col">E-mail</Table.Th>
              <Table.Th scope="col">Name</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map(({ line, email, name, wrong: because }) => (
              <Table.Tr key={line}>
                <Table.Td c="dimmed">{line}</Table.Td>
                <Table.Td className="breaks">
                  {email || (
                    <Text span c="dimmed" inherit>
                      (none)
                    </Text>
                  )}
                  {because && (
                    <Group gap={4} wrap="nowrap" align="flex-start" c="red">
                      <IconAlertCircle size={14} aria-hidden className="wrong-icon" />
                      <Text size="xs">{because}</Text>
                    </Group>
                  )}
                </Table.Td>
                <Table.Td className="breaks">{name}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
    </div>
  )
}
