// What uploading has in the frame of an account, whatever page is shown: the tray, for those who may change the library.
import { useMay } from '../may.ts'
import { useNoFileReplacesPage } from './dragged-files.ts'
import { UploadTray } from './UploadTray.tsx'

export function Uploads() {
  useNoFileReplacesPage()
  return useMay('library.change').yes ? <UploadTray /> : null
}
