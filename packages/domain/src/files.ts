// Files and their bytes: how large, how many versions, and for how long an upload that was broken off is kept.

export const gigabyte = 1_000_000_000 // bytes
/** No file is larger, in bytes. */
export const largestFile = 50 * gigabyte
/** A file keeps at most so many versions (rules §2). */
export const versionsAtMost = 100
/** A zip holds at most so many files and folders, and bytes of files (rules §2). */
export const zipAtMost = { things: 300, bytes: gigabyte } as const
/** A zip that was asked for can be fetched for so long, in days. */
export const zipDays = 7
/** What was sent of an upload that is not finished is kept for so long, in hours. */
export const uploadHours = 24
/** A file of at most so many bytes can be sent whole, in one call. */
export const sentWhole = 8_000_000
/** One person has at most so many uploads that are not finished. */
export const uploadsAtOnce = 1000

/** "2.4 MB": three figures at most, in powers of ten, as storage is sold and limits are set. */
export function bytesInWords(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB']
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  let scaled = bytes
  let unit = ''
  for (const next of units) {
    // 999.95 kB would be written as 1000 kB.
    if (scaled < 999.5) break
    scaled /= 1000
    unit = next
  }
  return `${scaled < 9.95 ? scaled.toFixed(1).replace(/\.0$/, '') : scaled.toFixed(0)} ${unit}`
}

/** "beach (2).jpg": the first name of that kind which is free. */
export function nameBeside(name: string, isTaken: (name: string) => boolean): string {
  const [, stem = name, ending = ''] = /^(.+?)((?:\.[^.\s]{1,10}){0,2})$/s.exec(name) ?? []
  for (let n = 2; ; n += 1) {
    const next = `${stem} (${n})${ending}`
    if (!isTaken(next)) return next
  }
}
