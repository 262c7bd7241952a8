// E-mail addresses, names and account addresses as people type them: read once at the edge, or refused with a sentence.
// Everything is Unicode NFC; what could break a line, a header or the direction of text is refused.

export type Read<T> = { ok: true; value: T } | { ok: false; wrong: string }
const wrong = (sentence: string): { ok: false; wrong: string } => ({ ok: false, wrong: sentence })

// Control, line and paragraph separators, half characters, notes between the lines, and everything that takes no room of
// its own: zero-width, direction-changing, shapeless letters. In a name joiners and variants of a sign have their place
// (Persian, Indian, Japanese, emoji); in an address they would make two that look alike.
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u
const unseenInName =
  /[[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]--[\u200c\u200d\p{Variation_Selector}]]/v
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u
const label = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u
const local = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u

/** An address as typed, NFC and trimmed. International names and domains are fine; at most 254 characters. */
export const readEmail = (typed: string): Read<string> => {
  const text = typed.normalize('NFC').trim()
  if (!text) return wrong('Type an e-mail address.')
  if (text.length > 254) return wrong('This e-mail address is longer than 254 characters. Check it.')
  if (unseen.test(text)) return wrong('This e-mail address contains invisible characters. Type it by hand.')
  const at = text.lastIndexOf('@')
  const name = text.slice(0, at)
  const labels = text.slice(at + 1).split('.')
  if (at < 1 || name.length > 64 || !local.test(name))
    return wrong('This is not an e-mail address. It looks like name@example.com.')
  // A domain ends in a word: figures alone would be the address of a machine.
  const isDomain = labels.length > 1 && /\p{L}/u.test(labels.at(-1) ?? '')
  if (!isDomain || labels.some((l) => l.length > 63 || !label.test(l)))
    return wrong('The part after @ is not a domain. It looks like example.com.')
  return { ok: true, value: text }
}

/** Two addresses with one key are one person: without regard to case, also of the sigma that ends a Greek word. */
export const emailKey = (email: string): string =>
  email.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC')

/** A person's or an account's name: 1–100 characters, one line. */
export const readName = (typed: string): Read<string> => {
  const text = typed.normalize('NFC').trim()
  if (Array.from(text).length > 100) return wrong('This name is longer than 100 characters. Shorten it.')
  if (unseenInName.test(text)) return wrong('This name contains line breaks or invisible characters. Type it by hand.')
  if (!visible.test(text)) return wrong('Type a name.')
  return { ok: true, value: text }
}

// Letters that are written as two, or without their stroke, where only a–z can stand.
const spelled: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }

/** The account's part of an address, from its name: "Möller & Söhne" → "moller-sohne"; may be empty. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => spelled[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '')

/** Shortest password; longer ones are free of rules but for how easily they are guessed. */
export const passwordMin = 10
/** Longest: beyond it nothing is gained, and hashing costs. */
export const passwordMax = 256
