// What is done to what was given on one thing: saved at once, each says so in a toast, with Undo where there is a way back.
import { levelWords, type Level } from '@usher/domain'
import { useLookAgain } from '../library/library-acts.ts'
import { trpc } from '../trpc.ts'
import { momentInWords } from '../ui/in-words.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'
import type { Given } from './access-in-words.ts'

export interface GrantTerms {
  level: Level
  /** An ISO time; null: no end. */
  endsAt: string | null
}
export interface GrantActs {
  /** Rejects when refused. */
  change: (given: Given, terms: GrantTerms) => Promise<void>
  /** A refusal is told. */
  setLevel: (given: Given, level: Level) => Promise<void>
  remove: (given: Given) => Promise<void>
}

const isOver = ({ endsAt }: GrantTerms): boolean => endsAt !== null && new Date(endsAt) <= new Date()
export const termsInWords = ({ level, endsAt }: GrantTerms): string =>
  levelWords[level].title + (endsAt ? ` until ${momentInWords(endsAt)}` : '')

export function useGrantActs({ id: assetId, name }: { id: string; name: string }): GrantActs {
  const lookAgain = useLookAgain()
  const changing = trpc.grants.change.useMutation()
  const revoking = trpc.grants.revoke.useMutation()
  const giving = trpc.grants.give.useMutation()
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act()
    } catch (error) {
      toastRefusal(error)
    } finally {
      await lookAgain()
    }
  }
  const undo = (act: () => Promise<unknown>) => ({ label: 'Undo', go: () => void attempt(act) })

  const change = async (given: Given, { level, endsAt }: GrantTerms) => {
    const { grantId } = given
    await changing.mutateAsync({ assetId, grantId, level, endsAt })
    toast(
      `${given.name} on ${name}: ${termsInWords({ level, endsAt })}.`,
      // An end that is past cannot be set again.
      isOver(given)
        ? undefined
        : undo(() => changing.mutateAsync({ assetId, grantId, level: given.level, endsAt: given.endsAt })),
    )
    await lookAgain()
  }
  return {
    change,
    setLevel: (given, level) => attempt(() => change(given, { level, endsAt: given.endsAt })),
    remove: (given) =>
      attempt(async () => {
        const { level, endsAt, memberId, groupId, noEffect } = given
        await revoking.mutateAsync({ assetId, grantIds: [given.grantId] })
        const again = {
          assetIds: [assetId],
          ...(memberId && { memberIds: [memberId] }),
          ...(groupId && { groupIds: [groupId] }),
          level,
          endsAt,
          tell: false,
        }
        toast(
          `${given.name} has no access of their own to ${name} any more.`,
          // Neither can be given again: what has ended, and what somebody of another role has.
          isOver(given) || noEffect?.because === 'role' ? undefined : undo(() => giving.mutateAsync(again)),
        )
      }),
  }
}
