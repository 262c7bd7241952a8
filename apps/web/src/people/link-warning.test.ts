// When an administrator is told that a link will not serve whom it is for.
import { expect, it } from 'vitest'
import { linkWarning } from './link-warning.ts'

it('says that a link to this machine opens nowhere else', () => {
  for (const url of ['http://localhost:3000', 'https://localhost', 'http://127.0.0.1:3000', 'http://[::1]:3000'])
    expect(linkWarning(url)).toContain('this machine alone')
})
it('says that a link without encryption shows passwords on the way', () => {
  expect(linkWarning('http://usher.acme.test')).toContain('not encrypted')
})
it('says nothing of an https address', () => {
  expect(linkWarning('https://usher.acme.test')).toBeNull()
})
