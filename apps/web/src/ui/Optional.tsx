// The label of a field that may stay empty.
import { Text } from '@mantine/core'

export function Optional({ children }: { children: string }) {
  return (
    <>
      {children}{' '}
      <Text span c="dimmed" size="sm">
        (optional)
      </Text>
    </>
  )
}
