// An account with something of everything that an account can have: for what has to reach all of it.
import type { Kysely } from 'kysely'
import { emailKey, type AccountId, type AssetId, type BlobId, type GroupId } from '@usher/domain'
import { addUses } from '../access/usage.ts'
import type { DB } from '../db/schema.ts'
import { hoursFromNow } from '../db/statements.ts'
import { putInOutbox } from '../mail/outbox.ts'
import { rollUpUsage } from '../usage/roll-up.ts'
import { makeSecret } from '../session/secrets.ts'
import { plantKey, type TestKey } from './api-keys.ts'
import { plantInvoice, plantSubscription } from './billing.ts'
import { give, plantAccessRequest, plantCollection, plantGroup } from './grants.ts'
import { plantFile, plantFolder, plantUpload, plantVersion } from './library.ts'
import { plantViewing } from './viewing.ts'
import { drawnLogo } from './logos.ts'
import { account, as, type TestAccount, type TestMember } from './world.ts'

export interface FullAccount {
  acme: TestAccount
  ada: TestMember
  ben: TestMember
  fay: TestMember
  key: TestKey
  group: GroupId
  file: AssetId
  /** The bytes of its files, and of what is being sent. */
  blobs: BlobId[]
  /** What an open invitation’s link carries. */
  invitation: string
}

async function plantInvitation(db: Kysely<DB>, accountId: AccountId, groupId: GroupId, folder: AssetId) {
  const email = `new@${accountId}.test`
  const { id } = await db
    .insertInto('invitation')
    .values({
      account_id: accountId,
      email,
      email_key: emailKey(email),
      name: null,
      role: 'library_restricted',
      ends_at: null,
      invited_by: null,
      expires_at: hoursFromNow(24 * 90),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.insertInto('invited_group').values({ account_id: accountId, invitation_id: id, group_id: groupId }).execute()
  await db
    .insertInto('invited_grant')
    .values({ account_id: accountId, invitation_id: id, asset_id: folder, level: 'view' })
    .execute()
  await putInOutbox(db, accountId, { template: 'invitation', email, about: { invitationId: id } })
  return makeSecret(db, 'invitation', true, { account_id: accountId, invitation_id: id, email })
}

/** Two administrators, Ada and Ben, and Fay with restricted access; a subscription that is cancelled. */
export async function fullAccount(db: Kysely<DB>, server: string, name: string): Promise<FullAccount> {
  const acme = await account(db, name)
  const { id } = acme
  const ada = await acme.member('Ada', 'account_admin')
  const ben = await acme.member('Ben', 'account_admin')
  const fay = await acme.member('Fay', 'library_restricted')
  const spring = await plantFolder(db, id, { name: 'Spring', parentId: null, ownerId: fay.memberId })
  const file = await plantFile(db, id, { name: 'beach.txt', parentId: spring, ownerId: fay.memberId }, `sea of ${name}`)
  await plantVersion(db, id, file, `more sea of ${name}`)
  await as(server, ada).tags.change.mutate({ assetIds: [file], add: ['summer'] })
  const group = await plantGroup(db, id, 'Agency', [fay])
  const ends = new Date(Date.now() + 40 * 86_400_000)
  const grant = await give(db, id, { on: spring, to: fay, level: 'manage', ends })
  await give(db, id, { on: spring, to: group, level: 'view' })
  await plantCollection(db, id, { name: 'Picks', ownerId: fay.memberId }, [{ assetId: file, passesOn: true }])
  await db.insertInto('told_end').values({ account_id: id, grant_id: grant, ends_at: ends }).execute()
  await plantAccessRequest(db, id, { memberId: fay.memberId, thingId: file, level: 'view' })
  await plantUpload(db, id, { memberId: fay.memberId, folderId: spring, name: 'later.txt' })
  const asked = { account_id: id, member_id: fay.memberId, key_id: null, asset_ids: [file], things: 1 }
  await db
    .insertInto('zip')
    .values({ ...asked, name: 'Spring.zip', bytes: 5 })
    .execute()
  const copy = { ...asked, name: 'Copy', destination_id: spring, with_versions: false, request: '' }
  const { id: copyId } = await db.insertInto('copy').values(copy).returning('id').executeTakeFirstOrThrow()
  await db.insertInto('copy_item').values({ copy_id: copyId, place: 0, asset_id: file }).execute()
  const key = await plantKey(db, id)
  await plantViewing(db, acme, ada, fay)
  const { id: session } = await db
    .selectFrom('session')
    .select('id')
    .where('user_id', '=', fay.userId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('presence')
    .values({ session_id: session, account_id: id, member_id: fay.memberId, user_agent: '' })
    .execute()
  const invitation = await plantInvitation(db, id, group, spring)
  await as(server, ada).requests.make.mutate({ limit: 'seats', wanted: 60 })
  await plantSubscription(db, id, { cancelled: true })
  await as(server, ada).billing.setBilledTo.mutate({ name: `${name} Ltd`, address: '', taxId: '', email: '' })
  await plantInvoice(db, id)
  await as(server, ada).alerts.create.mutate({ what: 'downloads', wanted: 5 })
  await as(server, ada).settings.setLogo.mutate({ picture: await drawnLogo() })
  const use = { what: 'download', memberId: fay.memberId, keyId: null, assetId: file, n: 1, bytes: 5 } as const
  await addUses(db, [{ ...use, accountId: id, at: Date.now() }])
  await rollUpUsage(db)
  // What closes rows leaves a past behind.
  await as(server, ada).library.rename.mutate({ assetId: spring, name: 'Spring shoot' })
  await as(server, ada).members.setEnd.mutate({ memberIds: [fay.memberId], endsAt: '2099-01-01T00:00:00Z' })
  const stored = await db.selectFrom('blob').select('id').where('account_id', '=', id).execute()
  return { acme, ada, ben, fay, key, group, file, blobs: stored.map((b) => b.id), invitation }
}
