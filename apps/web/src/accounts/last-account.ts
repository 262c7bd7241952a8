// The account that this browser was in last: where the start leads when there are several.
const key = 'usher-account'

export const lastAccount = (): string | null => localStorage.getItem(key)
export const keepLastAccount = (slug: string): void => localStorage.setItem(key, slug)
