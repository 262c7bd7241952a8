// E-mail addresses, names and account addresses as people type them: read once at the edge, or refused with a sentence.
// Everything is Unicode NFC; what could break a line, a header or the direction of text is refused.

export type Read<T> = { ok: true; value: T } | { ok: false; wrong: string }
const wrong = (sentence: string): { ok: false; wrong: string } => ({ ok: false, wrong: sentence })

// Control, line and paragraph separators, zero-width and direction-changing characters.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u
const label = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u
const local = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u

/** An address as typed, NFC and trimmed. International names and domains are fine; at most 254 characters. */
export const readEmail = (typed: string): Read<string> => {
  const text = typed.normalize('NFC').trim()
  if (!text) return wrong('Type an e-mail address.')
  if (text.length > 254) return wrong('This e-mail address is longer than 254 characters. Check it.')
  if (unprintable.test(text)) return wrong('This e-mail address contains invisible characters. Type it by hand.')
  const at = text.lastIndexOf('@')
  const name = text.slice(0, at)
  const labels = text.slice(at + 1).split('.')
  if (at < 1 || name.length > 64 || !local.test(name))
    return wrong('This is not an e-mail address. It looks like name@example.com.')
  if (labels.length < 2 || labels.some((l) => l.length > 63 || !label.test(l)))
    return wrong('The part after @ is not a domain. It looks like example.com.')
  return { ok: true, value: text }
}

/** Two addresses with one key are one person: without regard to case. */
export const emailKey = (email: string): string => email.normalize('NFC').toLowerCase().normalize('NFC')

/** A person's or an account's name: 1–100 characters, one line. */
export const readName = (typed: string): Read<string> => {
  const text = typed.normalize('NFC').trim()
  if (!text) return wrong('Type a name.')
  if (text.length > 100) return wrong('This name is longer than 100 characters. Shorten it.')
  if (unprintable.test(text)) return wrong('This name contains line breaks or invisible characters. Type it by hand.')
  return { ok: true, value: text }
}

/** The account's part of an address, from its name: "Möller & Söhne" → "moller-sohne"; may be empty. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')

/** Shortest password; longer ones are free of rules but for how easily they are guessed. */
export const passwordMin = 10
/** Longest: beyond it nothing is gained, and hashing costs. */
export const passwordMax = 256
