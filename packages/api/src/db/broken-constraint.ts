// Which rule of the database a statement broke, by the name that its migration gave it.

/** Did it fail because of that constraint, or unique index? */
export const broke = (error: unknown, constraint: string): boolean =>
  typeof error === 'object' && error !== null && 'constraint' in error && error.constraint === constraint
