// The types of a door: what it asks of its input, what a handler gets through it, and that a handler which writes comes
// back only through `done`. What runs behind them is in trpc.ts.
import type { TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server'
import type { Request, Response } from 'express'
import type { z } from 'zod'
import type {
  AccountId,
  AssetId,
  audit,
  AuditKind,
  CollectionId,
  CollectionOperation,
  KeyArea,
  Operation,
  Permission,
  RootOperation,
  SecretPurpose,
} from '@usher/domain'
import type { Changing, ContentWriting, RightsWriting } from './access/ours.ts'
import type { Reached } from './access/on.ts'
import type { AccountThing, Found, IdOf, OwnThing } from './access/things.ts'
import type { Effect, KindsIn, Previewed, Records, Trace } from './change.ts'
import type { Asking, Base } from './context.ts'

/** What the register knows about a procedure or a route. */
export interface Meta {
  door: 'anyone' | 'present' | 'self' | 'can' | 'on' | 'holding' | 'stranger'
  /** A row of the matrix, or the purpose of the secret. */
  needs: Permission | SecretPurpose | null
  /** What the input's ids name: looked up by the door, within the account or the person that asks. */
  finds: Readonly<Record<string, AccountThing | OwnThing | Operation>>
  because: string | null
  records: readonly AuditKind[]
  /** What an API key needs to get through it; null: no key ever does. */
  keys: KeyNeed | null
  /** Shows what a change would do, and does nothing. */
  previews: boolean
}

/** A right on an area of what programs can call (rules §6). */
export interface KeyNeed {
  area: KeyArea
  right: 'read' | 'write'
  /** What it needs on another area besides, where one call is of two. */
  and?: KeyNeed
}
/** Each of them, in turn. */
export const needsOf = ({ and, ...need }: KeyNeed): KeyNeed[] => [need, ...(and ? needsOf(and) : [])]
/** A door that API keys can be let through: only where what it asks for is nothing about people. */
export interface ForKeys<E, F extends Fields, The> {
  /** Lets keys through that have this right; the handler is to know what to do without a member. */
  forKeys(area: KeyArea, right: KeyNeed['right'], and?: KeyNeed): Door<E, F, The>
}
/** What can be looked up for a key: what it asked for itself. */
export type KeyThing = 'upload' | 'zip' | 'copy'

export type Fields = Readonly<Record<string, z.ZodType>>
type Merged<F, N> = { [K in keyof F | keyof N]: K extends keyof N ? N[K] : K extends keyof F ? F[K] : never }
type Given<F extends Fields> = keyof F extends never ? void : z.input<z.ZodObject<F>>
type Output<F extends Fields> = z.output<z.ZodObject<F>>
type New<N, F> = { [K in keyof N]: K extends keyof F ? 'the door names this field already' : N[K] }
interface AsPreviewed {
  /** The version of the rights that the preview showed; if they moved since, the change is refused. */
  asPreviewed?: number | undefined
}
type GivenToChange<E, F extends Fields, R extends Records> = E extends { accountId: AccountId }
  ? 'rights' extends ChangesOf<R>
    ? keyof F extends never
      ? AsPreviewed | void
      : Given<F> & AsPreviewed
    : Given<F>
  : Given<F>
type ChangesOf<R extends Records> = (typeof audit)[KindsIn<R>]['changes']

type Writes<E, R extends Records> = E extends { accountId: AccountId }
  ? 'rights' extends ChangesOf<R>
    ? RightsWriting
    : ContentWriting
  : unknown

declare const comeBackThroughDone: unique symbol
export interface Done<R> {
  readonly [comeBackThroughDone]: R
}
type Answered<D> = D extends Done<infer R> ? R : never

export interface Reading<E, F extends Fields, The> {
  ctx: Base & E
  input: Output<F>
  the: The
}
/** A plain HTTP route at work; `again` passes the door anew, for what takes its time, and throws when that is refused. */
export interface Serving<E, F extends Fields, The> extends Reading<E, F, The> {
  req: Request
  res: Response
  again(): Promise<Pick<Reading<E, F, The>, 'ctx' | 'the'>>
}
export interface ChangingAt<E, R extends Records, F extends Fields, The> {
  ctx: Base & E & Changing<'rights' extends ChangesOf<R> ? 'rights' : 'content'> & Writes<E, R>
  input: Output<F>
  the: The
  /** The only way back: the answer, its trace (or `nothing('why')`), and what is to happen once this is committed. */
  done<A>(result: A, trace: Trace<R>, ...effects: readonly Effect[]): Done<A>
}
type Mutation<E, F extends Fields, R extends Records, D> = TRPCMutationProcedure<{
  input: GivenToChange<E, F, R>
  output: Answered<D>
  meta: Meta
}>
type Preview<F extends Fields> = TRPCQueryProcedure<{ input: Given<F>; output: Previewed; meta: Meta }>

interface Readable<E, F extends Fields, The> {
  read<A>(
    handler: (at: Reading<E, F, The>) => Promise<A>,
  ): TRPCQueryProcedure<{ input: Given<F>; output: A; meta: Meta }>
  /** A plain HTTP route that reads (GET, HEAD). Its input comes from path and query, its account from `:account` or the header. */
  route(path: `/api/${string}`, handler: (at: Serving<E, F, The>) => Promise<void>): Route
}
/** A door that nothing can be written through. */
export interface OpenDoor<E, F extends Fields, The> extends Readable<E, F, The> {
  /** More input fields; together with the door's own they make one strict object. */
  input<N extends Fields>(fields: N & New<N, F>): OpenDoor<E, Merged<F, N>, The>
}
export interface Door<E, F extends Fields, The> extends Readable<E, F, The> {
  /** More input fields; together with the door's own they make one strict object. */
  input<N extends Fields>(fields: N & New<N, F>): Door<E, Merged<F, N>, The>
  /** What takes its time, or must stay counted when the change is undone: runs once, before the locks; `the.proved`. */
  prove<P>(proof: (at: Reading<E, F, The>) => Promise<P>): Door<E, F, The & { proved: P }>
  /** The only way to write; `.preview` on what it gives is the same handler, undone. */
  change<const R extends Records, D extends Done<unknown>>(
    records: R,
    handler: (at: ChangingAt<E, R, F, The>) => Promise<D>,
  ): Mutation<E, F, R, D> & { preview: Preview<F> }
  /** A plain HTTP route that takes bytes (PATCH) of what is not there before a change says so. */
  receive(path: `/api/${string}`, handler: (at: Serving<E, F, The>) => Promise<void>): Route
  /**
   * A plain HTTP route that takes the bytes of a whole thing (PUT) and writes: its input stands in the query as JSON (`input`), as
   * that of a procedure which reads, and JSON comes out. `take` is the proof (`prove`) that reads them: `the.proved`.
   */
  takeWhole<const R extends Records, P, D extends Done<unknown>>(
    path: `/api/${string}`,
    records: R,
    take: (at: Reading<E, F, The> & { req: Request }) => Promise<P>,
    handler: (at: ChangingAt<E, R, F, The & { proved: P }>) => Promise<D>,
  ): Route
  /** A plain HTTP route that writes: POST, JSON in, JSON out. */
  changeRoute<const R extends Records, D extends Done<unknown>>(
    path: `/api/${string}`,
    records: R,
    handler: (at: ChangingAt<E, R, F, The>) => Promise<D>,
  ): Route
}
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT'
  path: string
  meta: Meta
  input: z.ZodType
  /** Answers one request; refusals come as `{ problem, message }` with their status. */
  serve(asking: Asking, req: Request, res: Response): Promise<void>
}

