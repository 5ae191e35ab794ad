import { boardPath, readFilter } from '../../src/pledge/board-filter'

const branch = 'wangcheng.yueliangdao.taohuajing'

test.each([
  [{}, '/pledge/board'],
  [{ branch, sort: 'late' }, `/pledge/board?branch=${branch}&sort=late`],
  [
    { list: 'need', search: '楼道 & 灯=100%' },
    `/pledge/board?list=need&search=${encodeURIComponent('楼道 & 灯=100%')}`,
  ],
])('%j stands in the address, and is read from it', (filter, path) => {
  expect(boardPath(readFilter(filter))).toBe(path)
  // WeChat gives a page its parameters as they stand in the address, a browser as they are meant.
  const pairs = (path.split('?')[1] ?? '').split('&').map((pair) => pair.split('='))
  const raw = Object.fromEntries(pairs.flatMap(([name = '', value]) => (name === '' ? [] : [[name, value]])))
  expect(readFilter(raw)).toMatchObject(filter)
})

test('a code on paper, as WeChat opens a page for it, leads to the board of its branch', () => {
  const paper = `https://yanhuo.example/h5/#/pledge/board?branch=${branch}`
  expect(readFilter({ q: encodeURIComponent(paper) })).toMatchObject({ branch })
  expect(readFilter({ q: paper })).toMatchObject({ branch })
  expect(readFilter({ q: '别处的码' })).toEqual({})
})

test('what fits nothing is left out', () => {
  expect(readFilter({ branch: '../x', list: 'all', search: '灯', sort: 'x', other: '%' })).toEqual({})
})
