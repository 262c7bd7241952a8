// How mails leave: one sender, one recipient, headers that nobody's words get into; without a mail server, files.
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MailId } from '@usher/domain'
import { startSink, type SmtpSink } from '../testing/smtp-sink.ts'
import type { Letter } from './letter.ts'
import { mailer, MailNotSent, type MailConfig } from './transport.ts'

const letter: Letter = {
  subject: 'Ada Ohm invites you to Acme',
  blocks: [
    'Hello Ben,',
    { rows: [['Account', 'Acme']] },
    { button: 'Look', link: 'https://media.acme.test/accept#abc' },
    { quote: 'one\ntwo' },
    { command: 'operator requests answer 7' },
  ],
  because: 'You get this because Ada invited you.',
}
const hostile = [
  'Acme\r\nBcc: eve@evil.test',
  'Acme\nTo: eve@evil.test\n\nA body of mine',
  'Acme\r\n.\r\nRCPT TO:<eve@evil.test>',
  '"Acme" <eve@evil.test>, eve@evil.test;',
  '=?utf-8?q?Acme=0D=0ABcc:_eve@evil.test?=',
  'Acme\u2028Bcc: eve@evil.test\u202e',
  '<img src="https://evil.test/x.png"><script>alert(1)</script>',
]
const id = '01920000-0000-7000-8000-000000000001' as MailId
const at = new Date('2030-05-03T14:00:00Z')
const dataDir = mkdtempSync(join(tmpdir(), 'usher-mail-'))
let sink: SmtpSink
let config: MailConfig

beforeAll(async () => {
  sink = await startSink()
  config = {
    mailUrl: sink.url,
    mailFrom: 'Usher <usher@acme.test>',
    dataDir,
    publicUrl: 'https://media.acme.test:8443',
  }
})
afterAll(() => sink.stop())

describe('by SMTP', () => {
  it('a mail has one sender, one recipient, a Message-ID of its own and says that a program sent it', async () => {
    await mailer(config).send({ id, at, to: 'ben@acme.test', letter })
    const mail = await sink.next('ben@acme.test')
    expect(mail.recipients).toEqual(['ben@acme.test'])
    expect(mail.from?.value).toEqual([{ name: 'Usher', address: 'usher@acme.test' }])
    expect(mail.to).toMatchObject({ value: [{ name: '', address: 'ben@acme.test' }] })
    expect(mail.messageId).toBe(`<${id}@media.acme.test>`)
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.text).toContain('Account: Acme')
    expect(mail.text).toContain('Look:\nhttps://media.acme.test/accept#abc')
    expect(mail.text).toContain('> one\n> two')
    expect(mail.html).toContain('href="https://media.acme.test/accept#abc"')
    expect(mail.html).not.toMatch(/<img|<link|<script|url\(/)
  })

  it.each(hostile)('no words become a header, another recipient or markup: %j', async (words) => {
    await mailer(config).send({
      id,
      at,
      to: 'cleo@acme.test',
      letter: { subject: words, blocks: [words, { rows: [[words, words]] }, { quote: words }], because: words },
    })
    const mail = await sink.next('cleo@acme.test')
    expect(mail.recipients).toEqual(['cleo@acme.test'])
    expect([...mail.headers.keys()].sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ])
    expect(mail.to).toMatchObject({ value: [{ address: 'cleo@acme.test' }] })
    expect(mail.from?.value).toHaveLength(1)
    expect(mail.subject).not.toMatch(/[\r\n\u2028\u202e]/u)
    expect(mail.attachments).toEqual([])
    expect(mail.html).not.toMatch(/<img|<script/)
  })

  it.each([
    'dan@acme.test,eve@evil.test',
    'Dan <dan@acme.test>',
    'dan@acme.test\r\nRCPT TO:<eve@evil.test>',
    'dan@acme.test eve@evil.test',
    '',
    'dan',
  ])('what is not one address gets no mail: %j', async (to) => {
    const before = sink.mails().length
    await expect(mailer(config).send({ id, at, to, letter })).rejects.toThrow('not one e-mail address')
    expect(sink.mails()).toHaveLength(before)
  })

  it('a sender whose name has a comma in it is still one sender, and a bare address will do', async () => {
    await mailer({ ...config, mailFrom: '"Acme, Media" <usher@acme.test>' }).send({
      id,
      at,
      to: 'dan@acme.test',
      letter,
    })
    expect((await sink.next('dan@acme.test')).from?.value).toEqual([
      { name: 'Acme, Media', address: 'usher@acme.test' },
    ])
    await mailer({ ...config, mailFrom: 'usher@acme.test' }).send({ id, at, to: 'dan@acme.test', letter })
    expect((await sink.next('dan@acme.test')).from?.value).toEqual([{ name: '', address: 'usher@acme.test' }])
  })

  it('names and addresses in every script arrive as they were written', async () => {
    await mailer(config).send({
      id,
      at,
      to: 'jörg@büro.test',
      letter: { ...letter, subject: 'Jörg 映画 ✓ invites you', blocks: ['Grüße, 映画'] },
    })
    const [mail] = sink.mails().slice(-1)
    expect(mail?.recipients).toHaveLength(1)
    expect(mail?.subject).toBe('Jörg 映画 ✓ invites you')
    expect(mail?.text).toContain('Grüße, 映画')
  })

  it('what the server answered is the reason', async () => {
    sink.refuse('the box of Ben is full')
    const failed = mailer(config).send({ id, at, to: 'ben@acme.test', letter })
    await expect(failed).rejects.toBeInstanceOf(MailNotSent)
    await expect(failed).rejects.toThrow('the box of Ben is full')
    sink.refuse(null)
  })

  it('a server that is not there is a reason too', async () => {
    await expect(
      mailer({ ...config, mailUrl: 'smtp://127.0.0.1:9' }).send({ id, at, to: 'ben@acme.test', letter }),
    ).rejects.toBeInstanceOf(MailNotSent)
  })
})

describe('without a mail server', () => {
  it('a mail is a file that only the operator can read, whatever the umask', async () => {
    const before = process.umask(0)
    try {
      await mailer({ ...config, mailUrl: null }).send({ id, at, to: 'ben@acme.test', letter })
      await mailer({ ...config, mailUrl: null }).send({ id, at, to: 'ben@acme.test', letter })
    } finally {
      process.umask(before)
    }
    const folder = join(dataDir, 'mail')
    expect(readdirSync(folder)).toEqual([`20300503T140000Z-${id}.eml`])
    const file = join(folder, `20300503T140000Z-${id}.eml`)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const mail = await simpleParser(readFileSync(file))
    expect(mail.to).toMatchObject({ value: [{ address: 'ben@acme.test' }] })
    expect(mail.messageId).toBe(`<${id}@media.acme.test>`)
    expect(mail.text).toContain('https://media.acme.test/accept#abc')
  })

  it('a folder that cannot be written to is a reason', async () => {
    await expect(
      mailer({ ...config, mailUrl: null, dataDir: '/dev/null/data' }).send({ id, at, to: 'ben@acme.test', letter }),
    ).rejects.toBeInstanceOf(MailNotSent)
  })
})
