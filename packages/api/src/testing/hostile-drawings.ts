// SVGs that run, reach for other files, or ask for more than there is.
import type { HostileFile } from './hostile-files.ts'

const namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
const svg = (inside: string, { size = 'width="400" height="400"', before = '' } = {}): HostileFile => [
  'image/svg+xml',
  `${before}<svg ${namespaces} ${size}>${inside}</svg>`,
]
const doctype = (entities: string) => `<?xml version="1.0"?>\n<!DOCTYPE svg [\n${entities}\n]>\n`
const rect = '<rect width="400" height="400" fill="#888"/>'

/** Ten of the one before, nine times over: a thousand million. */
const tenfold = (
  one: (n: number) => string,
  more: (n: number, ten: string) => string,
  reference: (n: number) => string,
) => [one(0), ...Array.from({ length: 9 }, (_, n) => more(n + 1, reference(n).repeat(10)))].join('\n')

const filtered = (filter: string, size?: string) =>
  svg(
    `<filter id="f" x="-100%" y="-100%" width="300%" height="300%">${filter}</filter><g filter="url(#f)">${rect}</g>`,
    size === undefined ? {} : { size },
  )

/** `packed`: a PNG that unpacks to far more than it is. */
export const hostileDrawings = (packed: Buffer): Record<string, HostileFile> => ({
  'script.svg': svg(`<script>fetch('http://127.0.0.1:9/')</script>${rect}`),
  'handlers.svg': svg(`<rect onload="alert(1)" onclick="alert(1)" width="400" height="400"/>`),
  'foreign.svg': svg(
    '<foreignObject width="400" height="400"><iframe xmlns="http://www.w3.org/1999/xhtml" src="file:///etc/passwd"/></foreignObject>',
  ),
  'image-http.svg': svg('<image href="http://127.0.0.1:9/a.png" width="400" height="400"/>'),
  'image-passwd.svg': svg('<image xlink:href="file:///etc/passwd" width="400" height="400"/>'),
  'use-elsewhere.svg': svg('<use xlink:href="file:///etc/passwd#root" width="400" height="400"/>'),
  'css-import.svg': svg(
    `<style>@import url("http://127.0.0.1:9/a.css"); @import url("file:///etc/passwd"); rect { fill: url(http://127.0.0.1:9/#a) }</style>${rect}`,
  ),
  'stylesheet.svg': svg(rect, {
    before: '<?xml version="1.0"?><?xml-stylesheet href="file:///etc/passwd" type="text/css"?>',
  }),
  'include.svg': svg('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
  'entity-file.svg': svg('<text y="20">&file;</text>', {
    before: doctype('<!ENTITY file SYSTEM "file:///etc/passwd">'),
  }),
  'entity-http.svg': svg('<text y="20">&far;</text>', {
    before: doctype('<!ENTITY % far SYSTEM "http://127.0.0.1:9/a.dtd"> %far;'),
  }),
  'entities-tenfold.svg': svg('<text y="20">&e9;</text>', {
    before: doctype(
      tenfold(
        () => '<!ENTITY e0 "lol">',
        (n, ten) => `<!ENTITY e${n} "${ten}">`,
        (n) => `&e${n};`,
      ),
    ),
  }),
  'entity-quadratic.svg': svg(`<text y="20">${'&a;'.repeat(50_000)}</text>`, {
    before: doctype(`<!ENTITY a "${'a'.repeat(50_000)}">`),
  }),
  'deep.svg': svg('<g>'.repeat(100_000) + '</g>'.repeat(100_000)),
  'deep-unclosed.svg': ['image/svg+xml', `<svg ${namespaces}>${'<g>'.repeat(300_000)}`],
  'uses-tenfold.svg': svg(
    `<defs>${tenfold(
      () => '<rect id="u0" width="1" height="1"/>',
      (n, ten) => `<g id="u${n}">${ten}</g>`,
      (n) => `<use xlink:href="#u${n}"/>`,
    )}</defs><use xlink:href="#u9"/>`,
  ),
  'use-of-itself.svg': svg('<g id="a"><use xlink:href="#a"/></g><use xlink:href="#a"/>'),
  'patterns-of-patterns.svg': svg(
    `<defs>${Array.from({ length: 60 }, (_, n) => `<pattern id="p${n}" width="0.01" height="0.01"><rect width="400" height="400" fill="url(#p${n + 1})"/></pattern>`).join('')}</defs><rect width="400" height="400" fill="url(#p0)"/>`,
  ),
  'blurs.svg': filtered('<feGaussianBlur stdDeviation="2000"/>'.repeat(200)),
  'turbulence.svg': filtered('<feTurbulence baseFrequency="0.9" numOctaves="1000000"/>'.repeat(20)),
  'morphology.svg': filtered('<feMorphology operator="dilate" radius="5000"/>'.repeat(20)),
  'convolution.svg': filtered(`<feConvolveMatrix order="60" kernelMatrix="${'1 '.repeat(3_600)}"/>`.repeat(20)),
  'filters-in-filters.svg': svg(
    `<filter id="f"><feGaussianBlur stdDeviation="50"/><feMorphology radius="50"/></filter>${'<g filter="url(#f)">'.repeat(100)}${rect}${'</g>'.repeat(100)}`,
  ),
  'dashes.svg': svg('<path d="M0 0L1e9 1e9" stroke="#000" stroke-width="1" stroke-dasharray="0.00001"/>'),
  'long-path.svg': svg(`<path d="M0 0${' L400 1 L1 400'.repeat(200_000)}" stroke="#000" stroke-width="9"/>`),
  'many-letters.svg': svg(`<text y="20">${'W'.repeat(2_000_000)}</text>`),
  'huge.svg': svg(rect, { size: 'width="1e9" height="1e9"' }),
  'huge-filter.svg': filtered('<feFlood/><feTurbulence baseFrequency="0.9"/>', 'width="16000" height="16000"'),
  'sliver.svg': svg(rect, { size: 'width="1" height="1000000"' }),
  'no-size.svg': svg(rect, { size: '' }),
  'negative.svg': svg(rect, { size: 'width="-1" height="NaN" viewBox="0 0 0 0"' }),
  'bomb-inside.svg': svg(`<image href="data:image/png;base64,${packed.toString('base64')}" width="400" height="400"/>`),
  'itself-inside.svg': svg(
    `<image href="data:image/svg+xml;base64,${Buffer.from(`<svg ${namespaces}><image href="file:///etc/passwd"/></svg>`).toString('base64')}" width="400" height="400"/>`,
  ),
  'too-long.svg': svg(`<!-- ${' '.repeat(5 * 1024 * 1024)} -->${rect}`),
  'cut.svg': ['image/svg+xml', `<svg ${namespaces} width="400" height="400"><rect width="40`],
})
