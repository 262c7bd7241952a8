// What is written after usher-sync.
import { expect, it } from 'vitest'
import { readOptions, WrongUsage } from './options.ts'

const key = { USHER_KEY: 'usher_x' }
it.each<[string, string[], Record<string, string>]>([
  ['nothing', [], key],
  ['one folder', ['.'], key],
  ['three folders', ['.', '/a', '/b'], key],
  ['a path without a slash', ['.', 'Spring'], key],
  ['a name that no folder can have', ['.', '/a\\b'], key],
  ['an option that is not there', ['--deletes', '.', '/a'], key],
  ['a key among the arguments', ['--key', 'usher_x', '.', '/a'], {}],
  ['an address that is none', ['--url', 'media', '.', '/a'], key],
  ['an address of something else', ['--url', 'ftp://media.example.org', '.', '/a'], key],
  ['no key', ['.', '/a'], {}],
  ['an empty key', ['.', '/a'], { USHER_KEY: '' }],
  ['an empty pattern', ['--exclude', '', '.', '/a'], key],
  ['a pattern that is never closed', ['--exclude', 'a[bc', '.', '/a'], key],
  ['--exclude without a pattern', ['.', '/a', '--exclude'], key],
  ['--even-empty alone', ['--even-empty', '.', '/a'], key],
])('wrong usage: %s', (_, args, env) => expect(() => readOptions(args, env)).toThrow(WrongUsage))

it('all that can be written', () => {
  const args = [
    '--delete',
    './photos',
    '/Spring shoot//Cafe\u0301/',
    '--url',
    'https://media.example.org/',
    '--even-empty',
    '--exclude',
    '*.tmp',
    '--exclude=/raw/',
    '--dry-run',
  ]
  expect(readOptions(args, key)).toEqual({
    root: './photos',
    names: ['Spring shoot', 'Caf\u00E9'],
    url: 'https://media.example.org',
    key: 'usher_x',
    deletes: true,
    evenEmpty: true,
    exclude: ['*.tmp', '/raw/'],
    dryRun: true,
  })
})
it('what is not written', () => {
  expect(readOptions(['.', '/'], key)).toMatchObject({
    names: [],
    url: 'http://localhost:3000',
    deletes: false,
    exclude: [],
    dryRun: false,
  })
  expect(readOptions(['.', '/'], { ...key, USHER_URL: 'http://a.test' })).toMatchObject({ url: 'http://a.test' })
  expect(readOptions(['--help'], {})).toBeNull()
})
