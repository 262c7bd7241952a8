// One good input for each procedure and route, made afresh in the database that it is asked in: what walks the register
// has something to ask with.
import type { Kysely, OnConflictBuilder } from 'kysely'
import { emailKey, type AssetId } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'
import type { Registered } from '../register.ts'
import { hashPassword } from '../session/passwords.ts'
import { makeSecret } from '../session/secrets.ts'
import { give, plantAccessRequest, plantCollection, plantGroup } from './grants.ts'
import { plantFile, plantFolder, plantPicture, plantUpload, plantVersion } from './library.ts'
import { plantExport } from './exports.ts'
import { drawnLogo as logo } from './logos.ts'
import { plantKey, type TestKey } from './api-keys.ts'
import { plantInvoice, plantSubscription } from './billing.ts'
import { plantViewing } from './viewing.ts'
import type { TestAccount, TestMember } from './world.ts'

const password = 'a long enough password'
const passwordHash = await hashPassword(password)

let serial = 0
export const fresh = (name: string) => `${name} ${(serial += 1)}`
const address = () => `new${(serial += 1)}@example.org`

/** Who asks, and where. */
export interface Here {
  account: TestAccount
  me: TestMember
  /** What uploads, zips and copies are of, in place of the member. */
  key?: TestKey
}
export type Sample = (here: Here) => unknown

/** The sample of what stands in the register; throws for what has none. A preview has that of its change. */
export function samplesOn(db: Kysely<DB>): (r: Registered) => Sample {
  const samples = samplesByName(db)
  return (r) => {
    const sample = samples[r.name.replace(/\.preview([A-Z])/, (_, first: string) => `.${first.toLowerCase()}`)]
    if (!sample) throw new Error(`${r.name} has no sample of its input: add one to testing/samples.ts`)
    return sample
  }
}

