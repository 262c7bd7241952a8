// Asks before something is moved onto names that are there: with what will have become of it, counted.
import { Box, Text } from '@mantine/core'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { counted, namesOf } from '../ui/in-words.ts'
import { WhatChanges } from '../ui/WhatChanges.tsx'
import { thingsInWords, type Asset, type Place } from './asset.ts'
import type { LibraryActs, Merge } from './library-acts.ts'

interface Props {
  assets: readonly Asset[]
  to: Place
  /** As the preview says. */
  merge: Merge
  acts: Pick<LibraryActs, 'merge' | 'previewMerge'>
  onMerged: () => void
  onClose: () => void
}

export function MergeDialog({ assets, to, merge, acts, onMerged, onClose }: Props) {
  const [previewed, setPreviewed] = useState(merge)
  const confirm = async () => {
    try {
      await acts.merge(assets, to, previewed)
      onMerged()
    } catch (error) {
      if (problemOf(error)?.code === 'rights_moved') setPreviewed(await acts.previewMerge(assets, to))
      throw error
    }
  }
  return (
    <ConfirmDialog
      title={
        assets.length === 1
          ? `${thingsInWords(assets)} is already in ${to.name}`
          : `Some names are already in ${to.name}`
      }
      verb="Merge"
      onConfirm={confirm}
      onClose={onClose}
    >
      <Text size="sm">{mergeInWords(previewed)}</Text>
      <Text size="sm" c="dimmed" mt="xs">
        What is there keeps its owner. This cannot be undone.
      </Text>
      <Box mt="sm">
        <WhatChanges weighed={previewed.weighed} isLoading={false} />
      </Box>
    </ConfirmDialog>
  )
}

/** "2 files become new versions of the files of their names, and 1 folder goes into the folder of its name." */
const mergeInWords = ({ files, folders }: Merge): string =>
  `${namesOf([
    ...(files === 1 ? ['1 file becomes a new version of the file of its name'] : []),
    ...(files > 1 ? [`${files} files become new versions of the files of their names`] : []),
    ...(folders === 1 ? ['what is in 1 folder goes into the folder of its name'] : []),
    ...(folders > 1
      ? [`what is in ${counted(folders, 'folder', 'folders')} goes into the folders of their names`]
      : []),
  ]).replace(/^w/, 'W')}.`
