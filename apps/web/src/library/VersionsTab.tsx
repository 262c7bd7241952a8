// The versions of a file, newest first: each can be looked at and downloaded, an earlier one made the current one again or
// deleted for good, and a new one added, as far as the person's level goes.
import { Badge, Button, Group, Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { allows, bytesInWords, versionsAtMost } from '@usher/domain'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { Ago } from '../ui/Ago.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { Rows } from '../ui/Rows.tsx'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { toast, toastRefusal } from '../ui/toast.tsx'
import { NewVersion } from '../uploads/NewVersion.tsx'
import { originalAt } from './addresses.ts'
import { asOf, whileWaiting, type Asset, type Version } from './asset.ts'
import { AssetPicture } from './AssetPicture.tsx'
import { useLookAgain } from './library-acts.ts'

interface Props {
  asset: Asset
  /** Looks at one of them in full. */
  onLook: (version: Version) => void
}

export function VersionsTab({ asset, onLook }: Props) {
  const { here } = useMe()
  const versions = trpc.versions.list.useQuery({ assetId: asset.id }, whileWaiting)
  const restoring = trpc.versions.restore.useMutation()
  const deleting = trpc.versions.delete.useMutation()
  const lookAgain = useLookAgain()
  const [toDelete, setToDelete] = useState<Version | null>(null)
  const current = versions.data?.find(({ isCurrent }) => isCurrent)

  const restore = async ({ id, number }: Pick<Version, 'id' | 'number'>, isUndo = false) => {
    try {
      await restoring.mutateAsync({ assetId: asset.id, versionId: id })
      toast(
        `Version ${number} of ${asset.name} is the current one.`,
        !isUndo && current ? { label: 'Undo', go: () => void restore(current, true) } : undefined,
      )
    } catch (error) {
      toastRefusal(error)
    } finally {
      await lookAgain()
    }
  }
  const remove = async ({ id, number }: Version) => {
    try {
      await deleting.mutateAsync({ assetId: asset.id, versionId: id })
      toast(`Deleted version ${number} of ${asset.name}.`)
    } finally {
      await lookAgain()
    }
  }
  return (
    <>
      <NewVersion asset={asset} />
      <ListFrame of={versions} rows={versions.data} loading={<SkeletonText lines={5} />} empty={null}>
        {(rows) => (
          <>
            <Rows label="Versions">
              {rows.map((version) => (
                <li key={version.id} className="version">
                  <UnstyledButton
                    className="version-look"
                    aria-label={`Look at version ${version.number} in full`}
                    onClick={() => onLook(version)}
                  >
                    <AssetPicture asset={asOf(asset, version)} iconSize={24} />
                  </UnstyledButton>
                  <div className="version-body">
                    <Group gap={8}>
                      <Text size="sm" fw={550}>
                        Version {version.number}
                      </Text>
                      {version.isCurrent && (
                        <Badge variant="light" size="sm">
                          Current
                        </Badge>
                      )}
                    </Group>
                    <Text size="xs" c="dimmed">
                      {version.madeBy ?? 'Somebody who left'}, <Ago at={version.madeAt} />, {bytesInWords(version.size)}
                    </Text>
                    <Group gap={6} mt={6}>
                      <Button
                        size="compact-xs"
                        variant="default"
                        component="a"
                        href={originalAt(here.slug, { id: asset.id, versionId: version.id }, 'save')}
                        download
                        aria-label={`Download version ${version.number}`}
                      >
                        Download
                      </Button>
                      {!version.isCurrent && allows(asset.level, 'file.restoreVersion') && (
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={`Restore version ${version.number}`}
                          loading={restoring.isPending && restoring.variables.versionId === version.id}
                          onClick={() => void restore(version)}
                        >
                          Restore
                        </Button>
                      )}
                      {!version.isCurrent && allows(asset.level, 'file.deleteVersion') && (
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          color="red"
                          aria-label={`Delete version ${version.number}`}
                          onClick={() => setToDelete(version)}
                        >
                          Delete
                        </Button>
                      )}
                    </Group>
                  </div>
                </li>
              ))}
            </Rows>
            {rows.length >= versionsAtMost - 10 && (
              <Text size="xs" c="dimmed" mt="sm">
                {rows.length} of at most {versionsAtMost} versions.
              </Text>
            )}
          </>
        )}
      </ListFrame>
      {toDelete && (
        <ConfirmDialog
          title={`Delete version ${toDelete.number} of ${asset.name}?`}
          verb={`Delete version ${toDelete.number}`}
          destructive
          onConfirm={() => remove(toDelete)}
          onClose={() => setToDelete(null)}
        >
          <Text size="sm">
            Its {bytesInWords(toDelete.size)} are gone for good. The other versions of this file stay as they are.
          </Text>
        </ConfirmDialog>
      )}
    </>
  )
}
