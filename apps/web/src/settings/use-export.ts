// Exporting one of the account's files: asked for, which leaves an entry, then saved by the browser.
import type { ExportFile } from '@usher/domain'
import { useMe } from '../may.ts'
import { trpc } from '../trpc.ts'
import { saveFrom } from '../ui/save-from.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'

export const exportTitles: Record<ExportFile, string> = {
  people: 'People',
  groups: 'Groups',
  grants: 'Grants',
  collections: 'Collections',
  world: 'World file',
}

export function useExport() {
  const { here } = useMe()
  const ask = trpc.exports.ask.useMutation()
  const utils = trpc.useUtils()
  const take = async (file: ExportFile): Promise<void> => {
    try {
      await ask.mutateAsync({ file })
      saveFrom(`/api/${here.slug}/export/${file}`)
      toast(`Downloading: ${exportTitles[file].toLowerCase()}.`)
    } catch (error) {
      toastRefusal(error)
    } finally {
      await Promise.all([utils.log.invalidate(), utils.accounts.whatGoes.invalidate()])
    }
  }
  return { take, isTaking: (file: ExportFile) => ask.isPending && ask.variables.file === file }
}
