// Fetches a zip that was asked for, as a file to be saved, and says so.
import { bytesInWords } from '@usher/domain'
import { counted } from '../ui/in-words.ts'
import { toast } from '../ui/toast.tsx'

export function fetchZip(
  address: string,
  { name, things, bytes }: { name: string; things: number; bytes: number },
): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
  toast(`Downloading ${name}: ${counted(things, 'thing', 'things')}, ${bytesInWords(bytes)}.`)
}
