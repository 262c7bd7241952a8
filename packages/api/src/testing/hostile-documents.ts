// PDFs that run, reach for other files, lie about themselves, or ask for more than there is.
import type { HostileFile } from './hostile-files.ts'
import { deflatedZeros } from './hostile-parts.ts'
import { pages, pdf, stream } from './pdf.ts'

const square = '1 0 0 rg 0 0 100 100 re f'
const is = (bytes: Uint8Array): HostileFile => ['application/pdf', bytes]
const catalog = (more = '') => `<< /Type /Catalog /Pages 2 0 R ${more} >>`
const onePage = '<< /Type /Pages /Count 1 /Kids [3 0 R] >>'
const page = (more: string, box = '0 0 200 200') =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] /Contents 4 0 R ${more} >>`
/** One page with this content and these resources; what else there is are objects from number 5 on. */
const drawn = (content: string, resources: string, ...more: string[]) =>
  is(pdf([catalog(), onePage, page(`/Resources << ${resources} >>`), stream(content), ...more]))
const withCatalog = (more: string, ...objects: string[]) =>
  is(pdf([catalog(more), onePage, page(''), stream(square), ...objects]))
const packed = (length: number) => deflatedZeros(length).toString('latin1')

export const hostileDocuments = (): Record<string, HostileFile> => {
  const good = pages(1, [200, 200], square).toString('latin1')
  return {
    'script.pdf': withCatalog(
      '/OpenAction << /S /JavaScript /JS (while\\(true\\){}; app.launchURL\\("http://127.0.0.1:9/"\\)) >>',
    ),
    'scripts-by-name.pdf': withCatalog(
      '/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (for\\(;;\\);) >>] >> >>',
    ),
    'launch.pdf': withCatalog('/OpenAction << /S /Launch /F (/bin/sh) >>'),
    'form.pdf': withCatalog(
      '/AcroForm << /XFA 5 0 R /Fields [] >>',
      stream('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><script>while(true){}</script></xdp:xdp>'),
    ),
    // Every node has the next one a hundred times: 10^20 pages.
    'page-bomb.pdf': is(
      pdf([
        catalog(),
        ...Array.from(
          { length: 10 },
          (_, n) => `<< /Type /Pages /Count 100000000 /Kids [${`${n + 3} 0 R `.repeat(100)}] >>`,
        ),
        '<< /Type /Page /Parent 11 0 R /MediaBox [0 0 200 200] >>',
      ]),
    ),
    'many-pages.pdf': is(pages(50_000, [200, 200], square)),
    'page-tree-of-itself.pdf': is(pdf([catalog(), '<< /Type /Pages /Count 5 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>'])),
    'no-pages.pdf': is(pdf([catalog(), '<< /Type /Pages /Count 0 /Kids [] >>'])),
    'count-lies.pdf': is(
      pdf([catalog(), '<< /Type /Pages /Count 2000000000 /Kids [3 0 R] >>', page(''), stream(square)]),
    ),
    'huge-page.pdf': is(pages(1, [1e9, 1e9], square)),
    'sliver-page.pdf': is(pages(1, [1e-3, 1e6], square)),
    'no-area.pdf': is(pages(1, [0, 0], square)),
    'negative-page.pdf': is(pdf([catalog(), onePage, page('', '100 100 -1e30 -1e30'), stream(square)])),
    'user-unit.pdf': is(pdf([catalog(), onePage, page('/UserUnit 1e12'), stream(square)])),
    'encrypted.pdf': is(
      pdf(
        [
          catalog(),
          onePage,
          page(''),
          stream(square),
          `<< /Filter /Standard /V 1 /R 2 /O (${'o'.repeat(32)}) /U (${'u'.repeat(32)}) /P -4 >>`,
        ],
        `/Encrypt 5 0 R /ID [(${'i'.repeat(16)}) (${'i'.repeat(16)})]`,
      ),
    ),
    'encrypted-oddly.pdf': is(
      pdf([catalog(), onePage, page(''), stream(square), '<< /Filter /Nobody /V 99 >>'], '/Encrypt 5 0 R'),
    ),
    'xref-elsewhere.pdf': is(Buffer.from(good.replace(/startxref\n\d+/, 'startxref\n99999999'), 'latin1')),
    'xref-garbled.pdf': is(Buffer.from(good.replaceAll(/\d{10} 00000 n/g, '0000000017 00000 n'), 'latin1')),
    'xref-of-itself.pdf': is(Buffer.from(good.replace('/Root', `/Prev ${good.indexOf('xref\n')} /Root`), 'latin1')),
    'xref-none.pdf': is(Buffer.from(good.slice(0, good.indexOf('xref\n')), 'latin1')),
    'only-a-header.pdf': is(Buffer.from('%PDF-1.7\n')),
    'deep-array.pdf': drawn(`${'['.repeat(200_000)}${']'.repeat(200_000)} TJ`, ''),
    'deep-dictionary.pdf': withCatalog(`/A ${'<< /A '.repeat(100_000)} 1 ${'>> '.repeat(100_000)}`),
    'content-bomb.pdf': is(pdf([catalog(), onePage, page(''), stream(packed(2 ** 30), '/Filter /FlateDecode')])),
    'filter-on-filter.pdf': is(
      pdf([catalog(), onePage, page(''), stream(packed(2 ** 28), `/Filter [${'/FlateDecode '.repeat(20)}]`)]),
    ),
    'saves.pdf': drawn('q '.repeat(1_000_000), ''),
    'many-strokes.pdf': drawn('0 0 m 200 200 l S '.repeat(300_000), ''),
    'form-of-itself.pdf': drawn(
      '/X Do',
      '/XObject << /X 5 0 R >>',
      stream(
        '/X Do /X Do',
        '/Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources << /XObject << /X 5 0 R >> >>',
      ),
    ),
    'forms-tenfold.pdf': drawn(
      '/X Do',
      '/XObject << /X 5 0 R >>',
      ...Array.from({ length: 9 }, (_, n) =>
        stream(
          '/X Do '.repeat(10),
          `/Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources << /XObject << /X ${n + 6} 0 R >> >>`,
        ),
      ),
      stream(square, '/Type /XObject /Subtype /Form /BBox [0 0 200 200]'),
    ),
    'image-bomb.pdf': drawn(
      '200 0 0 200 0 0 cm /X Do',
      '/XObject << /X 5 0 R >>',
      stream(
        packed(2 ** 30),
        '/Type /XObject /Subtype /Image /Width 18900 /Height 18900 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode',
      ),
    ),
    'image-lies.pdf': drawn(
      '200 0 0 200 0 0 cm /X Do',
      '/XObject << /X 5 0 R >>',
      stream(
        'abc',
        '/Type /XObject /Subtype /Image /Width 2000000000 /Height 2000000000 /BitsPerComponent 16 /ColorSpace /DeviceCMYK',
      ),
    ),
    'many-images.pdf': drawn(
      '200 0 0 200 0 0 cm /X Do '.repeat(2_000),
      '/XObject << /X 5 0 R >>',
      stream(
        packed(7_000 * 7_000),
        '/Type /XObject /Subtype /Image /Width 7000 /Height 7000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode',
      ),
    ),
    'tiles.pdf': drawn(
      '/Pattern cs /P scn 0 0 200 200 re f',
      '/Pattern << /P 5 0 R >>',
      stream(
        square,
        '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 100000 100000] /XStep 0.0001 /YStep 0.0001 /Resources << >>',
      ),
    ),
    'tiles-of-themselves.pdf': drawn(
      '/Pattern cs /P scn 0 0 200 200 re f',
      '/Pattern << /P 5 0 R >>',
      stream(
        '/Pattern cs /P scn 0 0 200 200 re f',
        '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << /Pattern << /P 5 0 R >> >>',
      ),
    ),
    'calculator.pdf': drawn(
      '/S sh',
      '/Shading << /S << /ShadingType 1 /ColorSpace /DeviceRGB /Domain [0 1000 0 1000] /Function 5 0 R >> >>',
      stream(
        `{ ${'2 copy mul sin exch cos add '.repeat(20_000)} 0 0 }`,
        '/FunctionType 4 /Domain [0 1000 0 1000] /Range [0 1 0 1 0 1]',
      ),
    ),
    'letters-of-themselves.pdf': drawn(
      'BT /F 20 Tf (aaaaaaaaaa) Tj ET',
      '/Font << /F 5 0 R >>',
      '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 /Widths [9] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> /Resources << /Font << /F 5 0 R >> >> >>',
      stream('9 0 d0 BT /F 20 Tf (aaaaaaaaaa) Tj ET'),
    ),
    'other-files.pdf': drawn(
      '/X Do',
      '/XObject << /X << /Type /XObject /Subtype /Image /F (/etc/passwd) /Width 9 /Height 9 >> >> /Font << /F << /Type /Font /Subtype /Type0 /Encoding /..#2f..#2fetc#2fpasswd /BaseFont /A /DescendantFonts [] >> >>',
    ),
  }
}
