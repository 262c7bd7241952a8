// What stands before every page of an account: who looks, whether the account lets them in, what it asks for first.
import { useEffect } from 'react'
import { keepLastAccount } from '../accounts/last-account.ts'
import { MeContext } from '../may.ts'
import { useEntering } from '../session/entered.ts'
import { EnteringPage } from '../session/EnteringPage.tsx'
import { trpc } from '../trpc.ts'
import { TitleEnd } from '../ui/document-title.ts'
import { BrokenPage } from './BrokenPage.tsx'
import { ClosedPage } from './ClosedPage.tsx'
import { DeletedPage } from './DeletedPage.tsx'
import { Frame } from './Frame.tsx'
import { FrameSkeleton } from './FrameSkeleton.tsx'
import { Plain } from './Plain.tsx'
import { isViewing } from '../view-as/use-view-as.ts'
import { ViewingBar } from '../view-as/ViewingBar.tsx'
import { ViewingOverPage } from '../view-as/ViewingOverPage.tsx'
import { RefusalPage } from './RefusalPage.tsx'

interface Props {
  account: string
  children: React.ReactNode
}

export function AccountGate({ account, children }: Props) {
  const { data, error, refetch } = trpc.session.me.useQuery()
  const here = data?.here
  const viewing = data?.viewing ?? null
  const isOpen = here?.entering.yes === true && here.asks.length === 0
  // Whoever only looks has not entered as whom they see.
  const isOneself = isOpen && !viewing
  useEntering(here?.id ?? '', isOneself)
  useEffect(() => {
    if (isOneself) keepLastAccount(account)
  }, [account, isOneself])

  if (!data)
    return error ? (
      <Plain>
        <BrokenPage error={error} retry={() => void refetch()} />
      </Plain>
    ) : (
      <FrameSkeleton />
    )
  const { user, mail } = data
  if (!here)
    return <Plain>{isViewing(account) ? <ViewingOverPage account={account} /> : <RefusalPage user={user} />}</Plain>
  const { deleted } = here
  const isDeleted = !here.entering.yes && here.entering.because === 'deleted'
  if (!here.entering.yes && !isDeleted)
    return (
      <>
        {viewing && <ViewingBar viewing={viewing} user={user} here={here} />}
        <Plain>
          <ClosedPage account={here.name} because={here.entering.because} isViewed={viewing !== null} />
        </Plain>
      </>
    )
  if (here.asks.length)
    return (
      <Plain>
        <EnteringPage account={here.name} asks={here.asks} email={user.email} mail={mail} />
      </Plain>
    )
  if (isDeleted && deleted)
    return (
      <Plain>
        <DeletedPage here={here} deleted={deleted} now={data.now} />
      </Plain>
    )
  return (
    <MeContext value={{ ...data, here }}>
      <TitleEnd value={`${here.name}${viewing ? ` as ${user.name}` : ''} · Usher`}>
        <Frame>{children}</Frame>
      </TitleEnd>
    </MeContext>
  )
}
