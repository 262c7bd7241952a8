// Fetches a zip that was asked for, as a file to be saved, and says so.
import { bytesInWords } from '@usher/domain'
import { counted } from '../ui/in-words.ts'
import { saveFrom } from '../ui/save-from.ts'
import { toast } from '../ui/toast.tsx'

export function fetchZip(
  address: string,
  { name, things, bytes }: { name: string; things: number; bytes: number },
): void {
  saveFrom(address)
  toast(`Downloading ${name}: ${counted(things, 'thing', 'things')}, ${bytesInWords(bytes)}.`)
}