export type IdField = `${string}Id` | `${string}Ids`
export type IdFields<N> = {
  [K in keyof N]: K extends `${string}Ids`
    ? z.ZodType<IdOf<Extract<N[K], AccountThing | OwnThing>>[], string[]>
    : z.ZodType<IdOf<Extract<N[K], AccountThing | OwnThing>>, string>
}
export type FoundBy<N> = {
  [
    K in keyof N as K extends `${infer One}Ids` ? `${One}s` : K extends `${infer One}Id` ? One : never
  ]: K extends `${string}Ids`
    ? Found<Extract<N[K], AccountThing | OwnThing>>[]
    : Found<Extract<N[K], AccountThing | OwnThing>>
} & {}
export type Named<N> = Exclude<keyof N, IdField> extends never ? N : 'a door names fields that end in Id or Ids'

/** The fields of the door `on`; null is the root, where the operation can be done there. */
export type OnFields<N> = {
  [K in keyof N]: K extends `${string}Ids`
    ? z.ZodType<AssetId[], string[]>
    : N[K] extends CollectionOperation
      ? z.ZodType<CollectionId, string>
      : N[K] extends RootOperation
        ? z.ZodType<AssetId | null, string | null>
        : z.ZodType<AssetId, string>
}
export type ReachedBy<N> = {
  [
    K in keyof N as K extends `${infer One}Ids` ? `${One}s` : K extends `${infer One}Id` ? One : never
  ]: K extends `${string}Ids` ? Reached<Extract<N[K], Operation>>[] : Reached<Extract<N[K], Operation>>
} & {}
