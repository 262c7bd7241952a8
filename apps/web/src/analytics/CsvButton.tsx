// The table that one looks at, as a CSV file.
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

export const CsvButton = ({ href, of }: { href: string; of: string }) => (
  <Button
    component="a"
    href={href}
    download
    variant="default"
    size="xs"
    leftSection={<IconDownload size={16} aria-hidden />}
    aria-label={`CSV of ${of}`}
  >
    CSV
  </Button>
)
