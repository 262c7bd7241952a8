// Puts files and folders into a collection: one of those that one may add to, or a new one.
import { Button, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { allows } from '@usher/domain'
import { useMay } from '../may.ts'
import { thingsInWords, type Asset } from '../library/asset.ts'
import { nameErrorOf } from '../library/name-error.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { ListFrame } from '../ui/ListFrame.tsx'
import { LoadMore } from '../ui/LoadMore.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { useAct } from '../ui/use-act.ts'
import { ownerOf, useCollections } from './collection.ts'
import { useCollectionActs } from './collection-acts.ts'
import './collections.css'

interface Props {
  /** At least one. */
  assets: readonly Asset[]
  onClose: () => void
}
const aNewOne = 'new'

export function AddToCollection({ assets, onClose }: Props) {
  const found = useCollections()
  const acts = useCollectionActs()
  const mayCreate = useMay('collections.create').yes
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const open = found.collections?.filter(({ level }) => allows(level, 'collection.addTo'))
  const isNew = chosen === aNewOne || (mayCreate && open?.length === 0)
  const { error, busy, run } = useAct(async () => {
    const there = open?.find(({ id }) => id === chosen)
    if (isNew) await acts.add({ id: await acts.create(name), name: name.trim() }, assets)
    else if (there) await acts.add(there, assets)
  })
  const wrong = isNew ? nameErrorOf(error) : undefined
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (await run()) onClose()
  }
  return (
    <Dialog title={`Add ${thingsInWords(assets)} to a collection`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <ListFrame
            of={found}
            rows={open}
            loading={<SkeletonRows rows={3} height={40} />}
            empty={
              !mayCreate && (
                <Text size="sm" c="dimmed">
                  There is no collection that you may add to.
                </Text>
              )
            }
          >
            {(collections) => (
              <Radio.Group label="Collection" value={chosen} onChange={setChosen}>
                <div className="collection-choice" data-autofocus tabIndex={-1}>
                  {collections.map((collection) => (
                    <Radio
                      key={collection.id}
                      value={collection.id}
                      label={<span className="breaks">{collection.name}</span>}
                      description={ownerOf(collection)}
                    />
                  ))}
                  <LoadMore of={found} size="compact-sm" />
                  {mayCreate && <Radio value={aNewOne} label="A new one" />}
                </div>
              </Radio.Group>
            )}
          </ListFrame>
          {isNew && (
            <TextInput
              label="Name"
              description="As people call it: a campaign, a selection, a press kit."
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={wrong}
              autoComplete="off"
            />
          )}
          <DialogFoot onCancel={onClose} refused={!wrong && <ProblemText error={error} />}>
            <Button type="submit" loading={busy} disabled={!isNew && !chosen}>
              {isNew ? 'Create and add' : 'Add'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
