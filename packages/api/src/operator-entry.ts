// What the operator's command line may use of the API: acts on accounts and people, worlds, the register, the log's check.
export { findAccount } from './accounts/find-account.ts'
export {
  accountState,
  listAccounts,
  openAccount,
  previewPlan,
  setLimit,
  setPlan,
  type AccountState,
  type PlanEffect,
} from './accounts/operate-account.ts'
export { restoreAccount } from './accounts/undo-deletion.ts'
export { operatorAuthor } from './audit/author.ts'
export { verifyChains } from './audit/verify.ts'
export { invoicePaid } from './billing/invoice-paid.ts'
export { listInvoices, type OperatorInvoice } from './billing/operate-invoices.ts'
export { needsOf } from './door-types.ts'
export { ConfigError, readConfig, type Config } from './config.ts'
export { removeMailFiles } from './mail/remove-files.ts'
export { rescue } from './members/rescue.ts'
export { OperatorRefused, type OperatorHouse } from './operator-change.ts'
export { register, type Registered } from './register.ts'
export { answerRequest, findRequest, listRequests, type OperatorRequest } from './requests/answer-request.ts'
export { erasePerson } from './session/erase.ts'
export { makeResetLink, vouchFor } from './session/operate-sign-in.ts'
export { openBytes } from './storage/open-bytes.ts'
export { isOld, reconcile, removeUnknown } from './storage/reconcile.ts'
export { loadWorld, type LoadedWorld } from './world/load-world.ts'
export { readWorld, WorldError } from './world/read-world.ts'

/** Every procedure and route: half of all modules, so that a command which asks for none of them does not read them. */
export const loadRouter = () => import('./router.ts')
