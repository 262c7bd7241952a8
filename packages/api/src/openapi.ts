// What programs may call, as an OpenAPI document: docs/openapi.json, which scripts/openapi.ts makes of the register and the types.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { anyone } from './trpc.ts'

const document = join(import.meta.dirname, '../../../docs/openapi.json')

export const openApi = anyone('what programs may call: the same for everybody, and nothing of any account').route(
  '/api/openapi.json',
  async ({ res }) => {
    res.type('json').send(await readFile(document))
  },
)
