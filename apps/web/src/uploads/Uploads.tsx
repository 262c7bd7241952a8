// What uploading and copying have in the frame of an account, whatever page is shown, for those who may change the library.
import { Copies } from '../copies/Copies.tsx'
import { useMay } from '../may.ts'
import { useNoFileReplacesPage } from './dragged-files.ts'
import { UploadTray } from './UploadTray.tsx'

export function Uploads() {
  useNoFileReplacesPage()
  if (!useMay('library.change').yes) return null
  return (
    <>
      <UploadTray />
      <Copies />
    </>
  )
}
