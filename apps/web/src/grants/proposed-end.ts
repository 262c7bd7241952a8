// The end that a share gets unless something else is chosen: as many days from now as the account is set to, in the evening.
import dayjs from 'dayjs'
import { useMe } from '../may.ts'

/** An ISO time; null: none is proposed. */
export function useProposedEnd(): string | null {
  const { shareDays } = useMe().here
  return shareDays === null ? null : dayjs().add(shareDays, 'day').hour(18).startOf('hour').toISOString()
}
