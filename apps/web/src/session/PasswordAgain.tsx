// Sensitive steps ask for the password again: the dialog comes over whatever is open, the step then runs by itself, and
// nothing that was typed elsewhere is lost.
import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { createContext, use, useCallback, useState } from 'react'
import { problemOf } from '@usher/client'
import { trpc } from '../trpc.ts'
import { DialogFoot } from '../ui/DialogFoot.tsx'
import { escapeOf, keepsEscape } from '../ui/own-escape.ts'
import { ProblemText } from '../ui/ProblemText.tsx'

export type Run = <T>(action: () => Promise<T>) => Promise<T>
const PasswordAgainContext = createContext<Run | null>(null)

/** `run(action)`: where the action is refused with `password_again`, asks for the password and runs it once more. */
export function usePasswordAgain(): Run {
  const run = use(PasswordAgainContext)
  if (!run) throw new Error('usePasswordAgain() outside its provider')
  return run
}

export function PasswordAgainProvider({ children }: { children: React.ReactNode }) {
  /** Set while the dialog is open: tells the waiting step whether the password was given. */
  const [answer, setAnswer] = useState<((given: boolean) => void) | null>(null)
  const [password, setPassword] = useState('')
  const prove = trpc.session.provePassword.useMutation()

  const run: Run = useCallback(async (action) => {
    try {
      return await action()
    } catch (error) {
      if (problemOf(error)?.code !== 'password_again') throw error
      const given = await new Promise<boolean>((resolve) => setAnswer(() => resolve))
      if (!given) throw error
      return action()
    }
  }, [])

  const close = (given: boolean) => {
    answer?.(given)
    setAnswer(null)
    setPassword('')
    prove.reset()
  }
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    prove.mutate({ password }, { onSuccess: () => close(true) })
  }
  return (
    <PasswordAgainContext value={run}>
      {children}
      <Modal
        opened={answer !== null}
        onClose={() => close(false)}
        title="Your password again"
        size="sm"
        zIndex={1000}
        withCloseButton={false}
        {...escapeOf(() => close(false))}
      >
        <form onSubmit={submit}>
          <Stack gap="md">
            <Text size="sm">This step asks for your password. It is not asked for again for ten minutes.</Text>
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              required
              withAsterisk={false}
              data-autofocus
              {...keepsEscape}
            />
            <DialogFoot
              onCancel={() => close(false)}
              cancelProps={keepsEscape}
              refused={<ProblemText error={prove.error} />}
            >
              <Button type="submit" loading={prove.isPending} {...keepsEscape}>
                Continue
              </Button>
            </DialogFoot>
          </Stack>
        </form>
      </Modal>
    </PasswordAgainContext>
  )
}
