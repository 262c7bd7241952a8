// The frame of one page: its title as the only h1 (focused after a navigation), what it is about, its actions.
import { Box, Group, Text, Title } from '@mantine/core'
import { useDocumentTitle } from './document-title.ts'
import './page.css'

interface Props {
  title: string
  /** A picture before the title. */
  mark?: React.ReactNode
  subtitle?: React.ReactNode
  /** Buttons at the right of the title; below it where there is no room. */
  actions?: React.ReactNode
  children: React.ReactNode
}

export function Page({ title, mark, subtitle, actions, children }: Props) {
  useDocumentTitle(title)
  return (
    <Box className="page">
      <Group justify="space-between" align="flex-start" gap="md" mb="lg">
        <div className="page-head">
          {mark}
          <div>
            <Title order={1} tabIndex={-1}>
              {title}
            </Title>
            {subtitle && (
              <Text c="dimmed" size="sm" component="div">
                {subtitle}
              </Text>
            )}
          </div>
        </div>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Box>
  )
}
