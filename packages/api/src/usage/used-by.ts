// By whom something is used, as it is counted.
import type { Use } from './count-usage.ts'
import type { Asking, InAccount } from '../context.ts'
import type { WhoAsks } from '../access/asked-by.ts'

/** The key, or the member; nobody where an administrator looks as somebody else. */
export const usedBy = ({
  actor,
  accountId,
  asking,
}: Pick<InAccount, 'accountId'> & { actor: WhoAsks; asking: Asking }): Pick<Use, 'accountId' | 'memberId' | 'keyId'> =>
  actor.kind === 'key'
    ? { accountId, keyId: actor.keyId }
    : { accountId, memberId: asking.viewing === null ? actor.memberId : null }
