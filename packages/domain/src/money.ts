// Money is whole cents of one currency; nothing here is ever a fraction of one.

/** "49.00", "49" → 4900; null for what is no amount of up to nine figures with two or no decimals. */
export function readAmount(text: string): number | null {
  const found = /^(\d{1,9})(?:\.(\d{2}))?$/.exec(text.trim())
  return found ? Number(found[1]) * 100 + Number(found[2] ?? 0) : null
}

/** A currency that has cents: "EUR", "USD". */
export function hasCents(currency: string): boolean {
  if (!/^[A-Z]{3}$/.test(currency)) return false
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return maximumFractionDigits === 2
}

/** 4900, EUR → "€49.00", as the locale writes it. */
export const moneyInWords = (cents: number, currency: string, locale?: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(cents / 100)

/** A part of an amount, in whole cents: a half is rounded up. `part` of `whole`, whole numbers. */
export const shareOf = (cents: number, part: number, whole: number): number =>
  Number((BigInt(cents) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n))
