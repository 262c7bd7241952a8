// The installation's secret in tests, and the keys made of it.
import { keyFor } from '../audit/chain.ts'

export const testKey = 'a key for tests that is long enough to be one'
export const auditKey = keyFor(testKey, 'audit')
export const deviceKey = keyFor(testKey, 'device')
