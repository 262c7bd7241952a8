// The code an error carries (`ENOENT` of the system, `28P01` of PostgreSQL), so that a catch can decide by it.
// Anything may be thrown in JavaScript; this is the one place that looks into the unknown.

/** The `code` of an error, or null when it has none. Takes anything that was caught; throws nothing. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** What an error says, in one line of text. Takes anything that was caught; throws nothing. */
export function errorText(error: unknown): string {
  // A host name with several addresses fails with an AggregateError whose own message is empty.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(errorText).join('; ')
  return error instanceof Error ? error.message : String(error)
}
