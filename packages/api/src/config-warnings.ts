// What is allowed and yet probably not meant: sentences for the terminal, and for the dialog that invites people.
// Each says what will go wrong for whom, and what to set.
import type { Config } from './config.ts'

/** Whether a host name or address means the machine itself: nobody else can follow a link to it. */
export function isThisMachine(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127\.\d+\.\d+\.\d+$/.test(bare)
}

/** Whether links in mails and invitations can be opened on other machines. */
export const othersCanFollowLinks = (config: Pick<Config, 'publicUrl'>): boolean =>
  !isThisMachine(new URL(config.publicUrl).hostname)

/** Sentences on a configuration that works but will surprise somebody; empty when there is nothing to say. */
export function warnings(config: Config): string[] {
  const url = new URL(config.publicUrl)
  const publicIsLocal = isThisMachine(url.hostname)
  const listensToOthers = !isThisMachine(config.host)
  const endpoint = config.storage && 'endpoint' in config.storage ? config.storage.endpoint : null
  const storageUrl = endpoint === null ? null : new URL(endpoint)
  const effectivePort = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const said: [boolean, string][] = [
    [
      url.protocol === 'http:' && !publicIsLocal,
      `${config.publicUrl} is plain http: passwords and files can be read on the way, and passkeys do not work. ` +
        'Put a proxy with https before the server and set PUBLIC_URL to its https:// address.',
    ],
    [
      publicIsLocal && listensToOthers,
      `The server listens to other machines (HOST is ${config.host}), but PUBLIC_URL is ${config.publicUrl}: browsers elsewhere ` +
        'are refused, and links in mails and invitations lead nowhere for others. Set PUBLIC_URL to the address that they open.',
    ],
    [
      publicIsLocal && !listensToOthers && config.mailUrl !== null,
      `Links in mails will begin with ${config.publicUrl} and open on this machine only. ` +
        'Set PUBLIC_URL (and HOST, or a proxy) if others are to use it.',
    ],
    [
      publicIsLocal && !listensToOthers && effectivePort !== config.port && config.trustProxy === false,
      `PUBLIC_URL is ${config.publicUrl}, but the server listens on port ${config.port}: unless something passes requests on, ` +
        `that address does not open, and browsers at port ${config.port} are refused. Set PORT or PUBLIC_URL.`,
    ],
    [
      !publicIsLocal && config.trustProxy === false && (url.protocol === 'https:' || !listensToOthers),
      `People reach ${config.publicUrl} through a proxy, but none is trusted: everyone seems to come from the proxy's address, ` +
        'in the audit log and for rate limits. Set TRUST_PROXY, for example to loopback when the proxy runs on this machine.',
    ],
    [
      !publicIsLocal && config.mailUrl === null,
      `No MAIL_URL is set: mails are written to ${config.dataDir}/mail and reach nobody; whoever invites gets the link to copy.`,
    ],
    [
      config.mailUrl !== null && isThisMachine(/@([^@>]+)>?$/.exec(config.mailFrom)?.[1] ?? ''),
      `Mails are sent as ${config.mailFrom}, which other mail servers refuse. Set MAIL_FROM to an address of yours.`,
    ],
    [
      storageUrl?.protocol === 'http:' && !isThisMachine(storageUrl.hostname),
      `STORAGE_URL goes to ${endpoint} over plain http: the bytes of files can be read on the way. Write endpoint=https://… ` +
        'unless the network between them is yours alone.',
    ],
  ]
  return said.filter(([applies]) => applies).map(([, sentence]) => sentence)
}
