// Which accounts this browser has entered since the sign-in: entering is told to the server once, not at every page.
import { useEffect, useRef } from 'react'
import { trpc } from '../trpc.ts'

const key = 'usher-entered'
const entered = (): string[] => (localStorage.getItem(key) ?? '').split(' ').filter(Boolean)

export const forgetEntered = (): void => localStorage.removeItem(key)

/** Enters the account where nothing more is asked for; what the server answers otherwise is seen by the next `me`. */
export function useEntering(accountId: string, isOpen: boolean): void {
  const { mutate } = trpc.session.enter.useMutation()
  const under = useRef<string | null>(null)
  useEffect(() => {
    if (!isOpen || under.current === accountId || entered().includes(accountId)) return
    under.current = accountId
    mutate({ accountId }, { onSuccess: () => localStorage.setItem(key, [...entered(), accountId].join(' ')) })
  }, [accountId, isOpen, mutate])
}
