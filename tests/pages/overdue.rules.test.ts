import { latestOverdue } from '../../src/pledge/overdue'

const asked = (pledge: string, due: string, state: 'late' | 'veryLate' | 'due' | 'kept') => ({
  ...{ pledge, words: '每周五晚看楼道的灯', canShow: state !== 'kept' },
  bead: { id: `${due}.0`, due, state },
})

test('of each promise the latest overdue time stands alone, with how many came before it; what is due and kept stays', () => {
  const items = [
    asked('one', '2026-10-02', 'veryLate'),
    asked('one', '2026-10-09', 'veryLate'),
    asked('two', '2026-10-15', 'late'),
    asked('one', '2026-10-16', 'late'),
    asked('one', '2026-10-23', 'due'),
    asked('two', '2026-10-24', 'kept'),
  ]
  expect(latestOverdue(items).map(({ pledge, bead, earlier }) => [pledge, bead.due, earlier])).toEqual([
    ['two', '2026-10-15', 0],
    ['one', '2026-10-16', 2],
    ['one', '2026-10-23', 0],
    ['two', '2026-10-24', 0],
  ])
  expect(latestOverdue([])).toEqual([])
})
