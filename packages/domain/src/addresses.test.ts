// What people type as addresses and names: read once, or refused with a sentence; nothing that breaks a line, a header
// or the direction of text, or that cannot be seen, gets in.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emailKey, passwordMax, passwordMin, readEmail, readName, slugOf } from './addresses.ts'

const read = (typed: string) => readEmail(typed)
const sentence = /^[A-Z].*\.$/

describe('an e-mail address is read', () => {
  const fine: [string, string][] = [
    ['ben@example.com', 'ben@example.com'],
    ['  ben@example.com\n', 'ben@example.com'],
    ["b.o'neill+usher@mail.example.co.uk", "b.o'neill+usher@mail.example.co.uk"],
    ['Ben@Example.COM', 'Ben@Example.COM'],
    ['jürgen@müller.example', 'jürgen@müller.example'],
    ['用户@例子.广告', '用户@例子.广告'],
    ['ada@xn--mnchen-3ya.example', 'ada@xn--mnchen-3ya.example'],
    ['ju\u0308rgen@example.com', 'jürgen@example.com'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
    [`a@${'b'.repeat(63)}.example`, `a@${'b'.repeat(63)}.example`],
    [
      `${'a'.repeat(64)}@${'b.'.repeat(92)}example`.slice(0, 254),
      `${'a'.repeat(64)}@${'b.'.repeat(92)}example`.slice(0, 254),
    ],
  ]
  it.each(fine)('%j', (typed, value) => {
    expect(read(typed)).toEqual({ ok: true, value })
  })
})

describe('an e-mail address is refused', () => {
  const empty = 'Type an e-mail address.'
  const notOne = 'This is not an e-mail address. It looks like name@example.com.'
  const noDomain = 'The part after @ is not a domain. It looks like example.com.'
  const invisible = 'This e-mail address contains invisible characters. Type it by hand.'
  const long = 'This e-mail address is longer than 254 characters. Check it.'
  const cases: [string, string, string][] = [
    ['nothing', '', empty],
    ['blanks alone', ' \t\n', empty],
    ['no @', 'ben.example.com', notOne],
    ['nothing before the @', '@example.com', notOne],
    ['nothing after the @', 'ben@', noDomain],
    ['two @', 'ben@evil@example.com', notOne],
    ['a blank inside', 'ben lund@example.com', notOne],
    ['a display name around it', 'Ben <ben@example.com>', notOne],
    ['quotes', '"ben lund"@example.com', notOne],
    ['two addresses at once', 'ben@example.com,eve@example.com', notOne],
    ['a list with a semicolon', 'ben@example.com;eve@example.com', notOne],
    ['a dot at an end or twice', '.ben@example.com', notOne],
    ['a dot before the @', 'ben.@example.com', notOne],
    ['two dots in a row', 'be..n@example.com', notOne],
    ['more than 64 characters before the @', `${'a'.repeat(65)}@example.com`, notOne],
    ['a domain without a dot', 'ben@localhost', noDomain],
    ['an empty label', 'ben@example..com', noDomain],
    ['a dot at the end', 'ben@example.com.', noDomain],
    ['a hyphen at the end of a label', 'ben@example-.com', noDomain],
    ['a hyphen at the beginning of a label', 'ben@-example.com', noDomain],
    ['an underscore in the domain', 'ben@exa_mple.com', noDomain],
    ['a label of 64 characters', `ben@${'b'.repeat(64)}.com`, noDomain],
    ['an address of a machine', 'ben@192.168.0.1', noDomain],
    ['a domain that ends in a number', 'ben@mail.example.99', noDomain],
    ['an address of a machine in brackets', 'ben@[192.168.0.1]', noDomain],
    ['a port', 'ben@example.com:25', noDomain],
    ['more than 254 characters', `ben@${'b.'.repeat(126)}com`, long],
    ['a whole book', `${'a'.repeat(100_000)}@example.com`, long],
    ['a second header', 'ben@example.com\r\nBcc: eve@example.com', invisible],
    ['a line break before the @', 'ben\n@example.com', invisible],
    ['a line separator', 'ben@example.com\u2028bcc', invisible],
    ['a null', 'ben\0@example.com', invisible],
    ['a zero-width space', 'be\u200bn@example.com', invisible],
    ['a zero-width joiner', 'be\u200dn@example.com', invisible],
    ['a soft hyphen', 'be\u00adn@example.com', invisible],
    ['a change of direction', 'ben\u202emoc.elpmaxe@example.com', invisible],
    ['an Arabic letter mark', 'ben\u061c@example.com', invisible],
    ['a letter that has no shape', 'ben\u3164@example.com', invisible],
    ['a variation selector', 'ben\ufe0f@example.com', invisible],
    ['half a character', 'ben\ud83d@example.com', invisible],
  ]
  it.each(cases)('%s', (_, typed, wrong) => {
    expect(read(typed)).toEqual({ ok: false, wrong })
  })
})

describe('whatever is typed', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.emailAddress(),
    fc
      .tuple(fc.emailAddress(), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }), fc.nat(60))
      .map(([address, inserted, at]) => address.slice(0, at) + inserted + address.slice(at)),
  )
  it('an accepted address has one @, no blank, no control and nothing invisible', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const found = read(typed)
        const text = found.ok ? found.value : 'nobody@example.com'
        expect(text.split('@')).toHaveLength(2)
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}"(),:;<>[\\\]]/u)
        expect(text).toBe(text.normalize('NFC'))
        expect(text.length).toBeLessThanOrEqual(254)
        expect(found.ok || sentence.test(found.wrong)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
  it('reading what was read changes nothing, and its key stays the same', () => {
    fc.assert(
      fc.property(fc.emailAddress({ size: 'small' }), (typed) => {
        const found = read(typed)
        expect(found.ok ? read(found.value) : found).toEqual(found)
        expect(emailKey(emailKey(typed))).toBe(emailKey(typed))
        expect(emailKey(typed.toUpperCase())).toBe(emailKey(typed))
      }),
    )
  })
  it('an accepted name is one line that can be seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (typed) => {
        const found = readName(typed)
        const text = found.ok ? found.value : 'Ben'
        expect(text).not.toMatch(
          /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u,
        )
        expect(text).toMatch(/[\p{L}\p{N}\p{P}\p{S}]/u)
        expect(text).toBe(text.trim().normalize('NFC'))
        expect(found.ok || sentence.test(found.wrong)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
  it('an account’s address is short, and made of small letters, figures and single hyphens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(slugOf(name)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/)
        expect(slugOf(name).length).toBeLessThanOrEqual(40)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('two addresses are one person', () => {
  it('without regard to case', () => {
    expect(emailKey('Ben@Example.COM')).toBe('ben@example.com')
    expect(emailKey('JÜRGEN@example.com')).toBe(emailKey('jürgen@example.com'))
  })
  it('however the same character was typed', () => {
    expect(emailKey('ju\u0308rgen@example.com')).toBe(emailKey('j\u00fcrgen@example.com'))
    expect(emailKey('\u212a@example.com')).toBe('k@example.com')
  })
  it('also in Greek, where a small sigma depends on its place', () => {
    expect(emailKey('ΝΊΚΟΣ.Α@example.com')).toBe(emailKey('νίκος.α@example.com'))
  })
  it('and not when only a dot or a tag makes the difference: that is for the mail server to say', () => {
    expect(emailKey('b.en@example.com')).not.toBe(emailKey('ben@example.com'))
    expect(emailKey('ben+a@example.com')).not.toBe(emailKey('ben@example.com'))
  })
})

describe('a name', () => {
  const fine = ['Ben', "Zoë O'Hara-Łuczak", '山田 太郎', 'می‌خواهم', 'Ada 👩‍💻', '葛󠄀城', 'X', 'ב', 'أحمد', '<b>Ben</b>']
  it.each(fine)('%s is fine as it is', (name) => {
    expect(readName(` ${name}\t`)).toEqual({ ok: true, value: name.normalize('NFC') })
  })
  it('has up to a hundred characters, and an emoji is one', () => {
    expect(readName('é'.repeat(100)).ok).toBe(true)
    expect(readName('e\u0301'.repeat(100)).ok).toBe(true)
    expect(readName('😀'.repeat(100)).ok).toBe(true)
    expect(readName('é'.repeat(101))).toEqual({
      ok: false,
      wrong: 'This name is longer than 100 characters. Shorten it.',
    })
    expect(readName('😀'.repeat(101)).ok).toBe(false)
  })
  const refused: [string, string][] = [
    ['a line break', 'Ben\nLund'],
    ['a second header', 'Ben\r\nBcc: eve@example.com'],
    ['a paragraph separator', 'Ben\u2029Lund'],
    ['a tab inside', 'Ben\tLund'],
    ['a change of direction', 'Ben\u202eadmin'],
    ['an isolate', 'Ben\u2067admin\u2069'],
    ['an Arabic letter mark', 'Ben\u061cadmin'],
    ['a zero-width space', 'B\u200ben'],
    ['a soft hyphen', 'B\u00aden'],
    ['a letter that has no shape', 'Ben\u3164'],
    ['hidden tags', 'Ben\u{e0041}'],
    ['a note between the lines', 'Ben\ufff9admin'],
    ['half a character', 'Ben\ud83d'],
    ['a null', 'Ben\0'],
  ]
  it.each(refused)('with %s is refused', (_, typed) => {
    expect(readName(typed)).toEqual({
      ok: false,
      wrong: 'This name contains line breaks or invisible characters. Type it by hand.',
    })
  })
  it('that nobody can see is no name', () => {
    for (const typed of ['', '   ', '\u3000', '\u200d', '\u200c\u200d', '\ufe0f'])
      expect(readName(typed)).toEqual({ ok: false, wrong: 'Type a name.' })
  })
})

describe('an account’s part of the address', () => {
  const cases: [string, string][] = [
    ['Möller & Söhne', 'moller-sohne'],
    ['Acme', 'acme'],
    ['  --Acme, Inc.--  ', 'acme-inc'],
    ['Weiß GmbH', 'weiss-gmbh'],
    ['Łódź Øresund Æther', 'lodz-oresund-aether'],
    ['Œuvre Đakovo Seyðisfjörður Þór Işık', 'oeuvre-dakovo-seydisfjordur-thor-isik'],
    ['İstanbul', 'istanbul'],
    ['Studio ４２', 'studio-42'],
    ['株式会社', ''],
    ['../../etc/passwd', 'etc-passwd'],
    [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
    ['a'.repeat(60), 'a'.repeat(40)],
  ]
  it.each(cases)('%j → %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })
})

it('a password has 10 to 256 characters', () => {
  expect([passwordMin, passwordMax]).toEqual([10, 256])
})
