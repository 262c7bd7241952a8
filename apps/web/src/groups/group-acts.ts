// What is done to the members of a group at once: each says so in a toast, with Undo where there is a way back.
import { trpc } from '../trpc.ts'
import { momentInWords, namesOf } from '../ui/in-words.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'
import type { GroupMember } from './group.ts'

/** Looks anew at everything that a change of groups may have changed. */
export function useLookAgain(): () => Promise<void> {
  const utils = trpc.useUtils()
  return async () => {
    await Promise.all([
      utils.groups.invalidate(),
      utils.grants.invalidate(),
      utils.log.invalidate(),
      utils.requests.invalidate(),
    ])
  }
}

type Who = { memberId: string; name: string }
const idsOf = (members: readonly Who[]) => members.map(({ memberId }) => memberId)
const namesInWords = (members: readonly Who[]) =>
  namesOf(
    members.map(({ name }) => name),
    2,
  )
/** Can this end be given again? One that is over cannot. */
const isAhead = (endsAt: string | null) => endsAt === null || new Date(endsAt) > new Date()

export interface MemberActs {
  /** Throws what was refused: said beside the field. */
  add: (members: readonly Who[], endsAt: string | null) => Promise<void>
  /** Throws what was refused. */
  setEnd: (member: GroupMember, endsAt: string | null) => Promise<void>
  remove: (member: GroupMember) => Promise<void>
}

/** `canAdd`: without it, as on a plan without groups, nothing that was taken away can be given again. */
export function useMemberActs(group: { id: string; name: string }, canAdd: boolean): MemberActs {
  const lookAgain = useLookAgain()
  const adding = trpc.groups.addMembers.useMutation()
  const removing = trpc.groups.removeMembers.useMutation()
  const put = async (members: readonly Who[], endsAt: string | null) => {
    try {
      await adding.mutateAsync({ groupId: group.id, memberIds: idsOf(members), endsAt })
    } finally {
      await lookAgain()
    }
  }
  const takeOut = async (members: readonly Who[]) => {
    try {
      await removing.mutateAsync({ groupId: group.id, memberIds: idsOf(members) })
    } finally {
      await lookAgain()
    }
  }
  const undoing = (act: () => Promise<void>, words: string) => ({
    label: 'Undo',
    go: () =>
      void act().then(
        () => toast(words),
        (error: unknown) => toastRefusal(error),
      ),
  })
  return {
    async add(members, endsAt) {
      await put(members, endsAt)
      const names = namesInWords(members)
      toast(
        `Added ${names} to ${group.name}.`,
        undoing(() => takeOut(members), `${names}: not in ${group.name} any more.`),
      )
    },
    async setEnd(member, endsAt) {
      await put([member], endsAt)
      toast(
        endsAt
          ? `${member.name}: in ${group.name} until ${momentInWords(endsAt)}.`
          : `${member.name}: in ${group.name} without an end.`,
        isAhead(member.endsAt)
          ? undoing(() => put([member], member.endsAt), `${member.name}: the end date is as it was.`)
          : undefined,
      )
    },
    async remove(member) {
      try {
        await takeOut([member])
        toast(
          `Took ${member.name} out of ${group.name}.`,
          canAdd && isAhead(member.endsAt)
            ? undoing(() => put([member], member.endsAt), `${member.name} is in ${group.name} again.`)
            : undefined,
        )
      } catch (error) {
        toastRefusal(error)
      }
    },
  }
}
