// What is done to people at once, without a dialog: each says so in a toast, with Undo where there is a way back.
import { problemOf } from '@usher/client'
import { trpc } from '../trpc.ts'
import { idsOf, namesInWords, titleOf, type Person } from './person.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'
import { useLookAgain } from './use-look-again.ts'

export interface PeopleActs {
  suspend: (people: readonly Person[]) => Promise<void>
  /** As the preview of this version of the rights showed it; rejects when refused. */
  suspendAsShown: (people: readonly Person[], asPreviewed: number | undefined) => Promise<void>
  reinstate: (people: readonly Person[]) => Promise<void>
  resend: (invitation: Person) => Promise<void>
}

/** `onAskForMore`: the way out when no seat is free. */
export function usePeopleActs(onAskForMore: () => void): PeopleActs {
  const lookAgain = useLookAgain()
  const suspending = trpc.members.suspend.useMutation()
  const reinstating = trpc.members.reinstate.useMutation()
  const resending = trpc.invitations.resend.useMutation()

  const refused = (error: unknown) =>
    toastRefusal(
      error,
      problemOf(error)?.code === 'seats_full' ? { label: 'Ask for more', go: onAskForMore } : undefined,
    )
  const attempt = async (act: () => Promise<void>) => {
    try {
      await act()
    } catch (error) {
      refused(error)
    } finally {
      await lookAgain()
    }
  }
  const suspendNow = async (people: readonly Person[], undoable: boolean, asPreviewed?: number) => {
    await suspending.mutateAsync({ memberIds: idsOf(people), ...(asPreviewed !== undefined && { asPreviewed }) })
    const undo = { label: 'Undo', go: () => void reinstate(people, false) }
    toast(`Suspended ${namesInWords(people, 2)}.`, undoable ? undo : undefined)
  }
  const suspend = (people: readonly Person[], undoable = true): Promise<void> =>
    attempt(() => suspendNow(people, undoable))
  const suspendAsShown = (people: readonly Person[], asPreviewed: number | undefined): Promise<void> =>
    suspendNow(people, true, asPreviewed).finally(() => void lookAgain())
  const reinstate = (people: readonly Person[], undoable = true): Promise<void> =>
    attempt(async () => {
      await reinstating.mutateAsync({ memberIds: idsOf(people) })
      const undo = { label: 'Undo', go: () => void suspend(people, false) }
      toast(`Reinstated ${namesInWords(people, 2)}.`, undoable ? undo : undefined)
    })
  const resend = (invitation: Person): Promise<void> =>
    attempt(async () => {
      await resending.mutateAsync({ invitationId: invitation.id })
      toast(`The invitation for ${titleOf(invitation)} is sent again, and holds for another seven days.`)
    })
  return { suspend, suspendAsShown, reinstate, resend }
}
