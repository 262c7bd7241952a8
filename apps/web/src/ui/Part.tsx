// One part of a page of settings: its heading at the left, its form at the right; below one another on phones.
import { Text, Title } from '@mantine/core'
import './part.css'

interface Props {
  title: string
  about?: React.ReactNode
  children: React.ReactNode
}

export function Part({ title, about, children }: Props) {
  return (
    <section className="part" aria-label={title}>
      <div>
        <Title order={2}>{title}</Title>
        {about && (
          <Text size="sm" c="dimmed" mt={4}>
            {about}
          </Text>
        )}
      </div>
      <div>{children}</div>
    </section>
  )
}
