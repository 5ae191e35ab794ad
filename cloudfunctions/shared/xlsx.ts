import writeExcelFile, { type CellObject, type SheetData } from 'write-excel-file/node'
import type { CalendarDate } from './shanghai'

/** What stands in a column: words, a number, fen, a calendar date, or an instant. */
type Kind = 'text' | 'number' | 'fen' | 'date' | 'time'

export interface Column {
  title: string
  kind: Kind
  /** In letters; absent: what its kind needs. */
  width?: number
}

/** A value as its column's kind has it, or money among other numbers; undefined leaves the cell empty. */
export type Value = string | number | Date | { fen: number } | undefined

export interface Sheet {
  name: string
  columns: readonly Column[]
  rows: readonly (readonly Value[])[]
  /** Whether the last row is the sums of those above. */
  sums?: boolean
}

const offsetMs = 8 * 60 * 60_000

/** Excel knows no time zones: what is told is the time in Shanghai. */
const asTold = (value: Date | CalendarDate): Date =>
  value instanceof Date ? new Date(+value + offsetMs) : new Date(`${value}T00:00:00Z`)

const yuan = '#,##0.00'

const widths: Record<Kind, number> = { text: 16, number: 8, fen: 10, date: 12, time: 18 }

function cellOf(kind: Kind, value: Value, bold: boolean): CellObject | null {
  if (value === undefined) return null
  const look = bold ? ({ fontWeight: 'bold' } as const) : {}
  const number = (value: number, format?: string): CellObject => ({
    ...look,
    type: Number,
    value,
    ...(format ? { format } : {}),
  })
  if (typeof value === 'number') return kind === 'fen' ? number(value / 100, yuan) : number(value)
  if (value instanceof Date) return { ...look, type: Date, value: asTold(value), format: 'yyyy-mm-dd hh:mm' }
  if (typeof value === 'object') return number(value.fen / 100, yuan)
  if (kind === 'date') return { ...look, type: Date, value: asTold(value), format: 'yyyy-mm-dd' }
  // As text, whatever it begins with: what somebody calls their stall is no formula.
  return { ...look, type: String, value, format: '@' }
}

function dataOf({ columns, rows, sums = false }: Sheet): SheetData {
  const head = columns.map(({ title }): CellObject => ({
    type: String,
    value: title,
    fontWeight: 'bold',
    backgroundColor: '#F1F1F1',
  }))
  const body = rows.map((row, index) =>
    columns.map(({ kind }, at) => cellOf(kind, row[at], sums && index === rows.length - 1)),
  )
  return [head, ...body]
}

/** An Excel file: each column of one type, the head row staying where it is. @returns its bytes as base64 */
export async function excelOf(sheets: readonly Sheet[]): Promise<string> {
  const written = writeExcelFile(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      data: dataOf(sheet),
      columns: sheet.columns.map(({ kind, width = widths[kind] }) => ({ width })),
      stickyRowsCount: 1,
    })),
  )
  return (await written.toBuffer()).toString('base64')
}
