// The button under a list that is read by page; nothing where all of it is shown.
import { Button, type ButtonProps } from '@mantine/core'

interface Props extends Pick<ButtonProps, 'size' | 'mt'> {
  /** An infinite query, as far as this needs it. */
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}

export const LoadMore = ({ of, ...looks }: Props) =>
  of.hasNextPage ? (
    <Button variant="default" {...looks} loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      Load more
    </Button>
  ) : null
