// What a mail says, as blocks, and how it looks: calm HTML with inline styles and nothing remote, and the same as text.
// Everything that goes in is taken for hostile here, once: one line each, and escaped.

/** A paragraph, or something that stands out. */
export type Block =
  | string
  | { button: string; link: string }
  | { rows: readonly (readonly [what: string, value: string])[] }
  | { quote: string }
  | { command: string }

export interface Letter {
  subject: string
  blocks: readonly Block[]
  /** Why it came to this address; under the line. */
  because: string
}

// Control, line-breaking, zero-width and direction-changing characters.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu

/** Without anything that could break a line, a header or the direction of text. */
export const oneLine = (text: string): string => text.replace(unprintable, ' ').trim()
const lines = (text: string): string[] => text.split(/\r\n|[\r\n\p{Zl}\p{Zp}]/u).map(oneLine)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => oneLine(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? '')

/** At most this long: what is longer, no mail program shows. */
const longestSubject = 150

export const subjectOf = ({ subject }: Letter): string => {
  // "=?" would begin a word in the encoding of headers, which mail programs undo: line breaks could hide in it.
  const text = oneLine(subject).replaceAll('=?', '= ?')
  return text.length > longestSubject ? `${text.slice(0, longestSubject - 1)}…` : text
}

export function textOf({ blocks, because }: Letter, publicUrl: string): string {
  const parts = blocks.map((block) => {
    if (typeof block === 'string') return oneLine(block)
    if ('link' in block) return `${oneLine(block.button)}:\n${block.link}`
    if ('rows' in block) return block.rows.map(([what, value]) => `${oneLine(what)}: ${oneLine(value)}`).join('\n')
    if ('quote' in block)
      return lines(block.quote)
        .map((line) => `> ${line}`)
        .join('\n')
    return `    ${oneLine(block.command)}`
  })
  return `${[...parts, `-- \n${oneLine(because)}\n${publicUrl}`].join('\n\n')}\n`
}

const font = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const style = {
  page: `margin:0;padding:32px 16px;background:#f5f6f7;color:#1c2024;${font};font-size:16px;line-height:24px`,
  sheet: 'max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e0e3e6;border-radius:8px',
  paragraph: 'margin:0 0 16px',
  button:
    'display:inline-block;padding:12px 20px;background:#1c4f9c;color:#ffffff;border-radius:6px;text-decoration:none;font-weight:600',
  link: 'color:#1c4f9c;font-size:13px;line-height:20px;word-break:break-all',
  what: 'padding:4px 16px 4px 0;color:#5c646c;text-align:left;vertical-align:top;font-weight:400',
  value: 'padding:4px 0;text-align:left;vertical-align:top',
  quote: 'margin:0 0 16px;padding:8px 16px;border-left:3px solid #c4c9ce;color:#3c4349',
  command:
    'margin:0 0 16px;padding:12px 16px;background:#f5f6f7;border-radius:6px;font-family:ui-monospace,Consolas,monospace;font-size:14px;white-space:pre-wrap;word-break:break-word',
  foot: 'max-width:560px;margin:16px auto 0;color:#5c646c;font-size:13px;line-height:20px',
} as const

function htmlOfBlock(block: Block): string {
  if (typeof block === 'string') return `<p style="${style.paragraph}">${escaped(block)}</p>`
  if ('link' in block) {
    const link = escaped(block.link)
    return (
      `<p style="${style.paragraph}"><a href="${link}" style="${style.button}">${escaped(block.button)}</a></p>\n` +
      `<p style="${style.paragraph}"><a href="${link}" style="${style.link}">${link}</a></p>`
    )
  }
  if ('rows' in block) {
    const rows = block.rows.map(
      ([what, value]) =>
        `<tr><th scope="row" style="${style.what}">${escaped(what)}</th><td style="${style.value}">${escaped(value)}</td></tr>`,
    )
    return `<table style="margin:0 0 16px;border-collapse:collapse">${rows.join('')}</table>`
  }
  if ('quote' in block)
    return `<blockquote style="${style.quote}">${lines(block.quote).map(escaped).join('<br>')}</blockquote>`
  return `<pre style="${style.command}">${escaped(block.command)}</pre>`
}

export const htmlOf = (letter: Letter, publicUrl: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(letter.subject)}</title></head>
<body style="${style.page}">
<div style="${style.sheet}">
${letter.blocks.map(htmlOfBlock).join('\n')}
</div>
<p style="${style.foot}">${escaped(letter.because)}<br>${escaped(publicUrl)}</p>
</body>
</html>
`

/** "Friday, 3 May 2030 at 14:00 UTC", "Friday, 3 May 2030 at 16:00 (Europe/Berlin)" */
export const inWords = (moment: Date, timeZone = 'UTC'): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(moment)} ` +
  (timeZone === 'UTC' ? timeZone : `(${timeZone})`)
