// The doors. The only file that sees initTRPC: what leaves it has declared what it requires and, where it writes, what
// it records. A door is checked before the handler runs; for a change once more inside the locks (change.ts).
import { initTRPC, TRPCError } from '@trpc/server'
import type { Request, Response } from 'express'
import { z } from 'zod'
import {
  operations,
  Problem,
  type Actor,
  type KeyArea,
  type KeyOperation,
  type KeyPermission,
  type Operation,
  type Permission,
  type SecretPurpose,
  type SessionId,
  type UserId,
} from '@usher/domain'
import { idFields } from './access/id-fields.ts'
import { findAllowed } from './access/on.ts'
import { accountThings, findThings, ownThings, type AccountThing, type OwnThing } from './access/things.ts'
import { recordRefusal } from './audit/refusals.ts'
import {
  asBusy,
  changesRights,
  kindsOf,
  pass,
  runChange,
  runPreview,
  type AnyHandler,
  type Doorway,
  type Records,
} from './change.ts'
import type { Asking, Base, Who } from './context.ts'
import { whole } from './db/connect.ts'
import type {
  Door,
  Fields,
  ForKeys,
  FoundBy,
  IdField,
  IdFields,
  KeyNeed,
  KeyThing,
  Meta,
  Named,
  OnFields,
  OpenDoor,
  ReachedBy,
  Reading,
  Route,
} from './door-types.ts'
import { entering, lettingKeysIn, signedIn, type InAccountNow, type MemberOrKey } from './entering.ts'
import { problemIn, shapeOf, trpcCodes } from './refusing.ts'
import { readActing, readWho } from './session/actor.ts'
import { findSecret, type Secret } from './session/secrets.ts'
import { limitNetwork } from './session/tries.ts'
import { mustAct } from './session/viewing.ts'

const t = initTRPC
  .context<Asking>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error, ctx }) => ({
      ...shape,
      ...shapeOf(error.cause, error.code, ctx?.id ?? null, shape.data.path),
    }),
  })
export const router = t.router

const base = t.procedure.use(async ({ ctx, next, path, meta }) => {
  const result = await next()
  if (result.ok) return result
  const problem = problemIn(result.error.cause)
  if (!problem) throw result.error
  await recordRefusal(ctx, path, meta?.needs ?? null, problem)
  throw new TRPCError({ code: trpcCodes[problem.kind], cause: problem })
})

// ── what runs ────────────────────────────────────────────────────────────────────────────────────────────────────────
type Untyped = (at: never) => Promise<unknown>
/** One strict object; where nothing has to be said, saying nothing is the same as `{}`. */
function schemaOf(fields: Fields): z.ZodType<Record<string, unknown>> {
  const schema = z.strictObject(fields)
  return schema.safeParse({}).success ? schema.prefault({}) : schema
}
const previewed: Fields = { asPreviewed: z.int().nonnegative().optional() }

