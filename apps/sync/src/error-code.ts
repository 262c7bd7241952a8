// The code that an error carries: `ENOENT` of the system, `ECONNREFUSED` of the network.

/** Null where it has none. Takes anything that was caught. */
export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
