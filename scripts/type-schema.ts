// A type as the compiler writes it out, as a JSON schema: objects, arrays, unions, literals, and nothing that has a name of its own.

export type Schema = Record<string, unknown>

const token = /\s*(?:("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)|([A-Za-z_$][\w$]*)|([{}[\]()|?:;,]))/y

/** Throws where the text has something else in it. */
export function schemaOf(type: string): Schema {
  const tokens: string[] = []
  token.lastIndex = 0
  for (let at = 0; type.slice(at).trim(); at = token.lastIndex) {
    const [, ...found] = token.exec(type) ?? []
    const text = found.find((part) => part !== undefined)
    if (text === undefined) throw new Error(`cannot be written as a schema: ${type.slice(at, at + 40)}`)
    tokens.push(text)
  }
  let at = 0
  const next = () => tokens[at++] ?? ''
  const skip = (text: string): boolean => {
    if (tokens[at] !== text) return false
    at += 1
    return true
  }
  const must = (text: string) => {
    if (!skip(text)) throw new Error(`${text} is missing before ${tokens.slice(at, at + 5).join(' ')}`)
  }

  function union(): Schema {
    skip('|')
    const members = [arrayed()]
    while (skip('|')) members.push(arrayed())
    return anyOf(members)
  }
  function arrayed(): Schema {
    skip('readonly')
    let schema = single()
    while (tokens[at] === '[' && tokens[at + 1] === ']') {
      at += 2
      schema = { type: 'array', items: schema }
    }
    return schema
  }
  function single(): Schema {
    const text = next()
    if (text === '(') {
      const schema = union()
      must(')')
      return schema
    }
    if (text === '{') return object()
    if (text === '[') return tuple()
    if (/^["\d-]/.test(text)) return { const: JSON.parse(text) as unknown }
    const schema = words[text]
    if (!schema) throw new Error(`${text} has no schema`)
    return schema
  }
  function tuple(): Schema {
    const prefixItems: Schema[] = []
    while (!skip(']')) {
      prefixItems.push(union())
      skip(',')
    }
    return { type: 'array', prefixItems, minItems: prefixItems.length, maxItems: prefixItems.length }
  }
  function object(): Schema {
    const properties: Record<string, Schema> = {}
    const required: string[] = []
    let others: Schema | undefined
    while (!skip('}')) {
      skip('readonly')
      if (skip('[')) {
        at += 3 // x: string
        must(']')
        must(':')
        others = union()
      } else {
        const key = next().replaceAll('"', '')
        if (!skip('?')) required.push(key)
        must(':')
        properties[key] = union()
      }
      skip(';')
    }
    return {
      type: 'object',
      ...(Object.keys(properties).length && { properties }),
      ...(required.length && { required }),
      ...(others && { additionalProperties: others }),
    }
  }
  const schema = union()
  if (at < tokens.length) throw new Error(`stands after the end: ${tokens.slice(at, at + 5).join(' ')}`)
  return schema
}

const none: Schema = { not: {} }
const words: Readonly<Record<string, Schema>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  null: { type: 'null' },
  true: { const: true },
  false: { const: false },
  unknown: {},
  // What is undefined is left out.
  undefined: none,
  void: none,
  never: none,
}

/** Literals together as one list, the rest side by side. */
function anyOf(members: readonly Schema[]): Schema {
  const kept = members.filter((m) => m !== none)
  const literals = kept.filter((m) => 'const' in m)
  const others = kept.filter((m) => !('const' in m))
  const listed = literals.length > 1 ? [{ enum: literals.map((m) => m['const']) }] : literals
  const all = [...listed, ...others]
  return all.length === 1 && all[0] ? all[0] : all.length ? { anyOf: all } : none
}
