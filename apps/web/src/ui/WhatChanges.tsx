// What a change will have changed for whom, in sentences: who loses, who gains, what somebody keeps all the same. From its preview,
// before it is confirmed; while that is looked for there are lines in its place.
import { List, Text } from '@mantine/core'
import { weighedInWords, type Weighed } from '@usher/domain'
import { ProblemText } from './ProblemText.tsx'
import { SkeletonText } from './Skeletons.tsx'

interface Props {
  /** When it changes, where that is not at once. */
  title?: string
  /** The preview's: undefined until it is known, null where nobody is concerned. */
  weighed: Weighed | null | undefined
  isLoading: boolean
  /** Why it is not known. */
  error?: unknown
}

export function WhatChanges({ title = 'What changes', weighed, isLoading, error }: Props) {
  if (!isLoading && !weighed) return <ProblemText error={error} />
  return (
    <section aria-label={title} aria-live="polite" aria-busy={isLoading}>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {weighed ? (
        <List size="sm" spacing={4} listStyleType="disc">
          {weighedInWords(weighed).map((sentence) => (
            <List.Item key={sentence} className="breaks">
              {sentence}
            </List.Item>
          ))}
        </List>
      ) : (
        <SkeletonText lines={2} />
      )}
    </section>
  )
}
