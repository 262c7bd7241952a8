// What people paste and what their spreadsheets write, read as lists of people to invite.
import { describe, expect, it } from 'vitest'
import { inviteAtOnce } from '@usher/domain'
import { readCsv, readFileText, readPasted, type InviteeLine } from './read-invitees.ts'

const brief = (lines: readonly InviteeLine[]) =>
  lines.map((l) => (l.wrong ? `${l.line}: ${l.email} ✗` : l.name ? `${l.name} <${l.email}>` : l.email))
const wrongIn = (lines: readonly InviteeLine[]) => lines.filter((l) => l.wrong).map((l) => `${l.line}: ${l.wrong}`)

describe('pasting', () => {
  it('takes commas, semicolons, line breaks and blanks between addresses', () => {
    expect(brief(readPasted('ada@acme.test, ben@acme.test;cleo@acme.test\r\ndan@acme.test eve@acme.test\n\n'))).toEqual(
      ['ada@acme.test', 'ben@acme.test', 'cleo@acme.test', 'dan@acme.test', 'eve@acme.test'],
    )
  })

  it('takes names as mail programs write them, with a comma inside quotation marks', () => {
    expect(
      brief(
        readPasted('Ada Ohm <ada@acme.test>, "Berg, Ben" <ben@acme.test>; <cleo@acme.test>\nDan Dahl dan@acme.test'),
      ),
    ).toEqual(['Ada Ohm <ada@acme.test>', 'Berg, Ben <ben@acme.test>', 'cleo@acme.test', 'Dan Dahl <dan@acme.test>'])
  })

  it('keeps a quotation mark that never closes to its own line', () => {
    expect(brief(readPasted('"Ada <ada@acme.test>\nben@acme.test, cleo@acme.test'))).toEqual([
      '"Ada <ada@acme.test>',
      'ben@acme.test',
      'cleo@acme.test',
    ])
  })

  it('says of each line what is wrong with it and loses none', () => {
    const lines = readPasted('ada@acme.test\nben@\nnobody\nADA@acme.test')
    expect(brief(lines)).toEqual(['ada@acme.test', '2: ben@ ✗', '3: nobody ✗', '4: ADA@acme.test ✗'])
    expect(wrongIn(lines)).toEqual([
      '2: The part after @ is not a domain. It looks like example.com.',
      '3: This is not an e-mail address. It looks like name@example.com.',
      '4: The same address as in line 1. It is taken once.',
    ])
  })

  it('takes international addresses, and refuses invisible characters', () => {
    const lines = readPasted('zoë@bücher.example\nev\u202eil@acme.test')
    expect(brief(lines)).toEqual(['zoë@bücher.example', '2: ev\u202eil@acme.test ✗'])
  })

  it('takes cells copied from a sheet', () => {
    expect(brief(readPasted('Ada Ohm\tada@acme.test\nBen Berg\tben@acme.test'))).toEqual([
      'Ada Ohm <ada@acme.test>',
      'Ben Berg <ben@acme.test>',
    ])
  })

  it('is empty where nothing was typed', () => {
    expect(readPasted(' \n ,; \n')).toEqual([])
  })

  it('stops at what the server takes at once, and says so of the rest', () => {
    const lines = readPasted(Array.from({ length: inviteAtOnce + 2 }, (_, n) => `person${n}@acme.test`).join('\n'))
    expect(lines.filter((l) => !l.wrong)).toHaveLength(inviteAtOnce)
    expect(wrongIn(lines)).toEqual([
      '101: At most 100 people can be added at once. Add this one in a second go.',
      '102: At most 100 people can be added at once. Add this one in a second go.',
    ])
  })
})

describe('a CSV file', () => {
  it('needs no titles, and its columns come in any order', () => {
    expect(brief(readCsv('ada@acme.test,Ada Ohm\nBen Berg,ben@acme.test\ncleo@acme.test'))).toEqual([
      'Ada Ohm <ada@acme.test>',
      'Ben Berg <ben@acme.test>',
      'cleo@acme.test',
    ])
  })

  it('reads titles in any case and order, passing over other columns', () => {
    expect(brief(readCsv('Department,NAME,E-Mail\nSales,Ada Ohm,ada@acme.test\n,,ben@acme.test'))).toEqual([
      'Ada Ohm <ada@acme.test>',
      'ben@acme.test',
    ])
  })

  it('joins first and last names', () => {
    expect(brief(readCsv('Last name;First name;Email address\nOhm;Ada;ada@acme.test'))).toEqual([
      'Ada Ohm <ada@acme.test>',
    ])
  })

  it('takes the byte order mark, semicolons and quotation marks that Excel writes', () => {
    expect(brief(readCsv('\ufeffemail;name\r\n"ada@acme.test";"Ohm; ""Ada"""\r\n'))).toEqual([
      'Ohm; "Ada" <ada@acme.test>',
    ])
  })

  it('counts lines as the file does, titles and empty lines included', () => {
    expect(wrongIn(readCsv('email,name\n\nada@acme.test,Ada\nnobody,Ben\n'))).toEqual([
      '4: This is not an e-mail address. It looks like name@example.com.',
    ])
  })

  it('says so where a name is not one', () => {
    expect(wrongIn(readCsv(`email,name\nada@acme.test,${'a'.repeat(101)}`))).toEqual([
      '2: This name is longer than 100 characters. Shorten it.',
    ])
  })

  it('says so where quotation marks do not match', () => {
    expect(wrongIn(readCsv('email,name\nada@acme.test,Ada\nben@acme.test,"Ben'))).toEqual([
      '3: The quotation marks of this line do not match. Check it.',
    ])
  })

  it('says of a line without an address that it has none', () => {
    expect(wrongIn(readCsv('email,name\n,Ada Ohm'))).toEqual(['2: Type an e-mail address.'])
  })
})

describe('the bytes of a file', () => {
  const read = (bytes: number[]) => readFileText(Uint8Array.from(bytes))

  it('are UTF-8, or what Excel on Windows writes', () => {
    expect(read([0x7a, 0x6f, 0xc3, 0xab])).toEqual({ ok: true, value: 'zoë' })
    expect(read([0x7a, 0x6f, 0xeb])).toEqual({ ok: true, value: 'zoë' })
  })

  it('are UTF-16 where they say so', () => {
    expect(read([0xff, 0xfe, 0x7a, 0, 0xeb, 0])).toEqual({ ok: true, value: 'zë' })
  })

  it('of a workbook are refused with the way to a CSV file', () => {
    expect(read([0x50, 0x4b, 3, 4, 0, 0])).toEqual({
      ok: false,
      wrong: 'This is not a CSV file. Save the sheet as CSV and try again.',
    })
  })
})
