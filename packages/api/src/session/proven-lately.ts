// Sensitive steps (rules §6) ask for the password again; that lasts ten minutes.
import { Problem, provenLately } from '@usher/domain'

/** Throws `password_again` when this session proved the password longer ago than ten minutes. */
export function mustBeProvenLately({ now, passwordAt }: { now: Date; passwordAt: Date }): void {
  if (now.getTime() - passwordAt.getTime() > provenLately) throw new Problem('password_again')
}
