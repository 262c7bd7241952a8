// Taking what the account holds out of it: lists for spreadsheets, and the whole as a world file. Each leaves an entry.
import { Button, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { exportFiles, type ExportFile } from '@usher/domain'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { Part } from '../ui/Part.tsx'
import { Rows } from '../ui/Rows.tsx'
import { saveFrom } from '../ui/save-from.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'

const words: Record<ExportFile, { title: string; about: string }> = {
  people: { title: 'People', about: 'Members and open invitations, with role, status and groups. CSV.' },
  groups: { title: 'Groups', about: 'Who is in which group, until when. CSV.' },
  grants: { title: 'Grants', about: 'What was given to whom on what, until when. CSV.' },
  collections: { title: 'Collections', about: 'What is in which collection, and whether it is passed on. CSV.' },
  world: {
    title: 'World file',
    about:
      'All of these, with the folders and files by name. Whoever runs a server can load it there. Without passwords, without the bytes of files, without the trash.',
  },
}

export function ExportPart() {
  const { here } = useMe()
  const ask = trpc.exports.ask.useMutation()
  const utils = trpc.useUtils()
  const take = async (file: ExportFile) => {
    try {
      await ask.mutateAsync({ file })
      saveFrom(`/api/${here.slug}/export/${file}`)
      toast(`Downloading: ${words[file].title.toLowerCase()}.`)
    } catch (error) {
      toastRefusal(error)
    } finally {
      await utils.log.invalidate()
    }
  }
  return (
    <Part title="Export" about="Each download is noted in the log.">
      <Stack gap="md">
        <Rows label="What can be exported">
          {exportFiles.map((file) => (
            <li key={file}>
              <div className="row">
                <div className="two-lines">
                  <Text fw={600}>{words[file].title}</Text>
                  <Text size="sm" c="dimmed">
                    {words[file].about}
                  </Text>
                </div>
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconDownload size={16} aria-hidden />}
                  aria-label={`Download ${words[file].title}`}
                  loading={ask.isPending && ask.variables.file === file}
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
