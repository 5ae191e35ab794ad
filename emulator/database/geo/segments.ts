import type { Position } from './shapes'

/** Where two segments meet, as the part of the first one's length; null when they do not, or run side by side. */
function meeting([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position, [dx, dy]: Position): number | null {
  if (ax === undefined || ay === undefined || bx === undefined || by === undefined) return null
  if (cx === undefined || cy === undefined || dx === undefined || dy === undefined) return null
  const determinant = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
  if (determinant === 0) return null
  const along = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / determinant
  const across = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / determinant
  return along >= 0 && along <= 1 && across >= 0 && across <= 1 ? along : null
}

/** The middles of the pieces into which lines cut the segment between two positions. */
export function crossings(from: Position, to: Position, lines: readonly Position[][]): Position[] {
  const cuts = [0, 1]
  for (const line of lines) {
    for (const [i, end] of line.entries()) {
      const start = line[i - 1]
      const cut = start ? meeting(from, to, start, end) : null
      if (cut !== null) cuts.push(cut)
    }
  }
  cuts.sort((a, b) => a - b)
  const at = (part: number): Position => [
    (from[0] ?? 0) + ((to[0] ?? 0) - (from[0] ?? 0)) * part,
    (from[1] ?? 0) + ((to[1] ?? 0) - (from[1] ?? 0)) * part,
  ]
  return cuts.slice(1).flatMap((cut, i) => {
    const before = cuts[i] ?? 0
    return cut - before > 1e-9 ? [at((before + cut) / 2)] : []
  })
}
