// Asks for a level on a thing, above whatever shows it.
import type { Level } from '@usher/domain'
import { Dialog } from '../ui/Dialog.tsx'
import { AskForm } from './AskForm.tsx'
import './access-requests.css'

interface Props {
  title: string
  thingId: string
  level: Level
  onClose: () => void
}

export const AskDialog = ({ title, ...asked }: Props) => (
  <Dialog title={title} onClose={asked.onClose}>
    <AskForm {...asked} />
  </Dialog>
)
