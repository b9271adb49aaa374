/** The name of the constraint that a statement broke, as the migrations name it; empty for any other error (PostgreSQL, error field `n`). */
export const constraintOf = (error: unknown): string =>
  error instanceof Error && 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : ''
