// What is done to a key: each looks at the list anew, and what gives rights asks for the password where that is too long ago.
import type { Inputs } from '@usher/client'
import { usePasswordAgain } from '../session/PasswordAgain.tsx'
import { trpc } from '../trpc.ts'
import { toast, toastRefusal } from '../ui/toast.tsx'
import type { ListedKey } from './key.ts'

export interface KeyActs {
  /** Gives the secret. Throws what was refused. */
  create: (input: Inputs['keys']['create']) => Promise<string>
  change: (input: Inputs['keys']['change']) => Promise<void>
  roll: (input: Inputs['keys']['roll']) => Promise<string>
  setDisabled: (key: ListedKey, isDisabled: boolean) => Promise<void>
  remove: (key: ListedKey) => Promise<void>
}

export function useKeyActs(): KeyActs {
  const utils = trpc.useUtils()
  const again = usePasswordAgain()
  const creating = trpc.keys.create.useMutation()
  const changing = trpc.keys.change.useMutation()
  const rolling = trpc.keys.roll.useMutation()
  const disabling = trpc.keys.disable.useMutation()
  const enabling = trpc.keys.enable.useMutation()
  const deleting = trpc.keys.delete.useMutation()
  const looking = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await again(act)
    } finally {
      await Promise.all([utils.keys.invalidate(), utils.log.invalidate()])
    }
  }
  const setDisabled = (keyId: string, isDisabled: boolean) =>
    looking(() => (isDisabled ? disabling : enabling).mutateAsync({ keyId }))
  return {
    create: async (input) => (await looking(() => creating.mutateAsync(input))).secret,
    change: async (input) => {
      await looking(() => changing.mutateAsync(input))
    },
    roll: async (input) => (await looking(() => rolling.mutateAsync(input))).secret,
    async setDisabled({ id, name }, isDisabled) {
      try {
        await setDisabled(id, isDisabled)
        toast(isDisabled ? `${name} is disabled: its calls are refused.` : `${name} works again.`, {
          label: 'Undo',
          go: () =>
            void setDisabled(id, !isDisabled).then(
              () => toast(isDisabled ? `${name} works again.` : `${name} is disabled again.`),
              (error: unknown) => toastRefusal(error),
            ),
        })
      } catch (error) {
        toastRefusal(error)
      }
    },
    async remove({ id, name }) {
      await looking(() => deleting.mutateAsync({ keyId: id }))
      toast(`${name} is deleted.`)
    },
  }
}
