// Taking away what was given: at once, with Undo. Only where several people of a group would lose something by it, they are
// named first.
import { useState } from 'react'
import { problemOf } from '@usher/client'
import { losesAnything, type Weighed } from '@usher/domain'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { WhatChanges } from '../ui/WhatChanges.tsx'
import { usePreviewRevoke, type Subject } from './subject.ts'
import type { GrantActs, Removable } from './use-grant-acts.ts'

interface Asked<G> {
  given: G
  weighed: Weighed
  rightsVersion: number
}
const losing = (weighed: Weighed | null): number =>
  weighed ? weighed.people.filter(losesAnything).length + weighed.more : 0

/** `onRemoved`: when it is done, asked about or not. */
export function useRemoveAccess<G extends Removable>(
  subject: Subject,
  acts: GrantActs,
  onRemoved: (given: G) => Promise<void> | void,
) {
  const preview = usePreviewRevoke(subject)
  const [asked, setAsked] = useState<Asked<G> | null>(null)

  const ask = async (given: G): Promise<boolean> => {
    // Where it cannot be told, there is Undo.
    const shown = given.groupId ? await preview(given.grantId).catch(() => null) : null
    if (!shown?.weighed || losing(shown.weighed) < 2) return false
    setAsked({ given, weighed: shown.weighed, rightsVersion: shown.rightsVersion })
    return true
  }
  const remove = async (given: G) => {
    if (await ask(given)) return
    if (await acts.remove(given)) await onRemoved(given)
  }
  const confirm = async ({ given, rightsVersion }: Asked<G>) => {
    try {
      await acts.removeAsShown(given, rightsVersion)
    } catch (error) {
      if (problemOf(error)?.code === 'rights_moved') await ask(given)
      throw error
    }
    await onRemoved(given)
  }
  const dialog = asked && (
    <ConfirmDialog
      destructive
      title={`Remove access of ${asked.given.name} to ${subject.words}`}
      verb="Remove access"
      onConfirm={() => confirm(asked)}
      onClose={() => setAsked(null)}
    >
      <WhatChanges weighed={asked.weighed} isLoading={false} />
    </ConfirmDialog>
  )
  return { remove, dialog }
}
