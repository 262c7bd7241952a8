// Signing out: a whole load afterwards, so that nothing of one person is left for the next.
import { notifications } from '@mantine/notifications'
import { trpc } from '../trpc.ts'
import { sentenceOf } from '../ui/problem.ts'
import { forgetEntered } from './entered.ts'

/** `signOut(to)`: ends this session and opens that page; the sign-in page where none is given. */
export function useSignOut() {
  const { mutate, isPending } = trpc.session.signOut.useMutation({
    onError: (error) => void notifications.show({ color: 'red', message: sentenceOf(error) }),
  })
  const signOut = (to = '/sign-in') =>
    mutate(undefined, {
      onSuccess: () => {
        forgetEntered()
        window.location.assign(to)
      },
    })
  return { signOut, isPending }
}
