// When a page itself fails: says so, and tries again.
import { Button, Group } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { Page } from '../ui/Page.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'

interface Props {
  error: unknown
  /** Tries again; without it, the whole page is loaded anew. */
  retry?: () => void
}

export function BrokenPage({ error, retry }: Props) {
  const router = useRouter()
  return (
    <Page title="This page could not be shown">
      <ProblemText error={error} />
      <Group mt="lg">
        <Button onClick={retry ?? (() => window.location.reload())}>Try again</Button>
        <Button variant="default" onClick={() => router.history.back()}>
          Back
        </Button>
      </Group>
    </Page>
  )
}