/** The one cast: from what runs to the type that the doors below promise. */
function door<D>(meta: Meta, doorway: Doorway, fields: Fields): D {
  const procedure = (m: Meta, f: Fields) => base.meta(m).input(schemaOf(f))
  const open = lettingKeysIn(doorway, meta)
  const changeMeta = (records: Records): Meta => ({
    ...meta,
    records: typeof records === 'string' ? [records] : records,
  })
  const changeFields = (records: Records) =>
    (meta.door === 'can' || meta.door === 'on') && changesRights(kindsOf(records))
      ? { ...fields, ...previewed }
      : fields
  const reading = (method: 'GET' | 'PATCH', path: string, handler: Untyped): Route => ({
    method,
    path,
    meta,
    input: schemaOf(fields),
    serve: (asking, req, res) =>
      refusing(asking, path, meta, res, async () => {
        const { account: _, ...params } = req.params
        const input = schemaOf(fields).parse({ ...req.query, ...params })
        const read = method === 'GET' ? readWho : readActing
        const first = await pass(read, open, asking, whole(asking.handle), input)
        // Asked again within one call, which is one call.
        const again = () => pass(read, open, asking, whole(asking.handle), input, first.the)
        await handler({ ...first, input, req, res, again } as never)
      }),
  })
  return {
    input: (more: Fields) => door(meta, doorway, { ...fields, ...more }),
    forKeys: (area: KeyArea, right: KeyNeed['right'], and?: KeyNeed) =>
      door({ ...meta, keys: { area, right, ...(and && { and }) } }, doorway, fields),
    prove: (proof: Untyped) => door(meta, { ...doorway, check: proving(doorway, proof) }, fields),
    read: (handler: Untyped) =>
      procedure(meta, fields).query(async ({ ctx: asking, input }) => {
        const { ctx, the } = await pass(readWho, open, asking, whole(asking.handle), input)
        return handler({ ctx, input, the } as never)
      }),
    change: (records: Records, handler: Untyped) =>
      Object.assign(
        procedure(changeMeta(records), changeFields(records)).mutation(({ ctx, input }) =>
          runChange(open, records, handler as AnyHandler, ctx, input),
        ),
        {
          preview: procedure({ ...meta, previews: true, keys: null }, fields).query(({ ctx, input }) =>
            runPreview(doorway, records, handler as AnyHandler, ctx, input),
          ),
        },
      ),
    route: (path: string, handler: Untyped) => reading('GET', path, handler),
    receive: (path: string, handler: Untyped) => reading('PATCH', path, handler),
    takeWhole: (path: string, records: Records, take: Untyped, handler: Untyped): Route => ({
      method: 'PUT',
      path,
      meta: changeMeta(records),
      input: schemaOf(fields),
      serve: (asking, req, res) =>
        refusing(asking, path, meta, res, async () => {
          const { account: _, ...params } = req.params
          const input = schemaOf(fields).parse({ ...saidIn(req), ...params })
          const taking = { ...open, check: proving(open, (at) => take({ ...(at as object), req } as never)) }
          res.json((await runChange(taking, records, handler as AnyHandler, asking, input)) ?? null)
        }),
    }),
    changeRoute: (path: string, records: Records, handler: Untyped): Route => ({
      method: 'POST',
      path,
      meta: changeMeta(records),
      input: schemaOf(changeFields(records)),
      serve: (asking, req, res) =>
        refusing(asking, path, meta, res, async () => {
          const { account: _, ...params } = req.params
          const input = schemaOf(changeFields(records)).parse({ ...(req.body as object), ...params })
          res.json((await runChange(open, records, handler as AnyHandler, asking, input)) ?? null)
        }),
    }),
  } as D
}

/** The JSON in the query, as a procedure that reads has it; what is none says nothing. */
function saidIn({ query: { input } }: Request): object {
  try {
    return typeof input === 'string' ? (Object(JSON.parse(input)) as object) : {}
  } catch {
    return {}
  }
}

const proving =
  (doorway: Doorway, proof: Untyped): Doorway['check'] =>
  async (ctx, input, inside) => {
    const the = await doorway.check(ctx, input, inside)
    return { ...the, proved: inside && 'proved' in inside ? inside.proved : await proof({ ctx, input, the } as never) }
  }

async function refusing(
  asking: Asking,
  path: string,
  meta: Meta,
  res: Response,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const problem = problemIn(asBusy(error))
    if (!problem) throw error
    await recordRefusal(asking, path, meta.needs, problem)
    const { message, data } = shapeOf(problem, trpcCodes[problem.kind], asking.id, path)
    res.status(data.httpStatus).json({ message, problem: data.problem, requestId: asking.id })
  }
}

// ── the doors ────────────────────────────────────────────────────────────────────────────────────────────────────────
const plain = { needs: null, finds: {}, because: null, records: [], keys: null, previews: false } as const
const nothingMore = async () => ({})

/** Open to everyone; says why. Reads only: nobody's account, so nothing to change. */
export const anyone = (because: string) =>
  door<OpenDoor<{ actor: Actor }, {}, {}>>(
    { ...plain, door: 'anyone', because },
    { enter: ({ actor }) => ({ actor }), check: nothingMore },
    {},
  )

/** A row of the matrix: role, plan, not dormant, and entered; with ids, of things of this account. */
export function can<const P extends Permission, const N extends Readonly<Record<IdField, AccountThing>> = {}>(
  permission: P,
  finds?: N & Named<N>,
) {
  const named: Readonly<Record<string, AccountThing>> = finds ?? {}
  return door<
    Door<InAccountNow, IdFields<N>, FoundBy<N>> &
      ([P, N[keyof N]] extends [KeyPermission, KeyThing] ? ForKeys<MemberOrKey, IdFields<N>, FoundBy<N>> : unknown)
  >(
    { ...plain, door: 'can', needs: permission, finds: named },
    { enter: entering(permission), check: (ctx, input) => findThings(accountThings, named, ctx, input) },
    idFields(Object.keys(named)),
  )
}

