// Rows as CSV, for spreadsheets: quoted throughout, and nothing in a cell can be taken for a formula.

/** A cell; what a spreadsheet would calculate is made text by an apostrophe. */
const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** A line of headings, then a line a row; `columns`: heading → what stands below it. */
export const csvOf = <Row>(columns: Readonly<Record<string, (row: Row) => unknown>>, rows: readonly Row[]): string =>
  [Object.keys(columns), ...rows.map((row) => Object.values(columns).map((of) => of(row)))]
    .map((line) => `${line.map(cell).join(',')}\r\n`)
    .join('')
