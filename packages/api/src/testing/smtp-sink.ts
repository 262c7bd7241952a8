// A real SMTP server in this process that keeps what it is sent: tests read mails as the people they went to do.
// Told to refuse, it refuses as a mail server would, until it is told otherwise.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface SunkMail extends ParsedMail {
  /** To whom the server was asked to deliver it, whatever its headers say. */
  recipients: string[]
  /** As it came over the line. */
  raw: string
}
export interface SmtpSink {
  /** For MAIL_URL. */
  url: string
  /** Everything that arrived, in order. */
  mails(): SunkMail[]
  /** The next mail to this address that was not handed out yet, whose subject contains that; waits ten seconds for it. */
  next(to: string, subject?: string): Promise<SunkMail>
  /** Refuses every mail with this reason from now on; with null, takes them again. */
  refuse(reason: string | null): void
  stop(): Promise<void>
}

const waits = 10_000 // ms

export async function startSink(port = 0): Promise<SmtpSink> {
  const arrived: SunkMail[] = []
  const handedOut = new Set<SunkMail>()
  const waiting = new Set<() => void>()
  let refusal: string | null = null

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (refusal !== null) return callback(Object.assign(new Error(refusal), { responseCode: 550 }))
        const raw = Buffer.concat(chunks)
        simpleParser(raw, {}, (error: unknown, mail) => {
          if (error) return callback(error instanceof Error ? error : new Error('this cannot be read as a mail'))
          arrived.push(
            Object.assign(mail, {
              raw: raw.toString('utf8'),
              recipients: session.envelope.rcptTo.map(({ address }) => address),
            }),
          )
          callback(null)
          for (const look of waiting) look()
        })
      })
    },
  })
  server.on('error', () => {}) // a client that breaks off is its own trouble
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address() as AddressInfo // of a TCP server that listens

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails: () => [...arrived],
    next: (to, subject = '') =>
      new Promise((resolve, reject) => {
        const look = () => {
          const mail = arrived.find(
            (m) => !handedOut.has(m) && m.recipients.includes(to) && (m.subject ?? '').includes(subject),
          )
          if (!mail) return
          handedOut.add(mail)
          settle()
          resolve(mail)
        }
        const late = setTimeout(() => {
          settle()
          const rest = arrived
            .filter((m) => !handedOut.has(m))
            .map((m) => `${m.recipients.join(', ')}: ${m.subject ?? ''}`)
          reject(
            new Error(
              `no mail to ${to} with “${subject}” within ${waits / 1000} s; unread: ${rest.join(' | ') || 'none'}`,
            ),
          )
        }, waits)
        const settle = () => {
          clearTimeout(late)
          waiting.delete(look)
        }
        waiting.add(look)
        look()
      }),
    refuse(reason) {
      refusal = reason
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The link in a mail that leads to this page, such as `accept`: its token comes after the #. */
export function linkIn(mail: ParsedMail, page: string): { link: string; token: string } {
  const found = new RegExp(`https?://\\S+/${page}#(\\S+)`).exec(mail.text ?? '')
  if (!found?.[1]) throw new Error(`no link to /${page} in: ${mail.text ?? ''}`)
  return { link: found[0], token: found[1] }
}
