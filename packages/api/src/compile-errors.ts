// What must not compile. Each case is one line, followed by what the compiler must say; compile-errors.test.ts compares.
// Left out of tsconfig.json, of lint and of the formatter.
import { sql } from 'kysely'
import { z } from 'zod'
import { nothing, Problem, type InvitationId, type MemberId, type RequestId } from '@usher/domain'
import { mine } from './access/mine.ts'
import { addOurs, changeOurs, ours, within } from './access/ours.ts'
import { moveAssets, nameAsset } from './access/tree.ts'
import { authorOf } from './audit/author.ts'
import type { Asking, Who } from './context.ts'
import { identity } from './session/identity.ts'
import { anyone, can, holding, on, present, router, self, stranger } from './trpc.ts'
import * as trpc from './trpc.ts'
declare const memberId: MemberId
declare const requestId: RequestId
declare const who: Who
declare const asking: Asking

// a door without its requirement
can() // refuses: Expected 1-2 arguments, but got 0
anyone() // refuses: Expected 1 arguments, but got 0
can('people.fly') // refuses: Argument of type '"people.fly"' is not assignable to parameter of type '"
can('people.see', { memberId: 'session' }) // refuses: Type '"session"' is not assignable to type '"accessRequest" | "alert" | "copy" | "grant" | "group" | "invitation" | "invoice" | "key" | "member" | "membership" | "ownAccessRequest" | "owned" | "ownedCollection" | "request" | "upload" | "viewing" | "zip"'
can('people.see', { member: 'member' }) // refuses: is not assignable to type '"a door names fields that end in Id or Ids"'
self({ sessionId: 'member' }) // refuses: Type '"member"' is not assignable to type '"account" | "session"'
holding() // refuses: Expected at least 1 arguments, but got 0
holding('wish') // refuses: Argument of type '"wish"' is not assignable to parameter of type 'SecretPurpose'
stranger('because', {}) // refuses: Expected 3 arguments, but got 2

// around the doors
trpc.t // refuses: Property 't' does not exist
can('people.see').query(async () => 1) // refuses: Property 'query' does not exist on type 'Door<
can('people.see').mutation(async () => 1) // refuses: Property 'mutation' does not exist on type 'Door<
anyone('because').change('user.renamed', async ({ done }) => done(1, nothing('x'))) // refuses: Property 'change' does not exist on type 'OpenDoor<
present().change('user.renamed', async ({ done }) => done(1, nothing('x'))) // refuses: Property 'change' does not exist on type 'OpenDoor<
authorOf(who, asking) // refuses: is not assignable to type 'Acting'
router({ bare: async () => 1 }) // refuses: is not assignable to type
can('people.see', { memberId: 'member' }).input({ memberId: z.string() }) // refuses: is not assignable to type '"the door names this field already"'

// keys: only where it is nothing about people, and knowing that nobody is behind them
can('people.see').forKeys('files', 'read') // refuses: Property 'forKeys' does not exist on type 'Door<
can('keys.manage').forKeys('files', 'read') // refuses: Property 'forKeys' does not exist on type 'Door<
can('library.browse', { memberId: 'member' }).forKeys('files', 'read') // refuses: Property 'forKeys' does not exist on type 'Door<
on({ assetId: 'asset.share' }).forKeys('files', 'write') // refuses: Property 'forKeys' does not exist on type 'Door<
self().forKeys('files', 'read') // refuses: Property 'forKeys' does not exist on type 'Door<
can('library.browse').forKeys('people', 'read') // refuses: Argument of type '"people"' is not assignable to parameter of type
can('library.browse').forKeys('files', 'read').read(async ({ ctx }) => ctx.userId) // refuses: Property 'userId' does not exist on type
can('library.browse').forKeys('files', 'read').read(async ({ ctx }) => ctx.actor.memberId satisfies MemberId) // refuses: Type 'MemberId | null' does not satisfy the expected type 'MemberId'

// the database without saying whose
can('people.see').read(async ({ ctx }) => ctx.handle.selectFrom('member')) // refuses: Property 'selectFrom' does not exist on type 'Handle'
can('people.see').read(async ({ ctx }) => sql`delete from member`.execute(ctx.handle)) // refuses: Property 'getExecutor' is missing in type 'Handle' but required in type 'QueryExecutorProvider'
self().read(async ({ ctx }) => ours(ctx, 'member').selectAll().execute()) // refuses: Property 'accountId' is missing in type
anyone('because').read(async ({ ctx }) => ours(ctx, 'member').selectAll().execute()) // refuses: Property 'accountId' is missing in type
anyone('because').read(async ({ ctx }) => mine(ctx, 'session').selectAll().execute()) // refuses: Property 'userId' is missing in type
can('people.see').read(async ({ ctx }) => ours(ctx, 'user')) // refuses: Argument of type '"user"' is not assignable to parameter of type
can('people.see').read(async ({ ctx }) => ours(ctx, 'audit_entry')) // refuses: Argument of type '"audit_entry"' is not assignable to parameter of type
can('people.see').read(async ({ ctx }) => ours(ctx, 'member').innerJoin('invitation', 'invitation.invited_by', 'member.id').selectAll().execute()) // refuses: Argument of type '"invitation"' is not assignable to parameter of type
can('people.see').read(async ({ ctx }) => ours(ctx, 'member').select('member.password_hash').execute()) // refuses: Argument of type '"member.password_hash"' is not assignable to parameter of type

