// For addresses that lead nowhere.
import { Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Page } from '../ui/Page.tsx'

export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <Text mb="lg">There is nothing at this address. Check it, or go on from the start.</Text>
      <Button component={Link} to="/">
        To the start
      </Button>
    </Page>
  )
}