/** By the name of the procedure, or the path of the route. */
function samplesByName(db: Kysely<DB>): Record<string, Sample> {
  const accountOf = ({ id }: TestAccount) =>
    db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const somebody = ({ account: here }: Here) => here.member(fresh('Somebody'), 'library_view')
  const invitation = async ({ account: here }: Here) => {
    const email = address()
    return db
      .insertInto('invitation')
      .values({
        account_id: here.id,
        email,
        email_key: emailKey(email),
        name: null,
        role: 'account_admin',
        ends_at: null,
        invited_by: null,
        expires_at: new Date(Date.now() + 1e9),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  }
  const withPassword = async ({ me }: Here) => {
    await db.updateTable('user').set({ password_hash: passwordHash }).where('id', '=', me.userId).execute()
    return password
  }
  const invitationToken = async (here: Here) =>
    makeSecret(db, 'invitation', true, { account_id: here.account.id, invitation_id: (await invitation(here)).id })
  const resetToken = (here: Here) => makeSecret(db, 'reset', true, { user_id: here.me.userId })

  const alert = async ({ account: here }: Here) =>
    (
      await db
        .insertInto('alert')
        .values({
          account_id: here.id,
          what: 'downloads',
          threshold: (serial += 1),
          currency: null,
          place: serial + 100,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  const ownerIn = ({ account: here, me }: Here) => (me.account === here.slug ? me.memberId : null)
  /** A folder of whoever asks, so that it reaches them whatever their role. */
  const folder = (here: Here) =>
    plantFolder(db, here.account.id, { name: fresh('Folder'), parentId: null, ownerId: ownerIn(here) })
  const file = (here: Here) =>
    plantFile(db, here.account.id, { name: fresh('File'), parentId: null, ownerId: ownerIn(here) })
  /** One's own, to a folder of one's own. */
  const upload = async (here: Here) =>
    plantUpload(db, here.account.id, {
      memberId: here.key ? null : ownerIn(here),
      keyId: here.key?.keyId ?? null,
      folderId: await folder(here),
      name: fresh('File'),
    })
  /** One's own; of another account's member there is none. */
  const askedIn = async (here: Here) =>
    here.key
      ? { member_id: null, key_id: here.key.keyId }
      : { member_id: ownerIn(here) ?? (await somebody(here)).memberId, key_id: null }
  const plantZip = async (here: Here, assetId: AssetId) => {
    const { account: there, me } = here
    const asked = { account_id: there.id, ...(await askedIn(here)), name: `${me.name}.zip`, asset_ids: [assetId] }
    const { id } = await db
      .insertInto('zip')
      .values({ ...asked, things: 1, bytes: 5 })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }
  /** One's own, that waits for its first part; of another account's member there is none. */
  const plantCopy = async (here: Here) => {
    const asked = { account_id: here.account.id, ...(await askedIn(here)), asset_ids: [await file(here)] }
    const { id } = await db
      .insertInto('copy')
      .values({
        ...asked,
        name: 'Copy',
        destination_id: await folder(here),
        with_versions: false,
        request: '',
        things: 1,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }
  /** A file with an earlier version, which is not the current one. */
  const withVersion = async (here: Here) => {
    const assetId = await file(here)
    const first = await db.selectFrom('asset').select('version_id').where('id', '=', assetId).executeTakeFirstOrThrow()
    await plantVersion(db, here.account.id, assetId, 'another')
    return { assetId, versionId: first.version_id }
  }
  const trashed = async (here: Here) => {
    const id = await folder(here)
    await db
      .updateTable('asset')
      .set({ trash_id: id, trashed_at: await clock(db) })
      .where('id', '=', id)
      .execute()
    return id
  }

  /** A thing of one's own, with somebody's grant on it. */
  const granted = async (here: Here) => {
    const assetId = await folder(here)
    const { memberId } = await here.account.member(fresh('Granted'), 'library_restricted')
    const { id: grantId } = await db
      .insertInto('grant')
      .values({
        account_id: here.account.id,
        asset_id: assetId,
        member_id: memberId,
        group_id: null,
        level: 'view',
        ends_at: null,
        given_by: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { assetId, grantId }
  }

  /** A collection of one's own with a file in it, shared with somebody. */
  const collection = async (here: Here, passesOn = false) => {
    const [assetId, ownerId] = [await file(here), ownerIn(here)]
    const collectionId = await plantCollection(db, here.account.id, { name: fresh('Picks'), ownerId }, [
      { assetId, passesOn },
    ])
    const fay = await here.account.member(fresh('Restricted'), 'library_restricted')
    const grantId = await give(db, here.account.id, { on: { collectionId }, to: fay, level: 'view' })
    return { collectionId, assetIds: [assetId], grantId, memberIds: [fay.memberId] }
  }

  /** A group with somebody in it, with whom something is shared. */
  const group = async (here: Here) => {
    const fay = await here.account.member(fresh('Restricted'), 'library_restricted')
    const groupId = await plantGroup(db, here.account.id, fresh('Agency'), [fay])
    await give(db, here.account.id, { on: await folder(here), to: groupId, level: 'view' })
    return { groupId, memberIds: [fay.memberId] }
  }
  /** Somebody asks for a folder of one's own. */
  const accessRequest = async (here: Here) => {
    const { memberId } = await here.account.member(fresh('Asker'), 'library_restricted')
    return plantAccessRequest(db, here.account.id, { memberId, thingId: await folder(here), level: 'view' })
  }
  /** One's own, for a folder; of another account's member there is none. */
  const ownAccessRequest = async (here: Here) => {
    const memberId = ownerIn(here) ?? (await here.account.member(fresh('Asker'), 'library_restricted')).memberId
    return plantAccessRequest(db, here.account.id, { memberId, thingId: await folder(here), level: 'view' })
  }
  /** Whoever was given something here: who asks, where they are of this account. */
  const holder = async (here: Here) =>
    ownerIn(here) ? here.me : here.account.member(fresh('Holder'), 'library_restricted')
  const ownGrant = async (here: Here) => {
    const { memberId: ownerId } = await somebody(here)
    const on = await plantFolder(db, here.account.id, { name: fresh('Folder'), parentId: null, ownerId })
    return { grantId: await give(db, here.account.id, { on, to: await holder(here), level: 'view' }) }
  }
  const ownGroup = async (here: Here) => ({
    groupId: await plantGroup(db, here.account.id, fresh('Agency'), [await holder(here)]),
  })
  const owned = async (here: Here) => {
    const { memberId: ownerId } = await holder(here)
    return { assetId: await plantFolder(db, here.account.id, { name: fresh('Folder'), parentId: null, ownerId }) }
  }
  const ownedCollection = async (here: Here) => {
    const { memberId: ownerId } = await holder(here)
    return { collectionId: await plantCollection(db, here.account.id, { name: fresh('Picks'), ownerId }, []) }
  }

  return {
    'setUp.status': () => undefined,
    'setUp.read': async () => ({ token: await makeSecret(db, 'set_up', false, {}) }),
    'setUp.finish': async () => ({
      token: await makeSecret(db, 'set_up', false, {}),
      name: 'Ada',
      email: address(),
      password,
      account: 'Acme',
    }),
    'session.me': () => undefined,
    'session.signIn': async (here) => ({ email: here.me.email, password: await withPassword(here) }),
    'session.signOut': () => undefined,
    'session.enter': ({ account: here }) => ({ accountId: here.id }),
    'session.provePassword': async (here) => ({ password: await withPassword(here) }),
    'session.rename': () => ({ name: fresh('Renamed') }),
    'session.changePassword': async (here) => ({
      password: await withPassword(here),
      wanted: 'another good long password',
    }),
    'session.forgot': () => ({ email: address() }),
    'session.readReset': async (here) => ({ token: await resetToken(here) }),
    'session.reset': async (here) => ({ token: await resetToken(here), wanted: 'another good long password' }),
    'session.askEmailChange': () => ({ email: address() }),
    'session.confirmEmail': async ({ me }) => {
      const email = address()
      await db
        .insertInto('email_change')
        .values({
          user_id: me.userId,
          email,
          email_key: email,
          old_confirmed_at: null,
          new_confirmed_at: new Date(),
          expires_at: new Date(Date.now() + 1e9),
        })
        .execute()
      return { token: await makeSecret(db, 'email_old', true, { user_id: me.userId, email }) }
    },
    'session.sessions': () => undefined,
    'session.endSession': async ({ me }) => {
      const row = await db.selectFrom('session').select('id').where('user_id', '=', me.userId).executeTakeFirstOrThrow()
      return { sessionId: row.id }
    },
    'session.endOtherSessions': async ({ me }) => {
      await db
        .insertInto('session')
        .values({ user_id: me.userId, token_hash: Buffer.from(fresh('hash')), ip: '', user_agent: '' })
        .execute()
    },
    'members.list': () => ({}),
    'members.presence': async (here) => ({ memberId: (await somebody(here)).memberId }),
    'members.changeRole': async (here) => ({ memberIds: [(await somebody(here)).memberId], role: 'account_admin' }),
    'members.setGroups': async (here) => ({
      memberId: (await here.account.member(fresh('Restricted'), 'library_restricted')).memberId,
      groupIds: [(await group(here)).groupId],
    }),
    'members.suspend': async (here) => ({ memberIds: [(await somebody(here)).memberId] }),
    'members.reinstate': async ({ account: here }) => ({
      memberIds: [(await here.member(fresh('Out'), 'developer', { status: 'suspended' })).memberId],
    }),
    'members.setEnd': async (here) => ({
      memberIds: [(await somebody(here)).memberId],
      endsAt: '2099-01-01T00:00:00Z',
    }),
    'members.remove': async (here) => ({ memberIds: [(await somebody(here)).memberId] }),
    'members.leave': ({ account: here }) => ({ accountId: here.id }),
    'members.endPresence': async (here) => ({ memberIds: [(await somebody(here)).memberId] }),
    'invitations.create': () => ({ people: [{ email: address() }], role: 'account_admin' }),
    'invitations.edit': async (here) => ({ invitationId: (await invitation(here)).id, name: fresh('Name') }),
    'invitations.resend': async (here) => ({ invitationId: (await invitation(here)).id }),
    'invitations.copyLink': async (here) => ({ invitationId: (await invitation(here)).id }),
    'invitations.revoke': async (here) => ({ invitationIds: [(await invitation(here)).id] }),
    'invitations.read': async (here) => ({ token: await invitationToken(here) }),
    'invitations.accept': async (here) => ({
      token: await invitationToken(here),
      name: 'New',
      password: 'another good long password',
    }),
    'requests.list': () => undefined,
    'requests.make': ({ account: here }) => ({ limit: 'seats', wanted: 20_000 + (serial += 1), words: here.slug }),
    'accessRequests.make': async (here) => ({ thingId: await folder(here), level: 'view', words: 'For the brochure.' }),
    'accessRequests.mine': () => ({}),
    'accessRequests.withdraw': async (here) => ({ accessRequestId: await ownAccessRequest(here) }),
    'accessRequests.list': () => ({}),
    'accessRequests.waiting': () => undefined,
    'accessRequests.approve': async (here) => ({ accessRequestId: await accessRequest(here), level: 'view' }),
    'accessRequests.decline': async (here) => ({ accessRequestId: await accessRequest(here), words: 'Not yet.' }),
    'billing.see': () => undefined,
    'billing.invoices': () => ({}),
    'billing.whatChanges': () => ({ plan: 'enterprise', term: 'year' }),
    'billing.choose': () => ({ plan: 'enterprise', term: 'month' }),
    'billing.cancel': (here) => plantSubscription(db, here.account.id, { cancelled: false }),
    'billing.keep': (here) => plantSubscription(db, here.account.id, { cancelled: true }),
    'billing.setBilledTo': () => ({ name: fresh('Acme Ltd'), address: '1 Mill Lane', taxId: '', email: address() }),
    '/api/:account/invoices/:invoiceId': async (here) => ({ invoiceId: await plantInvoice(db, here.account.id) }),
    'mails.status': () => undefined,
    'mails.test': () => undefined,
    'mails.sendPending': async (here) => {
      const { id } = await invitation(here)
      await db
        .insertInto('mail')
        .values({
          account_id: here.account.id,
          template: 'invitation',
          email: 'x@example.org',
          about: JSON.stringify({ invitationId: id }),
          state: 'failed',
          error: '',
          done_at: null,
        })
        .execute()
    },
    'library.shared': () => undefined,
    'ownership.see': async (here) => ({ assetId: await folder(here) }),
    'ownership.within': async (here) => ({ assetId: await folder(here), memberId: here.me.memberId }),
    'ownership.handOver': async (here) => ({
      assetIds: [await folder(here)],
      toId: (await here.account.member(fresh('Heir'), 'account_admin')).memberId,
    }),
    'ownership.seeCollection': async (here) => ({ collectionId: (await collection(here)).collectionId }),
    'ownership.handOverCollection': async (here) => ({
      collectionId: (await collection(here)).collectionId,
      toId: (await here.account.member(fresh('Heir'), 'account_admin')).memberId,
    }),
    'grants.listAll': () => ({}),
    'grants.list': async (here) => ({ assetId: await folder(here) }),
    'grants.suggest': async (here) => ({ assetId: await folder(here), text: '' }),
    'grants.give': async (here) => ({
      assetIds: [await folder(here)],
      memberIds: [(await here.account.member(fresh('Granted'), 'library_restricted')).memberId],
      level: 'view',
    }),
    'grants.change': async (here) => ({ ...(await granted(here)), level: 'manage', endsAt: null }),
    'grants.revoke': async (here) => {
      const { assetId, grantId } = await granted(here)
      return { assetId, grantIds: [grantId] }
    },
    'collections.list': () => ({}),
    'collections.see': async (here) => ({ collectionId: (await collection(here)).collectionId }),
    'collections.create': () => ({ name: fresh('Picks') }),
    'collections.rename': async (here) => ({
      collectionId: (await collection(here)).collectionId,
      name: fresh('Renamed'),
    }),
    'collections.delete': async (here) => ({ collectionId: (await collection(here)).collectionId }),
    'collections.add': async (here) => ({
      collectionId: (await collection(here)).collectionId,
      assetIds: [await file(here)],
    }),
    'collections.confirm': async (here) => {
      const { collectionId, assetIds } = await collection(here)
      return { collectionId, assetIds }
    },
    'collections.remove': async (here) => {
      const { collectionId, assetIds } = await collection(here)
      return { collectionId, assetIds }
    },
    'collections.guard': () => undefined,
    'collections.setGuard': async ({ account: here }) => ({ isOn: !(await accountOf(here)).guards_collections }),
    'collectionGrants.list': async (here) => ({ collectionId: (await collection(here)).collectionId }),
    'collectionGrants.suggest': async (here) => ({ collectionId: (await collection(here)).collectionId, text: '' }),
    'collectionGrants.give': async (here) => ({
      collectionId: (await collection(here)).collectionId,
      memberIds: [(await here.account.member(fresh('Granted'), 'library_restricted')).memberId],
      level: 'view',
    }),
    'collectionGrants.change': async (here) => {
      const { collectionId, grantId } = await collection(here)
      return { collectionId, grantId, level: 'manage', endsAt: null }
    },
    'collectionGrants.revoke': async (here) => {
      const { collectionId, grantId } = await collection(here)
      return { collectionId, grantIds: [grantId] }
    },
    'accessOf.member': async (here) => ({ memberId: (await holder(here)).memberId }),
    'accessOf.searchMember': async (here) => ({ memberId: (await holder(here)).memberId, name: 'a' }),
    'accessOf.group': async (here) => ({ groupId: (await group(here)).groupId }),
    'accessOf.searchGroup': async (here) => ({ groupId: (await group(here)).groupId, name: 'a' }),
    'accessOf.explain': async (here) => ({
      assetId: await folder(here),
      memberId: (await here.account.member(fresh('Restricted'), 'library_restricted')).memberId,
    }),
    'accessOf.explainMine': async (here) => ({ assetId: await folder(here) }),
    'myAccess.list': () => undefined,
    'myAccess.owned': () => undefined,
    'myAccess.withoutGrant': ownGrant,
    'myAccess.withoutGroup': ownGroup,
    'myAccess.withoutOwning': owned,
    'myAccess.giveUpGrant': ownGrant,
    'myAccess.leaveGroup': ownGroup,
    'myAccess.disown': owned,
    'myAccess.withoutOwningCollection': ownedCollection,
    'myAccess.disownCollection': ownedCollection,
    'groups.list': () => undefined,
    'groups.see': async (here) => ({ groupId: (await group(here)).groupId }),
    'groups.create': () => ({ name: fresh('Agency') }),
    'exports.ask': () => ({ file: 'world' }),
    'accounts.whatGoes': () => undefined,
    'accounts.delete': async ({ account: here, me }) => {
      await plantExport(db, me, 'world')
      return { name: (await accountOf(here)).name }
    },
    // What is to be restored the walk itself has deleted.
    'accounts.restore': () => undefined,
    'settings.see': () => undefined,
    'settings.rename': () => ({ name: fresh('Acme') }),
    'settings.setTimeZone': async ({ account: here }) => ({
      timeZone: (await accountOf(here)).time_zone === 'UTC' ? 'Asia/Kathmandu' : 'UTC',
    }),
    'settings.setLogo': async () => ({ picture: await logo() }),
    'settings.removeLogo': async ({ account: { id } }) => {
      const webp = Buffer.from(await logo('webp'), 'base64')
      const taken = (c: OnConflictBuilder<DB, 'account_logo'>) => c.column('account_id').doUpdateSet({ webp })
      await db.insertInto('account_logo').values({ account_id: id, webp }).onConflict(taken).execute()
    },
    'settings.sharing': () => undefined,
    'settings.setPicker': async ({ account: here }) => ({
      picker: (await accountOf(here)).picker === 'everyone' ? 'own_groups' : 'everyone',
    }),
    'settings.setShareEnd': async ({ account: here }) => ({ shareDays: ((await accountOf(here)).share_days ?? 0) + 1 }),
    'keys.list': () => undefined,
    'keys.create': () => ({ name: fresh('Website'), scopes: { files: 'read' } }),
    'keys.change': async ({ account: { id } }) => ({
      keyId: (await plantKey(db, id)).keyId,
      name: fresh('Shop'),
      scopes: null,
    }),
    'keys.roll': async ({ account: { id } }) => ({ keyId: (await plantKey(db, id)).keyId, oldWorks: '1h' }),
    'keys.disable': async ({ account: { id } }) => ({ keyId: (await plantKey(db, id)).keyId }),
    'keys.enable': async ({ account: { id } }) => ({
      keyId: (await plantKey(db, id, { disabledAt: new Date() })).keyId,
    }),
    'keys.delete': async ({ account: { id } }) => ({ keyId: (await plantKey(db, id)).keyId }),
    'viewAs.startMember': async (here) => ({ memberId: (await somebody(here)).memberId }),
    'viewAs.startGroup': async (here) => ({ groupId: (await group(here)).groupId }),
    'viewAs.stop': async (here) => ({ viewingId: await plantViewing(db, here.account, here.me, await somebody(here)) }),
    'groups.rename': async (here) => ({ groupId: (await group(here)).groupId, name: fresh('Renamed') }),
    'groups.delete': async (here) => ({ groupId: (await group(here)).groupId }),
    'groups.addMembers': async (here) => ({
      groupId: (await group(here)).groupId,
      memberIds: [(await here.account.member(fresh('Restricted'), 'library_restricted')).memberId],
    }),
    'groups.removeMembers': group,
    'library.list': async (here) => ({ folderId: await folder(here) }),
    'library.see': async (here) => ({ assetIds: [await file(here), await folder(here)] }),
    'library.history': async (here) => ({ assetId: await file(here) }),
    'library.createFolder': async (here) => ({ folderId: await folder(here), name: fresh('Folder') }),
    'library.createFolders': async (here) => ({ folderId: await folder(here), paths: [[fresh('Folder'), 'Inside']] }),
    'library.rename': async (here) => ({ assetId: await folder(here), name: fresh('Renamed') }),
    'library.move': async (here) => ({ assetIds: [await folder(here)], destinationId: await folder(here) }),
    'library.copy': async (here) => ({ assetIds: [await file(here)], destinationId: await folder(here) }),
    'copies.list': () => undefined,
    'copies.cancel': async (here) => ({ copyId: await plantCopy(here) }),
    'copies.clear': async (here) => ({ copyIds: [await plantCopy(here)] }),
    'library.delete': async (here) => ({ assetIds: [await folder(here)] }),
    'library.trash': () => ({}),
    'library.purge': async (here) => ({ trashedIds: [await trashed(here)] }),
    'library.restore': async (here) => ({ trashedId: await trashed(here), destinationId: await folder(here) }),
    'uploads.begin': async (here) => ({ folderId: await folder(here), name: fresh('File'), size: 5 }),
    'uploads.beginVersion': async (here) => ({ assetId: await file(here), size: 5 }),
    'uploads.list': () => undefined,
    'uploads.retarget': async (here) => ({ folderId: await folder(here), uploadId: await upload(here) }),
    'uploads.cancel': async (here) => ({ uploadId: await upload(here) }),
    'uploads.finish': async (here) => ({ uploadId: await upload(here) }),
    'versions.list': async (here) => ({ assetId: await file(here) }),
    'versions.restore': withVersion,
    'versions.delete': withVersion,
    'tags.list': async (here) => ({ assetIds: [await file(here)] }),
    'tags.suggest': () => ({ typed: 'su' }),
    'tags.change': async (here) => ({ assetIds: [await file(here)], add: ['summer'] }),
    'search.assets': async (here) => ({ folderId: await folder(here), name: 'file' }),
    'zips.prepare': async (here) => ({ assetIds: [await file(here)] }),
    'zips.prepareCollection': async (here) => ({ collectionId: (await collection(here, true)).collectionId }),
    'zips.list': () => undefined,
    'alerts.list': () => undefined,
    'alerts.create': async ({ account: here }) => {
      // Their number is limited, and so many samples are made in one account.
      await db.deleteFrom('alert').where('account_id', '=', here.id).execute()
      return { what: 'downloads', wanted: (serial += 1) }
    },
    'alerts.change': async (here) => ({ alertId: await alert(here), what: 'uploads', wanted: (serial += 1) }),
    'alerts.delete': async (here) => ({ alertId: await alert(here) }),
    'usage.days': () => ({}),
    'usage.storage': () => ({}),
    'usage.by': async (here) => ({ by: 'folders', inside: await folder(here) }),
    'log.list': () => ({}),
    '/api/health': () => ({}),
    '/api/:account/usage.csv': () => ({}),
    '/api/:account/storage.csv': () => ({}),
    '/api/:account/usage/:by': () => ({ by: 'people' }),
    '/api/openapi.json': () => ({}),
    '/api/:account/log.csv': () => ({}),
    '/api/:account/grants.csv': () => ({}),
    '/api/:account/export/:file': async (here) => {
      await plantExport(db, here.me)
      return { file: 'people' }
    },
    '/api/:account/uploads/:uploadId': async (here) => ({ uploadId: await upload(here) }),
    'PATCH /api/:account/uploads/:uploadId': async (here) => ({ uploadId: await upload(here) }),
    'PUT /api/:account/uploads/:uploadId': async (here) => ({
      uploadId: crypto.randomUUID(),
      folderId: await folder(here),
      name: fresh('File'),
      size: 5,
    }),
    '/api/:account/zips/:zipId': async (here) => ({ zipId: await plantZip(here, await file(here)) }),
    '/api/:account/files/:assetId/original': async (here) => ({ assetId: await file(here) }),
    '/api/:account/files/:assetId/thumbnail': async (here) => {
      const assetId = await file(here)
      await plantPicture(db, assetId)
      return { assetId }
    },
  }
}
