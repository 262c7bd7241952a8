// What one looks at, as a CSV file.
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

interface Props {
  href: string
  /** Where a page has several: what it is of. */
  of?: string
  /** Beside a heading. */
  size?: 'xs'
  children?: string
}

export const CsvButton = ({ href, of, size, children = 'CSV' }: Props) => (
  <Button
    component="a"
    href={href}
    download
    variant="default"
    leftSection={<IconDownload size={16} aria-hidden />}
    {...(size && { size })}
    {...(of && { 'aria-label': `CSV of ${of}` })}
  >
    {children}
  </Button>
)
