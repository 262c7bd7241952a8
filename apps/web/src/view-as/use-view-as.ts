// Begins to see the account as a member or a group does: under an address of its own, which leads back when it is left.
import { useNavigate } from '@tanstack/react-router'
import { trpc } from '../trpc.ts'
import { toastRefusal } from '../ui/toast.tsx'

export function useViewAs() {
  const navigate = useNavigate()
  const enter = ({ account }: { account: string }) => navigate({ to: '/a/$account', params: { account } })
  const options = { onSuccess: enter, onError: (error: unknown) => toastRefusal(error) }
  const member = trpc.viewAs.startMember.useMutation(options)
  const group = trpc.viewAs.startGroup.useMutation(options)
  return {
    member: (memberId: string) => member.mutate({ memberId }),
    group: (groupId: string) => group.mutate({ groupId }),
  }
}

/** The account's own part of an address, without the viewing behind it. */
export const accountIn = (part: string): string => part.split('~')[0] ?? part
export const isViewing = (part: string): boolean => part.includes('~')
