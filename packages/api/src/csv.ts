// Rows as CSV, for spreadsheets: quoted throughout, and nothing in a cell can be taken for a formula.

/** A cell; what a spreadsheet would calculate, also behind a sign of full width (OWASP, “CSV Injection”), is made text by an apostrophe. */
const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return `"${(/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

/** Heading → what stands below it. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => unknown>>
const line = (cells: readonly unknown[]): string => `${cells.map(cell).join(',')}\r\n`

export const csvHead = <Row>(columns: Columns<Row>): string => line(Object.keys(columns))
/** A line a row. */
export const csvLines = <Row>(columns: Columns<Row>, rows: readonly Row[]): string =>
  rows.map((row) => line(Object.values(columns).map((of) => of(row)))).join('')
/** A line of headings, then a line a row. */
export const csvOf = <Row>(columns: Columns<Row>, rows: readonly Row[]): string =>
  csvHead(columns) + csvLines(columns, rows)