/**
 * An operation on the files and folders that the input names: `on({ assetIds: 'asset.move', destinationId:
 * 'folder.moveInto' })`. All ids are looked up at once; invisible → not found, too low → with the level that is needed.
 */
export function on<const N extends Readonly<Record<IdField, Operation>>>(needs: N & Named<N>) {
  const named = needs as Readonly<Record<string, Operation>> // its fields are ids, which the signature says
  return door<
    Door<InAccountNow, OnFields<N>, ReachedBy<N>> &
      ([N[keyof N]] extends [KeyOperation] ? ForKeys<MemberOrKey, OnFields<N>, ReachedBy<N>> : unknown)
  >(
    { ...plain, door: 'on', finds: named },
    {
      enter: entering('library.browse'),
      check: (ctx, input) => findAllowed(ctx as Base & InAccountNow, named, input), // as `entering` made it
    },
    idFields(Object.keys(named), (field) => named[field] !== undefined && operations[named[field]].atRoot),
  )
}

type OfUserNow = { actor: Actor; userId: UserId; sessionId: SessionId; passwordAt: Date }
const signedInNow = (who: Who): OfUserNow => ({
  actor: who.actor,
  ...signedIn(who),
  passwordAt: who.person?.passwordAt ?? new Date(0),
})
/** Signed in, to learn who one is here: open as well to whoever sees the account as somebody else. */
export const present = () =>
  door<OpenDoor<OfUserNow, {}, {}>>({ ...plain, door: 'present' }, { enter: signedInNow, check: nothingMore }, {})

/** Signed in, about oneself: profile, sessions, entering and leaving; open to those whom no account lets in. */
export function self<const N extends Readonly<Record<IdField, OwnThing>> = {}>(finds?: N & Named<N>) {
  const named: Readonly<Record<string, OwnThing>> = finds ?? {}
  return door<Door<OfUserNow, IdFields<N>, FoundBy<N>>>(
    { ...plain, door: 'self', finds: named },
    {
      enter: (who) => signedInNow(mustAct(who)),
      check: (ctx, input) => findThings(ownThings, named, ctx, input),
    },
    idFields(Object.keys(named)),
  )
}

/** Whoever is a person, or nobody yet: what they do is not done by a key that they send along. */
function noProgram({ actor }: Who): { actor: Actor } {
  if (actor.kind === 'key') throw new Problem('not_for_keys')
  return { actor }
}
function alone({ asking }: Base): void {
  if (asking.calls > 1) throw new Problem('not_in_batch')
}

/** Holds a one-time secret that names an account or a person. Spent by success, once; reading does not spend it. */
export const holding = <P extends SecretPurpose>(...purposes: readonly [P, ...P[]]) =>
  door<
    Door<
      { actor: Actor },
      { token: z.ZodType<string, string> },
      { secret: Secret<P> } & Partial<Pick<Secret<P>, 'accountId' | 'userId'>>
    >
  >(
    { ...plain, door: 'holding', needs: purposes[0], because: `holds a secret link: ${purposes.join(', ')}` },
    {
      enter: noProgram,
      async check(ctx, input, inside) {
        alone(ctx)
        if (!inside) await limitNetwork(ctx.asking, 'links', 300, 60)
        const secret = await findSecret(ctx, purposes, String(input['token']), inside !== null)
        return { secret, accountId: secret.accountId, userId: secret.userId }
      },
    },
    { token: z.string().min(1).max(200) },
  )

/** Nobody yet: what the input proves is looked at once, before the locks, and is compulsory. Gives `the.proved`. */
export const stranger = <F extends Fields, P>(
  because: string,
  fields: F,
  proof: (at: Reading<{ actor: Actor }, F, {}>) => Promise<P>,
) =>
  door<Door<{ actor: Actor }, F, { proved: P }>>(
    { ...plain, door: 'stranger', because },
    {
      enter: noProgram,
      check: proving({ enter: noProgram, check: async (ctx) => (alone(ctx), {}) }, proof as Untyped),
    },
    fields,
  )
