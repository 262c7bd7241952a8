// The people and groups that are being chosen: what is typed, who is chosen, and what nobody was found for, which stays
// in the field.
import { useState } from 'react'
import { readPasted } from '../people/read-invitees.ts'
import { namesOf } from '../ui/in-words.ts'
import { sentenceOf } from '../ui/problem.ts'
import { eachOnce, granteesOf, isWritten, type Grantee } from './grantee.ts'
import { useSuggest, type Subject } from './subject.ts'

export interface Grantees {
  chosen: readonly Grantee[]
  typed: string
  type: (text: string) => void
  add: (grantee: Grantee) => void
  remove: (id: string) => void
  /** Chooses whoever this text names exactly, one or several; gives them, or null where somebody was not found. */
  take: (text: string) => Promise<readonly Grantee[] | null>
  none: () => void
  /** What nobody was found for. */
  wrong: string | null
}

/** `subject`: what is to be shared. */
export function useGrantees(subject: Subject): Grantees {
  const suggest = useSuggest(subject)
  const [chosen, setChosen] = useState<readonly Grantee[]>([])
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const choose = (more: readonly Grantee[]) => setChosen((before) => eachOnce([...before, ...more]))
  const type = (text: string) => {
    setTyped(text)
    setWrong(null)
  }
  const find = async (text: string): Promise<Grantee | undefined> =>
    granteesOf(await suggest(text.slice(0, 200))).find((g) => isWritten(text, g))
  return {
    chosen,
    typed,
    type,
    add: (grantee) => {
      choose([grantee])
      type('')
    },
    remove: (id) => setChosen((before) => before.filter((g) => g.id !== id)),
    take: async (text) => {
      const written = [...new Set(readPasted(text).map(({ email }) => email))]
      setTyped(text)
      try {
        const found = await Promise.all(written.map(async (each) => ({ each, grantee: await find(each) })))
        const known = found.flatMap(({ grantee }) => grantee ?? [])
        const unknown = found.flatMap(({ each, grantee }) => (grantee ? [] : [each]))
        choose(known)
        setTyped(unknown.join(', '))
        setWrong(unknown.length ? unknownInWords(unknown) : null)
        return unknown.length ? null : known
      } catch (error) {
        setWrong(sentenceOf(error))
        return null
      }
    },
    none: () => {
      setChosen([])
      type('')
    },
    wrong,
  }
}

const unknownInWords = (unknown: readonly string[]): string =>
  `${namesOf(unknown, 3)}: nobody with restricted access has this address, and no group this name. An administrator can add them.`
