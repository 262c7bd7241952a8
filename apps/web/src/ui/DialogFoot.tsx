// The foot of every dialog: the way back, then the act. It stays in sight however long the dialog is, and says what was
// refused beside the button that was pressed.
import { Button, Group, type ButtonProps } from '@mantine/core'
import './dialog.css'

interface Props {
  /** What was refused, in words. */
  refused?: React.ReactNode
  onCancel: () => void
  /** "Close", where there is nothing to be called off. */
  cancel?: string
  cancelProps?: ButtonProps & { [data: `data-${string}`]: string | boolean }
  /** At the other end: what concerns the dialog as a whole, such as copying everything in it. */
  aside?: React.ReactNode
  /** The button of the act, if there is one. */
  children?: React.ReactNode
}

export function DialogFoot({ refused, onCancel, cancel = 'Cancel', cancelProps, aside, children }: Props) {
  return (
    <div className="dialog-foot">
      {refused}
      <Group justify="flex-end" gap="sm">
        {aside && <div className="dialog-aside">{aside}</div>}
        <Button variant="default" onClick={onCancel} {...cancelProps}>
          {cancel}
        </Button>
        {children}
      </Group>
    </div>
  )
}
