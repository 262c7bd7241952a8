// How a mail leaves: by SMTP, or, without a mail server, as a file that only the operator can read. Each mail has one
// sender, one recipient and one Message-ID for every try; nothing that it says can become a header.
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { MailId } from '@usher/domain'
import type { Config } from '../config.ts'
import { isThisMachine } from '../config-warnings.ts'
import { makeDataDir } from '../data-dir.ts'
import { errorText } from '../error-code.ts'
import { htmlOf, oneLine, subjectOf, textOf, type Letter } from './letter.ts'

export interface Outgoing {
  id: MailId
  /** When it was asked for: a file that is written again keeps its name. */
  at: Date
  to: string
  letter: Letter
}
export interface Mailer {
  via: 'smtp' | 'files'
  /** Throws MailNotSent. */
  send(mail: Outgoing): Promise<void>
}
/** The mail did not go out; the message is what the server, the network or the disk said. */
export class MailNotSent extends Error {
  override name = 'MailNotSent'
}

export type MailConfig = Pick<Config, 'mailUrl' | 'mailFrom' | 'dataDir' | 'publicUrl'>

/** The mailer that the configuration describes. Connects to nothing yet. */
export function mailer(config: MailConfig): Mailer {
  const make = messages(config)
  const deliver = config.mailUrl === null ? intoFiles(config.dataDir) : bySmtp(config.mailUrl)
  return {
    via: config.mailUrl === null ? 'files' : 'smtp',
    async send(mail) {
      try {
        await deliver(make(mail), mail)
      } catch (error) {
        throw new MailNotSent(oneLine(errorText(error)).slice(0, 500), { cause: error })
      }
    },
  }
}

// One address, not a list of them: nothing that separates, quotes, comments or breaks the line.
const oneAddress = /^[^\s\p{C}<>(),;:\\"@]+@[^\s\p{C}<>(),;\\"@]+$/u

function messages({ mailFrom, publicUrl }: MailConfig): (mail: Outgoing) => SendMailOptions {
  const [, name = '', bracketed] = /^([^<>]*)<([^<>]+)>$/.exec(mailFrom) ?? []
  const from = { name: oneLine(name).replace(/^"(.*)"$/, '$1'), address: (bracketed ?? mailFrom).trim() }
  const { hostname } = new URL(publicUrl)
  return ({ id, to, letter }) => {
    if (!oneAddress.test(to)) throw new Error('the address is not one e-mail address')
    return {
      from,
      // As an object the address is not parsed for more of them; no name, so nobody's words stand in this header.
      to: { name: '', address: to },
      envelope: { from: from.address, to: [to] },
      messageId: `<${id}@${hostname}>`,
      subject: subjectOf(letter),
      text: textOf(letter, publicUrl),
      html: htmlOf(letter, publicUrl),
      headers: { 'Auto-Submitted': 'auto-generated' },
      xMailer: false,
      disableFileAccess: true,
      disableUrlAccess: true,
    }
  }
}

type Deliver = (message: SendMailOptions, mail: Outgoing) => Promise<void>

function bySmtp(mailUrl: string): Deliver {
  const { username, hostname, protocol } = new URL(mailUrl)
  // A password never goes over the net in clear, unless MAIL_URL ends in ?requireTLS=false.
  const requireTLS = protocol === 'smtp:' && username !== '' && !isThisMachine(hostname)
  const transport = createTransport({
    url: mailUrl,
    requireTLS,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    dnsTimeout: 10_000,
    socketTimeout: 20_000,
  })
  return async (message) => {
    try {
      await transport.sendMail(message)
    } catch (error) {
      if (!errorText(error).startsWith('Error upgrading connection with STARTTLS')) throw error
      throw new Error(
        `The mail server at ${hostname} offers no STARTTLS, and a password is not sent in clear. ` +
          'Write smtps:// in MAIL_URL, or end it in ?requireTLS=false where nobody can listen in.',
        { cause: error },
      )
    }
  }
}

function intoFiles(dataDir: string): Deliver {
  const folder = join(dataDir, 'mail')
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return async (message, { id, at }) => {
    const { message: bytes } = await transport.sendMail(message)
    makeDataDir(dataDir)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
    const file = join(folder, `${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${id}.eml`)
    const draft = `${file}.${process.pid}.draft`
    try {
      const handle = await open(draft, 'w', 0o600)
      try {
        await handle.chmod(0o600) // also where a draft was left behind
        await handle.writeFile(bytes as Buffer) // `buffer: true`
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, file)
    } finally {
      await rm(draft, { force: true })
    }
  }
}
