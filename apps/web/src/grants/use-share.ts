// The act of sharing: what is chosen and typed so far, and giving it. What was refused leaves everything as it was typed.
import { useRef, useState } from 'react'
import { problemOf } from '@usher/client'
import { idsOf } from '../library/asset.ts'
import { useLookAgain } from '../library/library-acts.ts'
import { namesOf } from '../ui/in-words.ts'
import { sentenceOf } from '../ui/problem.ts'
import { toast } from '../ui/toast.tsx'
import { eachOnce } from './grantee.ts'
import { useProposedEnd } from './proposed-end.ts'
import { useGiving, type Subject } from './subject.ts'
import type { GrantTerms } from './use-grant-acts.ts'
import { useGrantees, type Grantees } from './use-grantees.ts'

interface Terms extends GrantTerms {
  note: string
  tell: boolean
}
export interface Share {
  subject: Subject
  grantees: Grantees
  terms: Terms
  set: (change: Partial<Terms>) => void
  error: unknown
  /** What was refused about those who are chosen, in words. */
  whoError: string | null
  field: React.RefObject<HTMLInputElement | null>
  busy: boolean
  /** Gives whether it was done. */
  give: () => Promise<boolean>
}

const aboutWho: ReadonlySet<string | undefined> = new Set(['not_shareable', 'not_found'])

export function useShare(subject: Subject): Share {
  const grantees = useGrantees(subject)
  const atFirst: Terms = { level: 'view', endsAt: useProposedEnd(), note: '', tell: true }
  const [terms, setTerms] = useState(atFirst)
  const [isNobody, setNobody] = useState(false)
  const giving = useGiving(subject)
  const lookAgain = useLookAgain()
  const field = useRef<HTMLInputElement>(null)
  const { chosen, typed, take } = grantees
  const whoError = aboutWho.has(problemOf(giving.error)?.code)
    ? sentenceOf(giving.error)
    : isNobody && !chosen.length && !typed.trim()
      ? 'Name a person or a group.'
      : null

  const give = async (): Promise<boolean> => {
    // Whoever is still being typed counts, if that is who it says exactly.
    const typedOut = typed.trim() ? await take(typed) : []
    const to = eachOnce([...chosen, ...(typedOut ?? [])])
    if (!typedOut || !to.length) {
      setNobody(true)
      field.current?.focus()
      return false
    }
    const ids = (kind: 'member' | 'group') => idsOf(to.filter((g) => g.kind === kind))
    try {
      const { given } = await giving.give({
        memberIds: ids('member'),
        groupIds: ids('group'),
        level: terms.level,
        endsAt: terms.endsAt,
        tell: terms.tell,
        note: terms.tell ? terms.note : '',
      })
      const names = namesOf(
        to.map((g) => g.name),
        2,
      )
      toast(given ? `Shared ${subject.words} with ${names}.` : `Nothing to change: ${names} had exactly this.`)
      grantees.none()
      setTerms(atFirst)
      setNobody(false)
      return true
    } catch {
      return false // said beside its field
    } finally {
      await lookAgain()
    }
  }
  return {
    subject,
    grantees,
    terms,
    set: (change) => setTerms((before) => ({ ...before, ...change })),
    error: giving.error,
    whoError,
    field,
    busy: giving.isGiving,
    give,
  }
}
