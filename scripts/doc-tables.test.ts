// The tables in docs/ are found between their markers and made anew; a page that lost a marker is not passed over.
import { describe, expect, it } from 'vitest'
import { filled, pages } from './doc-tables.ts'

const seats = { seats: () => '| plan | seats |\n| --- | --- |\n| Free | 1 |' }
const page = (inside: string) =>
  `# Plans\n\n<!-- generated: seats -->\n${inside}\n<!-- end of generated -->\n\nMore words.\n`

describe('a page', () => {
  const fresh = page(`\n${seats.seats()}\n`)
  it('gets its table between the markers, and keeps its words', () => {
    expect(filled(page(''), seats)).toBe(fresh)
  })
  it('that is up to date stays as it is', () => {
    expect(filled(fresh, seats)).toBe(fresh)
  })
  it('in which somebody changed the table by hand differs', () => {
    const edited = fresh.replace('Free | 1', 'Free | 100')
    expect(edited).not.toBe(fresh)
    expect(filled(edited, seats)).toBe(fresh)
  })
  it('without its marker, or with one that nothing makes, is an error', () => {
    expect(() => filled('# Plans\n', seats)).toThrow('lacks <!-- generated: seats -->')
    expect(() => filled('<!-- generated: seats -->\n', seats)).toThrow('lacks')
    expect(() => filled(`${fresh}<!-- generated: groups -->`, seats)).toThrow('nothing makes, or twice: groups')
    expect(() => filled(fresh + fresh, seats)).toThrow('twice: seats')
  })
})

describe('the tables', () => {
  const made = Object.entries(pages).flatMap(([name, tables]) =>
    Object.entries(tables).map(([title, make]) => [name, title, make()] as const),
  )
  it.each(made)('%s · %s: every row has as many cells as its head, and no cell is undefined', (_, __, text) => {
    const widths = text.split('\n').map((row) => row.split(/(?<!\\)\|/).length)
    expect(widths.length).toBeGreaterThan(2)
    expect(new Set(widths).size).toBe(1)
    expect(text).not.toMatch(/undefined|\[object/)
  })
  it('say that on free finance has billing alone, and developers cannot enter', () => {
    const text = pages['docs/access.md']?.['entering']?.() ?? ''
    expect(text).toContain('| Finance | billing alone | ✓ | ✓ |')
    expect(text).toContain('| Developer | cannot enter | ✓ | ✓ |')
    expect(text).toContain('| Media library restricted access | cannot enter | cannot enter | ✓ |')
    expect(text).toContain('| Account administrator | ✓ | ✓ | ✓ |')
  })
  it('say who may see people, and with which door', () => {
    expect(pages['docs/procedures.md']?.['procedures']?.()).toContain(
      '| `members.list` | query | `can` | `people.see` | – | – |',
    )
    expect(pages['docs/access.md']?.['matrix']?.()).toContain(
      '| Browse, search, open, download | `library.browse` | ✓ | ✓ | ✓ | ✓ | by level | – | every plan |',
    )
  })
})
