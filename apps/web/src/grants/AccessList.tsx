// Who has access to a file, folder or collection, and through what: its owner, what was given on it, what comes from above
// and from collections, and how many have it by their role. In the share dialog and in the panel beside the list.
import { Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { WhyDialog } from '../access-of/WhyDialog.tsx'
import { useMay, useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { CouldNotRead } from '../ui/ListFrame.tsx'
import { Rows } from '../ui/Rows.tsx'
import { SkeletonRows } from '../ui/Skeletons.tsx'
import { toastRefusal } from '../ui/toast.tsx'
import { byRoleInWords, type Given } from './access-in-words.ts'
import { CollectionRow, GivenRow, NoOwnerRow, OwnerRow } from './AccessRow.tsx'
import { GrantEndDialog } from './GrantEndDialog.tsx'
import { HandOverThis } from './HandOverDialog.tsx'
import { OwnedInside, type Inside } from './OwnedInside.tsx'
import { GrantMenu } from './GrantMenu.tsx'
import { useAccess, type Subject } from './subject.ts'
import { useGrantActs } from './use-grant-acts.ts'
import { useRemoveAccess } from './use-remove-access.tsx'

interface Asked {
  memberId: string
  name: string
}
interface Props {
  /** One thing. */
  subject: Subject
  /** A link leads away from it. */
  onLeave?: () => void
}

export function AccessList({ subject, onLeave }: Props) {
  const access = useAccess(subject)
  const acts = useGrantActs(subject)
  const utils = trpc.useUtils()
  const [ending, setEnding] = useState<Given | null>(null)
  const [inside, setInside] = useState<Inside | null>(null)
  const [isHanding, setHanding] = useState(false)
  const [asking, setAsking] = useState<Asked | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const { here } = useMe()
  const seesPeople = useMay('people.see').yes
  const { data } = access
  // What they own inside a folder stays theirs: it is listed, with the offer to hand it over.
  const lookInside = async ({ memberId, name }: Given) => {
    if (subject.kind !== 'assets' || !memberId) return
    const owned = await utils.ownership.within
      .fetch({ assetId: subject.ids[0] ?? '', memberId }, { staleTime: 0 })
      .catch(() => null) // nothing is lost: it is still listed as theirs
    if (owned?.total) setInside({ who: { id: memberId, name }, folder: subject.words, owned })
  }
  const removing = useRemoveAccess(subject, acts, async (given: Given) => {
    await lookInside(given)
    // Its button is gone with its row.
    if (document.activeElement === document.body) list.current?.focus()
  })
  if (!data) return access.error ? <CouldNotRead {...access} /> : <SkeletonRows rows={3} height={46} />

  // Why is asked of files and folders.
  const [id = ''] = subject.kind === 'assets' ? subject.ids : []
  const whyOf = ({ memberId, name }: { memberId: string | null; name: string }) =>
    id && memberId && { onWhy: () => setAsking({ memberId, name }) }
  const handOver = () => setHanding(true)
  const handOverOf = ({ memberId }: { memberId: string }) =>
    (memberId === here.memberId || seesPeople) && { onHandOver: handOver }
  const own = data.owners.filter(({ from }) => from.at === 'itself')
  const above = data.owners.filter(({ from }) => from.at === 'above')
  const byRole = byRoleInWords(data.byRole)
  return (
    <div ref={list} tabIndex={-1} className="access">
      <Rows label="People with access">
        {own.map((owner) => (
          <OwnerRow key={owner.memberId} owner={owner} {...whyOf(owner)} {...handOverOf(owner)} />
        ))}
        {own.length === 0 && seesPeople && <NoOwnerRow onGive={handOver} />}
        {data.direct.map((given) => (
          <GivenRow key={given.grantId} given={given} {...whyOf(given)}>
            <GrantMenu
              given={given}
              acts={acts}
              onEnd={() => setEnding(given)}
              onNoEnd={() => void acts.change(given, { level: given.level, endsAt: null }).catch(toastRefusal)}
              onRemove={() => void removing.remove(given)}
            />
          </GivenRow>
        ))}
        {above.map((owner, i) => (
          <OwnerRow key={`${owner.memberId} ${i}`} owner={owner} {...whyOf(owner)} {...(onLeave && { onLeave })} />
        ))}
        {data.inherited.map((given) => (
          <GivenRow key={given.grantId} given={given} {...whyOf(given)} {...(onLeave && { onLeave })} />
        ))}
        {data.collections.map((through, i) => (
          <CollectionRow key={through.id ?? i} through={through} {...(onLeave && { onLeave })} />
        ))}
        {byRole && (
          <li>
            <Text size="sm" c="dimmed">
              {byRole}
            </Text>
          </li>
        )}
      </Rows>
      <CouldNotRead {...access} />
      {ending && <GrantEndDialog given={ending} change={acts.change} onClose={() => setEnding(null)} />}
      {removing.dialog}
      {inside && <OwnedInside {...inside} onClose={() => setInside(null)} />}
      {isHanding && <HandOverThis subject={subject} hasOwner={own.length > 0} onClose={() => setHanding(false)} />}
      {asking && <WhyDialog who={asking} asset={{ id, name: subject.words }} onClose={() => setAsking(null)} />}
    </div>
  )
}
