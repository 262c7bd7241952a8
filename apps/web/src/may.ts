// What the person who looks may do here: the same matrix, plan and status that the server's doors ask.
import { createContext, use } from 'react'
import type { Outputs } from '@usher/client'
import { may, sentence, type Answer, type Feature, type Permission } from '@usher/domain'

type Read = Outputs['session']['me']
/** Who looks, and the account that they are in. */
export type Me = Omit<Read, 'here'> & { here: NonNullable<Read['here']> }

export const MeContext = createContext<Me | null>(null)

/** Inside an account only: everything below the account's frame has entered it. */
export function useMe(): Me {
  const me = use(MeContext)
  if (!me) throw new Error('useMe() outside an account')
  return me
}

/** `because` of a no: 'role' is hidden, 'plan' is shown with the way to upgrade, 'dormant' is explained. */
export const useMay = (permission: Permission): Answer => may(useMe().here, permission)

/** Why this is not on the plan, and who brings it. */
export const upgradeInWords = (needs: Permission, feature: Feature): string =>
  `${sentence({ code: 'not_allowed', data: { needs, because: 'plan', feature } })} Administrators and finance choose the plan on the page Billing.`
