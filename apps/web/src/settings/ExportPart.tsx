// Taking what the account holds out of it: lists for spreadsheets, and the whole as a world file. Each leaves an entry.
import { Button, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { exportFiles, type ExportFile } from '@usher/domain'
import { Part } from '../ui/Part.tsx'
import { Rows } from '../ui/Rows.tsx'
import { exportTitles, useExport } from './use-export.ts'

const about: Record<ExportFile, string> = {
  people: 'Members and open invitations, with role, status and groups. CSV.',
  groups: 'Who is in which group, until when. CSV.',
  grants: 'What was given to whom on what, until when. CSV.',
  collections: 'What is in which collection, and whether it is passed on. CSV.',
  world:
    'All of these, with the folders and files by name. Whoever runs a server can load it there. Without passwords, without the bytes of files, without the trash.',
}

export function ExportPart() {
  const { take, isTaking } = useExport()
  return (
    <Part title="Export" about="Each download is noted in the log.">
      <Stack gap="md">
        <Rows label="What can be exported">
          {exportFiles.map((file) => (
            <li key={file}>
              <div className="row">
                <div className="two-lines">
                  <Text fw={600}>{exportTitles[file]}</Text>
                  <Text size="sm" c="dimmed">
                    {about[file]}
                  </Text>
                </div>
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconDownload size={16} aria-hidden />}
                  aria-label={`Download ${exportTitles[file]}`}
                  loading={isTaking(file)}
                  onClick={() => void take(file)}
                >
                  Download
                </Button>
              </div>
            </li>
          ))}
        </Rows>
      </Stack>
    </Part>
  )
}
