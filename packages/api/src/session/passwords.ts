// Passwords: argon2id on a thread of its own, and a judgement of strength that knows the person's own words.
import { hash, verify } from '@node-rs/argon2'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { passwordMax, passwordMin, Problem } from '@usher/domain'
import { z } from 'zod'

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane; about 10 ms. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A password as typed: nothing is trimmed, and what is too long to hash is refused. */
export const passwordField = z
  .string()
  .min(1, 'Type your password.')
  .max(passwordMax, `Passwords have at most ${passwordMax} characters.`)

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

// A hash of nothing that anybody knows: verified when there is no account, so that the answer takes as long.
let decoy: Promise<string> | undefined
/** Does the password fit? Takes as long when there is no hash. */
export async function fits(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID())
  const right = await verify(passwordHash ?? (await decoy), password)
  return passwordHash !== null && right
}

// The word lists take 75 MB: read when the first password is judged, once, so that a start and the operator's commands
// do without.
let judge: Promise<ZxcvbnFactory> | undefined
async function makeJudge(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  return new ZxcvbnFactory({
    translations: english.translations,
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...english.dictionary },
  })
}
/** Throws `password_short` or `password_weak`; `own` are words that an attacker would try first: name, address, account. */
export async function mustBeStrong(password: string, own: readonly string[]): Promise<void> {
  if (password.length < passwordMin) throw new Problem('password_short')
  judge ??= makeJudge()
  const words = own.flatMap((word) => [word, ...word.split(/[\s@.]+/)]).filter(Boolean)
  // Beyond 72 characters the estimate costs half a second and says nothing new.
  const { score, feedback } = (await judge).check(password.slice(0, 72), words)
  if (score < 3)
    throw new Problem('password_weak', { because: feedback.warning ?? 'Use a few more words or characters.' })
}
