// After the sign-in one comes back to a page of our own, and to nothing else.
import { expect, it } from 'vitest'
import { ownPage } from './in-address.ts'

const origin = 'https://usher.example'

it.each(['/a/acme/people?q=ben', '/accept#secret', '/'])('the page that was asked for is come back to: %s', (from) => {
  expect(ownPage(from, origin)).toBe(from)
})

it.each([
  'https://evil.example/a/acme',
  '//evil.example/a/acme',
  '/\\evil.example/a/acme',
  '/\t/evil.example',
  'javascript:alert(1)',
  'evil',
  null,
])('a page elsewhere is not come back to: %s', (from) => {
  expect(ownPage(from, origin)).toBe('/')
})
