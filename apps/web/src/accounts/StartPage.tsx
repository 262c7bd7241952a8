// The start: leads into the account that one was in last, or the only one; else offers the list.
import { Navigate } from '@tanstack/react-router'
import { trpc } from '../trpc.ts'
import { AccountsPage } from './AccountsPage.tsx'
import { lastAccount } from './last-account.ts'

export function StartPage() {
  const { data } = trpc.session.me.useQuery()
  const open = data?.accounts.filter(({ entering }) => entering.yes) ?? []
  const last = open.find(({ slug }) => slug === lastAccount())
  const there = last ?? (data?.accounts.length === 1 ? data.accounts[0] : undefined)
  if (there) return <Navigate to="/a/$account" params={{ account: there.slug }} replace />
  return <AccountsPage />
}
