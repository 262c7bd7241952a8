// What an account is set to, as its settings write it: under the exclusive lock alone, which the type of the context says.
import type { Updateable } from 'kysely'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import type { Changing } from './ours.ts'

type Settings = Pick<Updateable<DB['account']>, 'name' | 'time_zone' | 'picker' | 'share_days' | 'deleted_at'>

export async function changeAccount(
  { handle, accountId }: InAccount & Changing<'rights'>,
  settings: Settings,
): Promise<void> {
  await whole(handle).updateTable('account').set(settings).where('id', '=', accountId).execute()
}
