// A type written out in full: what the compiler says of `writtenOut<T>()` in a declaration names nothing of what T is made of. It writes
// a name where it can reach one, and what stands in the source where a property comes from there: so that nothing here is exported,
// unions are put together anew, and so are objects, of properties that come from nowhere.

/** As it travels as JSON: ids are text, and what is an object is written with all that is in it. */
type Plain<T> = unknown extends T ? unknown : Back<Forth<T>>
/** Each word gets something behind it, which `Back` takes away: a union that changes in no member would keep its name. */
type Forth<T> = T extends string
  ? keyof T extends keyof string
    ? `${T}~`
    : `${string}~`
  : T extends number | boolean | null | undefined | void
    ? T
    : T extends readonly (infer Each)[]
      ? Plain<Each>[]
      : string extends keyof T
        ? { [name: string]: Plain<T[string & keyof T]> }
        : Whole<{ [K in Needed<T>]: Plain<T[K]> } & { [K in Exclude<keyof T, Needed<T>>]?: Plain<T[K]> }>
type Back<T> = T extends `${infer Word}~` ? Word : T
type Needed<T> = keyof T extends infer K extends keyof T
  ? K extends K
    ? {} extends Pick<T, K>
      ? never
      : K
    : never
  : never
type Whole<T> = { [K in keyof T]: T[K] }

/** For its type alone; there is nothing to call. */
export declare function writtenOut<T>(): Plain<T>
