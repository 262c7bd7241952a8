// What is done to what was given on one thing: saved at once, each says so in a toast, with Undo where there is a way back.
import { levelWords, type Level } from '@usher/domain'
import { useLookAgain } from '../library/library-acts.ts'
import { momentInWords } from '../ui/in-words.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'
import type { Given } from './access-in-words.ts'
import { useGiving, type Subject } from './subject.ts'

export interface GrantTerms {
  level: Level
  /** An ISO time; null: no end. */
  endsAt: string | null
}
/** A grant, as far as taking it away, and giving it again, needs it. */
export type Removable = Pick<Given, 'grantId' | 'name' | 'memberId' | 'groupId' | 'level' | 'endsAt'> & {
  noEffect: { because: string } | null
}
export interface GrantActs {
  /** Rejects when refused. */
  change: (given: Given, terms: GrantTerms) => Promise<void>
  /** A refusal is told. */
  setLevel: (given: Given, level: Level) => Promise<boolean>
  /** Gives whether it was done. */
  remove: (given: Removable) => Promise<boolean>
  /** As the preview of this version of the rights showed it; rejects when refused. */
  removeAsShown: (given: Removable, asPreviewed: number) => Promise<void>
}

const isOver = ({ endsAt }: GrantTerms): boolean => endsAt !== null && new Date(endsAt) <= new Date()
export const termsInWords = ({ level, endsAt }: GrantTerms): string =>
  levelWords[level].title + (endsAt ? ` until ${momentInWords(endsAt)}` : '')

/** `subject`: one thing. */
export function useGrantActs(subject: Subject): GrantActs {
  const lookAgain = useLookAgain()
  const giving = useGiving(subject)
  const name = subject.words
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act()
      return true
    } catch (error) {
      toastRefusal(error)
      return false
    } finally {
      await lookAgain()
    }
  }
  const undo = (act: () => Promise<unknown>) => ({ label: 'Undo', go: () => void attempt(act) })

  const change = async (given: Given, { level, endsAt }: GrantTerms) => {
    const { grantId } = given
    await giving.change(grantId, { level, endsAt })
    toast(
      `${given.name} on ${name}: ${termsInWords({ level, endsAt })}.`,
      // An end that is past cannot be set again.
      isOver(given) ? undefined : undo(() => giving.change(grantId, { level: given.level, endsAt: given.endsAt })),
    )
    await lookAgain()
  }
  const remove = async (given: Removable, asPreviewed?: number) => {
    const { level, endsAt, memberId, groupId, noEffect } = given
    await giving.revoke(given.grantId, asPreviewed)
    const again = {
      ...(memberId && { memberIds: [memberId] }),
      ...(groupId && { groupIds: [groupId] }),
      level,
      endsAt,
      tell: false,
    }
    toast(
      `${given.name} has no access of their own to ${name} any more.`,
      // Neither can be given again: what has ended, and what somebody of another role has.
      isOver(given) || noEffect?.because === 'role' ? undefined : undo(() => giving.give(again)),
    )
  }
  return {
    change,
    setLevel: (given, level) => attempt(() => change(given, { level, endsAt: given.endsAt })),
    remove: (given) => attempt(() => remove(given)),
    removeAsShown: (given, asPreviewed) => remove(given, asPreviewed).finally(() => void lookAgain()),
  }
}
