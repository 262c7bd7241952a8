// A password goes to a mail server over an encrypted line, or not at all; real servers with and without STARTTLS.
import { once } from 'node:events'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, expect, it } from 'vitest'
import type { MailId } from '@usher/domain'
import { mailer, MailNotSent } from './transport.ts'

/** What came over the line: each password with whether it was encrypted, and how many mails were taken. */
interface Heard {
  passwords: { password: string; encrypted: boolean }[]
  mails: number
}
const withoutStarttls: SMTPServerOptions = { disabledCommands: ['STARTTLS'] }

/** A server that takes anybody's password, encrypted or not; its certificate is one to try things with. */
async function startServer(options: SMTPServerOptions): Promise<{ port: number; heard: Heard }> {
  const heard: Heard = { passwords: [], mails: 0 }
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    allowInsecureAuth: true,
    ...options,
    onAuth({ password }, { secure }, callback) {
      heard.passwords.push({ password: password ?? '', encrypted: secure })
      callback(null, { user: 'usher' })
    },
    onData(stream, _session, callback) {
      stream.on('end', () => {
        heard.mails += 1
        callback(null)
      })
      stream.resume()
    },
  })
  server.on('error', () => {}) // a client that breaks off is its own trouble
  const listening = server.listen(0, '0.0.0.0')
  await once(listening, 'listening')
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = listening.address()
  if (typeof address !== 'object' || !address) throw new Error('a server that listens has a port')
  return { port: address.port, heard }
}

const send = (mailUrl: string) =>
  mailer({ mailUrl, mailFrom: 'usher@acme.test', dataDir: '/dev/null', publicUrl: 'https://media.acme.test' }).send({
    id: '01920000-0000-7000-8000-000000000001' as MailId,
    at: new Date('2030-05-03T14:00:00Z'),
    to: 'ben@acme.test',
    letter: { subject: 'Hello', blocks: ['Hello Ben,'], because: 'You get this because Ada invited you.' },
  })
// 0.0.0.0 leads here and is none of the names that mean "this machine", as for a server elsewhere.
const elsewhere = '0.0.0.0'
const anyCertificate = 'tls.rejectUnauthorized=false'

it('where STARTTLS is offered, the password goes over the encrypted line', async () => {
  const { port, heard } = await startServer({})
  await send(`smtp://usher:torch@${elsewhere}:${port}?${anyCertificate}`)
  expect(heard).toEqual({ passwords: [{ password: 'torch', encrypted: true }], mails: 1 })
})
it('where somebody on the way hides the offer, STARTTLS is asked for all the same', async () => {
  const { port, heard } = await startServer({ hideSTARTTLS: true })
  await send(`smtp://usher:torch@${elsewhere}:${port}?${anyCertificate}`)
  expect(heard).toEqual({ passwords: [{ password: 'torch', encrypted: true }], mails: 1 })
})
it('where STARTTLS is not offered, nothing is sent, and the reason says what to write', async () => {
  const { port, heard } = await startServer(withoutStarttls)
  const sending = send(`smtp://usher:torch@${elsewhere}:${port}`)
  await expect(sending).rejects.toBeInstanceOf(MailNotSent)
  await expect(sending).rejects.toThrow(
    `The mail server at ${elsewhere} offers no STARTTLS, and a password is not sent in clear. ` +
      'Write smtps:// in MAIL_URL, or end it in ?requireTLS=false where nobody can listen in.',
  )
  expect(heard).toEqual({ passwords: [], mails: 0 })
})
it('a certificate that is not to be believed is not believed: nothing is sent', async () => {
  const { port, heard } = await startServer({})
  const sending = send(`smtp://usher:torch@${elsewhere}:${port}`)
  await expect(sending).rejects.toBeInstanceOf(MailNotSent)
  await expect(sending).rejects.toThrow('certificate')
  expect(heard).toEqual({ passwords: [], mails: 0 })
})

const inClear = { passwords: [{ password: 'torch', encrypted: false }], mails: 1 }
it.each([
  ['on this machine', 'usher:torch@127.0.0.1', '', inClear],
  ['where MAIL_URL says so', `usher:torch@${elsewhere}`, '?requireTLS=false', inClear],
  ['without a password', elsewhere, '', { passwords: [], mails: 1 }],
])('a mail goes in clear to a server without STARTTLS %s', async (_, host, query, wanted) => {
  const { port, heard } = await startServer(withoutStarttls)
  await send(`smtp://${host}:${port}${query}`)
  expect(heard).toEqual(wanted)
})
