// One line a feature: everything that can be asked of the API.
import { accessOf } from './access-of/access-of.ts'
import { alerts } from './alerts/alerts.ts'
import { accessRequests } from './access-requests/access-requests.ts'
import { accounts } from './accounts/accounts.ts'
import { setUp } from './accounts/set-up.ts'
import { log, logCsv } from './audit/log.ts'
import { billing } from './billing/billing.ts'
import { invoiceFile } from './billing/invoice-route.ts'
import { collectionGrants } from './collections/collection-grants.ts'
import { collections } from './collections/collections.ts'
import { copies } from './copies/copies.ts'
import { exportBytes, exports } from './exports/exports.ts'
import { grantsCsv } from './grants/all-grants.ts'
import { grants } from './grants/grants.ts'
import { groups } from './groups/groups.ts'
import { health } from './health.ts'
import { invitations } from './invitations/invitations.ts'
import { keys } from './api-keys/keys.ts'
import { library } from './library/library.ts'
import { openApi } from './openapi.ts'
import { ownership } from './library/ownership.ts'
import { mails } from './mail/mails.ts'
import { myAccess } from './my-access/my-access.ts'
import { members } from './members/members.ts'
import { thumbnail } from './renditions/thumbnail.ts'
import { requests } from './requests/requests.ts'
import { search } from './search/search.ts'
import { session } from './session/session.ts'
import { settings } from './settings/settings.ts'
import { tags } from './tags/tags.ts'
import { viewAs } from './view-as/view-as.ts'
import { uploadPart, uploadState } from './uploads/parts-route.ts'
import { uploadWhole } from './uploads/whole-route.ts'
import { uploads } from './uploads/uploads.ts'
import { usage } from './usage/usage.ts'
import { storageCsv, usageByCsv, usageCsv } from './usage/usage-csv.ts'
import { original, versions } from './versions/versions.ts'
import { zipBytes, zips } from './zips/zips.ts'
import type { Route } from './door-types.ts'
import { router } from './trpc.ts'

export const appRouter = router({
  setUp,
  session,
  members,
  invitations,
  accessOf,
  myAccess,
  viewAs,
  requests,
  accessRequests,
  library,
  ownership,
  grants,
  groups,
  collections,
  collectionGrants,
  copies,
  uploads,
  versions,
  zips,
  tags,
  search,
  keys,
  settings,
  exports,
  accounts,
  mails,
  billing,
  alerts,
  usage,
  log,
})
export type AppRouter = typeof appRouter
export const routes: readonly Route[] = [
  health,
  openApi,
  logCsv,
  grantsCsv,
  exportBytes,
  invoiceFile,
  usageCsv,
  storageCsv,
  usageByCsv,
  uploadState,
  uploadPart,
  uploadWhole,
  original,
  thumbnail,
  zipBytes,
]