// a read that writes; rights without the exclusive lock
can('people.see').read(async ({ ctx }) => changeOurs(ctx, 'member', [memberId], { role: 'finance' })) // refuses: Property '[writes]' is missing in type
can('people.see').read(async ({ ctx }) => identity(ctx)) // refuses: is not assignable to parameter of type 'Base & Changing
can('people.see').change('request.made', async ({ ctx, done }) => { await changeOurs(ctx, 'member', [memberId], { role: 'finance' }); return done(1, nothing('x')) }) // refuses: is not assignable to parameter of type 'Writing<"member">'
can('people.see').change('request.made', async ({ ctx, done }) => done(await changeOurs(ctx, 'member', [requestId], {}), nothing('x'))) // refuses: is not assignable to
self().change('user.renamed', async ({ ctx, done }) => done(within(ctx, { accountId: 'a' as never }), nothing('x'))) // refuses: is not assignable to parameter of type 'InHandle & Changing<"rights">'

// another account's rows; ids of another kind
can('people.manage').change('member.suspended', async ({ ctx, done }) => { await changeOurs(ctx, 'member', [memberId], { account_id: 'a' }); return done(1, nothing('x')) }) // refuses: 'account_id' does not exist in type
can('people.manage').change('invitation.created', async ({ ctx, done }) => { await addOurs(ctx, 'invitation', { account_id: 'a' }); return done(1, nothing('x')) }) // refuses: 'account_id' does not exist in type
can('people.manage').change('member.suspended', async ({ ctx, done }) => { await changeOurs(ctx, 'member', ['m'], { status: 'suspended' }); return done(1, nothing('x')) }) // refuses: Type 'string' is not assignable to type 'MemberId'
can('people.manage', { memberId: 'member' }).change('invitation.revoked', async ({ the, done }) => done(1, { on: the.member.id, before: null, after: null })) // refuses: Type 'MemberId' is not assignable to type 'InvitationId'
can('people.see', { memberId: 'member' }).read(async ({ the }) => the.member.id satisfies InvitationId) // refuses: Type 'MemberId' does not satisfy the expected type 'InvitationId'
can('people.see', { memberIds: 'member' }).read(async ({ the }) => the.member) // refuses: Property 'member' does not exist on type

// a change without its trace, or with another's
self().change(async ({ done }) => done(1, nothing('x'))) // refuses: Expected 2 arguments, but got 1
self().change('user.renamed', async () => 1) // refuses: Type 'number' is not assignable to type 'Done<unknown>'
self().change('user.renamed', async () => ({ result: 1 })) // refuses: Property '[comeBackThroughDone]' is missing in type '{ result: number; }'
self().change('user.renamed', async ({ done }) => done(1)) // refuses: Expected at least 2 arguments, but got 1
self().change('user.renamed', async ({ done }) => done(1, nothing())) // refuses: Expected 1 arguments, but got 0
self().change('user.flown', async ({ done }) => done(1, nothing('x'))) // refuses: Argument of type '"user.flown"' is not assignable to parameter of type 'Records'
self().change('user.renamed', async ({ ctx, done }) => done(1, { on: ctx.userId, before: null, after: { role: 'finance' } })) // refuses: 'role' does not exist in type '{ name: string; }'
self().change('user.renamed', async ({ ctx, done }) => done(1, { on: ctx.userId, before: null, after: { name: 'Ada', secret: 's' } })) // refuses: 'secret' does not exist in type '{ name: string; }'
self().change(['user.renamed', 'user.signed_out'], async ({ ctx, done }) => done(1, [{ what: 'user.created', on: ctx.userId, before: null, after: null }])) // refuses: Type '"user.created"' is not assignable to type '"user.renamed" | "user.signed_out"'
self().change('user.renamed', async ({ done }) => done(1, nothing('x'), { mail: { template: 'wish', email: 'a@b.c', about: {} } })) // refuses: Type '"wish"' is not assignable to type

// refusals carry their data
void new Problem('seats_full') // refuses: Expected 2 arguments, but got 1
void new Problem('seats_full', { used: 5 }) // refuses: Property 'cap' is missing in type '{ used: number; }'
void new Problem('seats_empty') // refuses: Argument of type '"seats_empty"' is not assignable to parameter of type
on({ assetId: 'asset.fly' }) // refuses: Type '"asset.fly"' is not assignable to type
on({ asset: 'asset.see' }) // refuses: is not assignable to type '"a door names fields that end in Id or Ids"'
on({ assetId: 'asset.see' }).read(async ({ the }) => the.asset.parent.name) // refuses: Property 'parent' does not exist on type 'VisibleAsset'
on({ folderId: 'folder.open' }).read(async ({ the }) => the.folder.name) // refuses: 'the.folder' is possibly 'null'
on({ assetId: 'asset.rename' }).change('asset.renamed', async ({ ctx, the, done }) => done(await moveAssets(ctx, [the.asset.id], null), nothing('x'))) // refuses: is not assignable to parameter of type 'Rights'
on({ assetId: 'asset.see' }).read(async ({ ctx, the }) => nameAsset(ctx, the.asset.id, 'x')) // refuses: is not assignable to parameter of type 'Content'
can('library.browse').read(async ({ ctx }) => ours(ctx, 'asset')) // refuses: Argument of type '"asset"' is not assignable to parameter of type
