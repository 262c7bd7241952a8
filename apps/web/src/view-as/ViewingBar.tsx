// On every page while an administrator sees the account as somebody else does: as whom, that nothing can be changed, and
// the way out.
import { Button, Text } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { problemOf, type Outputs } from '@usher/client'
import { useLookAgain } from '../people/use-look-again.ts'
import { ScopeProvider } from '../shell/ScopeProvider.tsx'
import { trpc } from '../trpc.ts'
import { timeInWords } from '../ui/in-words.ts'
import { toastRefusal } from '../ui/toast.tsx'
import { accountIn } from './use-view-as.ts'
import './viewing.css'

type Me = Outputs['session']['me']
type Viewing = NonNullable<Me['viewing']>
interface Props {
  viewing: Viewing
  /** Whom it is about. */
  user: Me['user']
  here: NonNullable<Me['here']>
}

/** In pixels: what the frame leaves room for. */
export const viewingBarHeight = 44

export function ViewingBar({ viewing, user, here }: Props) {
  const own = accountIn(here.slug)
  return (
    <section aria-label="View as" className="viewing-bar" style={{ height: viewingBarHeight }}>
      <IconEye size={18} stroke={1.8} aria-hidden className="viewing-eye" />
      <Text size="sm" className="viewing-words">
        <span className="viewing-long">You see {here.name} as </span>
        <span className="viewing-short">As </span>
        <b>{viewing.kind === 'group' ? `the group ${user.name}` : user.name}</b>
        <span className="viewing-long"> does, and change nothing. Until {timeInWords(viewing.until)}.</span>
        <span className="viewing-short">, read-only</span>
      </Text>
      {/* Whoever stops it is oneself: asked in the account as it is. */}
      <ScopeProvider account={own}>
        <Stop viewing={viewing} subjectId={here.memberId} account={own} />
      </ScopeProvider>
    </section>
  )
}

function Stop({ viewing, subjectId, account }: { viewing: Viewing; subjectId: string; account: string }) {
  const navigate = useNavigate()
  const lookAgain = useLookAgain()
  const leave = () =>
    viewing.kind === 'member'
      ? navigate({ to: '/a/$account/people', params: { account }, search: { person: subjectId, tab: 'access' } })
      : navigate({ to: '/a/$account/groups', params: { account } })
  const stop = trpc.viewAs.stop.useMutation({
    onSuccess: () => Promise.all([lookAgain(), leave()]),
    // It is over already: by its time, or because whom it was about is gone.
    onError: (error) => (problemOf(error)?.code === 'not_found' ? void leave() : toastRefusal(error)),
  })
  return (
    <Button
      size="compact-sm"
      variant="white"
      className="viewing-stop"
      loading={stop.isPending}
      onClick={() => stop.mutate({ viewingId: viewing.id })}
    >
      Stop viewing
    </Button>
  )
}
