// What the database knows of a token or a secret of 256 random bits: too many to be guessed, so that a plain hash keeps it.
import { createHash } from 'node:crypto'

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
