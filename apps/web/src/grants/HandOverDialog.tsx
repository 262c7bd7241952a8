// Handing things over: who owns them from now on, and what whoever owned them keeps. By the owner, or an administrator.
import { Button, List, Select, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { levelWords, type Level } from '@usher/domain'
import { thingsInWords, type Asset } from '../library/asset.ts'
import { useLookAgain } from '../library/library-acts.ts'
import { useMay } from '../may.ts'
import { trpc } from '../trpc.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { ProblemText } from '../ui/ProblemText.tsx'
import { sentenceOf } from '../ui/problem.ts'
import { SkeletonText } from '../ui/Skeletons.tsx'
import { toast } from '../ui/toast.tsx'

interface Props {
  /** At least one. */
  assets: readonly (Pick<Asset, 'name' | 'kind'> & { id: string })[]
  owner: { id: string; name: string } | null
  /** What the owner has on it in other ways, null: nothing; left out where it is more than one thing. */
  keeps?: Level | null
  onClose: () => void
}

export function HandOverDialog({ assets, owner, keeps, onClose }: Props) {
  const [to, setTo] = useState<Person | null>(null)
  const handing = trpc.ownership.handOver.useMutation()
  const lookAgain = useLookAgain()
  const utils = trpc.useUtils()
  const what = thingsInWords(assets)
  const wrong = problemOf(handing.error)?.code === 'not_an_heir' ? sentenceOf(handing.error) : undefined
  const submit = async (event: React.FormEvent) => {
    event.preventDefault()
    if (!to) return
    try {
      await handing.mutateAsync({ assetIds: assets.map((a) => a.id), toId: to.id })
      toast(`${to.name} owns ${what} now.`)
      onClose()
    } catch {
      // Said below, with nothing lost.
    } finally {
      await Promise.all([lookAgain(), utils.ownership.invalidate()])
    }
  }
  return (
    <Dialog title={`Hand ${what} over`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="md">
          <HeirSelect
            assetId={assets[0]?.id ?? ''}
            without={owner?.id ?? null}
            value={to}
            onChange={setTo}
            error={wrong}
          />
          <List size="sm" spacing={4} listStyleType="disc">
            <List.Item>
              {to?.name ?? 'The new owner'} manages {assets.length === 1 ? 'it' : 'them'} and everything inside.
            </List.Item>
            {owner && keeps !== undefined && (
              <List.Item>
                {keeps
                  ? `${owner.name} keeps “${levelWords[keeps].title}”, which comes in other ways.`
                  : `${owner.name} does not see it any more.`}
              </List.Item>
            )}
            {owner && keeps === undefined && <List.Item>{owner.name} keeps only what comes in other ways.</List.Item>}
          </List>
          <DialogFoot onCancel={onClose} refused={!wrong && <ProblemText error={handing.error} />}>
            <Button type="submit" loading={handing.isPending} disabled={!to}>
              {to ? `Hand over to ${to.name}` : 'Hand over'}
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Dialog>
  )
}

/** The dialog for one thing, once it is known whose that is and what they would keep. */
export function HandOverThis({ assetId, name, onClose }: { assetId: string; name: string; onClose: () => void }) {
  const whose = trpc.ownership.see.useQuery({ assetId }, { staleTime: 0, retry: false })
  if (whose.data)
    return (
      <HandOverDialog
        assets={[{ id: assetId, name, kind: 'folder' }]}
        owner={whose.data.owner}
        keeps={whose.data.keeps}
        onClose={onClose}
      />
    )
  return (
    <Dialog title={`Hand ${name} over`} onClose={onClose}>
      {whose.error ? <CouldNotRead {...whose} /> : <SkeletonText lines={3} />}
    </Dialog>
  )
}

interface Person {
  id: string
  name: string
}
interface SelectProps {
  assetId: string
  /** The owner now. */
  without: string | null
  value: Person | null
  onChange: (person: Person | null) => void
  error: string | undefined
}

/** Found by typing: for administrators among all members, for others among those whom they could share it with. */
function HeirSelect({ assetId, without, value, onChange, error }: SelectProps) {
  const seesPeople = useMay('people.see').yes
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim().slice(0, 200), 200)
  const all = trpc.members.list.useQuery({ search: asked }, { enabled: seesPeople })
  const some = trpc.grants.suggest.useQuery({ assetId, text: asked }, { enabled: !seesPeople && asked !== '' })
  const people: Person[] = seesPeople
    ? (all.data?.rows ?? []).filter(({ kind }) => kind === 'member')
    : (some.data?.members ?? [])
  const found = people.filter(({ id }) => id !== without)
  const choices = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found
  const failed = all.error ?? some.error
  return (
    <Select
      label="New owner"
      description="Somebody of this account who can see the library."
      placeholder="Name or e-mail address"
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(choices.find((p) => p.id === id) ?? null)}
      onSearchChange={setTyped}
      // What the server found: also by address, which is not in the label.
      filter={({ options }) => options}
      searchable
      error={error}
      nothingFoundMessage={
        failed ? sentenceOf(failed) : asked || seesPeople ? 'Nobody of that name' : 'Type a name or address'
      }
      data-autofocus
    />
  )
}
