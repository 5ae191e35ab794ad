import { compiled } from './phone/build'
import { Phone } from './phone/phone'
import { takeTrouble } from './phone/trouble'

/** A small mini-program by hand: what a page sees, and what it is told. */
const page = (body = '', wxml = '') => ({ js: `Page({ data: {}, ${body} })`, wxml, json: '{}' })

interface PageFiles {
  js: string
  wxml: string
  json: string
}
let phone: Phone
const seen: unknown[] = []

function start(pages: Record<string, PageFiles>, app = '', config: object = {}): Phone {
  const files: Record<string, string> = {
    'app.json': JSON.stringify({
      pages: ['tab/one', 'tab/two', 'page/first', 'page/second'],
      subPackages: [{ root: 'far', pages: ['away'] }],
      tabBar: { list: [{ pagePath: 'tab/one' }, { pagePath: 'tab/two' }] },
      ...config,
    }),
    'app.js': `App({ ${app} })`,
  }
  for (const name of ['tab/one', 'tab/two', 'page/first', 'page/second', 'far/away']) {
    const { js, wxml, json } = pages[name] ?? page()
    Object.assign(files, { [`${name}.js`]: js, [`${name}.wxml`]: wxml, [`${name}.json`]: json })
  }
  seen.length = 0
  phone = new Phone({ build: compiled(files), cloudUrl: 'http://127.0.0.1:9', openid: 'o-test', extra: { seen } })
  return phone
}
afterEach(() => phone.close())

const lived = (name: string) =>
  page(
    ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload']
      .map((each) => `${each}(told) { seen.push('${name} ${each}' + (told ? JSON.stringify(told) : '')) }`)
      .join(','),
  )

const fails = (call: string) => page(`onLoad() { ${call.replace(/\}\)$/, ', fail: (e) => seen.push(e.errMsg) })')} }`)
const settled = () => phone.settled()

describe('the way from page to page', () => {
  test('a page lives as in WeChat: loaded with its query, shown, ready; hidden, shown again; unloaded', async () => {
    start({ 'page/first': lived('A'), 'page/second': lived('B') })
    await phone.open('/page/first?a=1&b=%E5%A4%9C')
    await phone.open('/page/second')
    await phone.back()
    expect(seen).toEqual([
      'A onLoad{"a":"1","b":"%E5%A4%9C"}',
      'A onShow',
      'A onReady',
      'A onHide',
      'B onLoad{}',
      'B onShow',
      'B onReady',
      'B onUnload',
      'A onShow',
    ])
  })

  test('a tab stays as it was; what lay upon it is gone; its query is dropped', async () => {
    start({ 'tab/one': lived('one'), 'tab/two': lived('two'), 'page/first': lived('A') })
    await phone.open('/tab/one')
    await phone.open('/page/first')
    await phone.open('/tab/two?x=1')
    await phone.open('/tab/one')
    expect(seen.slice(3)).toEqual([
      'one onHide',
      'A onLoad{}',
      'A onShow',
      'A onReady',
      'A onHide',
      'A onUnload',
      'two onLoad{}',
      'two onShow',
      'two onReady',
      'two onHide',
      'one onShow',
    ])
  })

  test('the eleventh page is refused', async () => {
    start({ 'page/second': page('go() { wx.navigateTo({ url: "second", fail: (e) => seen.push(e.errMsg) }) }') })
    await phone.open('/page/second')
    for (let page = 2; page <= 11; page += 1) {
      phone.page.call('go')
      await settled()
    }
    expect(phone.stack.pages).toHaveLength(10)
    expect(seen).toEqual(['navigateTo:fail webview count limit exceed'])
  })

  test.each([
    ['wx.navigateTo({ url: "/tab/one" })', 'navigateTo:fail can not navigateTo a tabbar page'],
    ['wx.redirectTo({ url: "/tab/one" })', 'redirectTo:fail can not redirectTo a tabbar page'],
    ['wx.switchTab({ url: "/page/second" })', 'switchTab:fail can not switch to no-tabBar page'],
    ['wx.navigateTo({ url: "/page/gone" })', 'navigateTo:fail page "page/gone" is not found'],
    ['wx.navigateBack({ delta: 1 })', 'navigateBack:fail cannot navigate back at first page'],
  ])('%s is refused in WeChat’s words', async (call, words) => {
    start({ 'page/first': fails(call) }, 'onPageNotFound(where) { seen.push(where.path) }')
    await phone.open('/page/first')
    await settled()
    expect(seen.filter((each) => each !== 'page/gone')).toEqual([words])
  })

  test('a program of a sub-package runs when its page is entered, once', async () => {
    const away = page()
    start({ 'far/away': { ...away, js: `seen.push('ran');${away.js}` } })
    await phone.open('/page/first')
    expect(seen).toEqual([])
    await phone.open('/far/away')
    await phone.open('/far/away')
    expect(seen).toEqual(['ran'])
  })
})

describe('setData', () => {
  test('carries JSON and counts its bytes', async () => {
    start({
      'page/first': page(
        'onLoad() { this.setData({ a: "夜市", when: new Date(0), b: { c: undefined } }) }',
        '{{a}}{{when}}',
      ),
    })
    await phone.open('/page/first')
    expect(phone.text).toBe('夜市1970-01-01T00:00:00.000Z')
    expect(phone.page.sent).toEqual([Buffer.byteLength('{"a":"夜市","when":"1970-01-01T00:00:00.000Z","b":{}}')])
  })

  test.each([
    ['a function', '{ a() {} }', /a is a function/],
    ['what is undefined', '{ a: undefined }', /Setting data field "a" to undefined is invalid/],
    ['what holds itself', '(() => { const a = {}; a.a = a; return { a } })()', /circular/i],
    ['more than 1,024 KB', '{ a: "x".repeat(1024 * 1024) }', /已经超过最大长度 1048576/],
  ])('tells of %s', async (_what, data, words) => {
    start({ 'page/first': page(`onLoad() { this.setData(${data}) }`) })
    await phone.open('/page/first')
    expect(takeTrouble().join()).toMatch(words)
  })
})

describe('what a program sees', () => {
  test('nothing of a browser or of Node', async () => {
    const names = ['window', 'document', 'localStorage', 'URL', 'fetch', 'XMLHttpRequest', 'process', 'Buffer']
    const types = names.map((name) => `typeof ${name}`)
    start({
      'page/first': page(
        `onLoad() { seen.push(${types.join(',')}, typeof globalThis.document, typeof Function('return this')()) }`,
      ),
    })
    await phone.open('/page/first')
    expect(seen).toEqual(seen.map(() => 'undefined'))
  })

  test('an API that is not there is named', async () => {
    start({ 'page/first': page('onLoad() { wx.startBeaconDiscovery() }') })
    await phone.open('/page/first')
    expect(takeTrouble().join()).toMatch(/wx\.startBeaconDiscovery is not on this phone/)
  })

  test('a component that is not there is named', async () => {
    start({ 'page/first': page('', '<live-player />') })
    await phone.open('/page/first')
    expect(takeTrouble().join()).toMatch(/<live-player> is no component of this phone/)
  })

  test('an error in a handler and a warning are trouble', async () => {
    start({
      'page/first': page('tap() { console.warn("odd"); throw new Error("broken") }', '<view bindtap="tap">here</view>'),
    })
    await phone.open('/page/first')
    await phone.tap('here')
    expect(takeTrouble()).toEqual([expect.stringMatching(/console.warn: odd/), expect.stringMatching(/broken/)])
  })
})

describe('where somebody is', () => {
  const asks = page(
    'onLoad() { wx.getLocation({ success: (at) => seen.push(at.latitude), fail: (e) => seen.push(e.errMsg) }) }',
  )

  test('is told to an app that declares the question in app.json', async () => {
    start({ 'page/first': asks }, '', { requiredPrivateInfos: ['getLocation'] })
    phone.give('getLocation', { latitude: 28.2, longitude: 112.9 })
    await phone.open('/page/first')
    await settled()
    expect(seen).toEqual([28.2])
  })

  test('an app that does not declare it is refused as by WeChat, and its test fails', async () => {
    start({ 'page/first': asks }, '', { requiredPrivateInfos: ['chooseLocation'] })
    phone.give('getLocation', { latitude: 28.2, longitude: 112.9 })
    await phone.open('/page/first')
    await settled()
    expect(seen).toEqual([
      'getLocation:fail the api need to be declared in the requiredPrivateInfos field in app.json/ext.json',
    ])
    expect(takeTrouble()).toEqual([expect.stringContaining('requiredPrivateInfos of app.json does not declare it')])
  })
})

describe('fingers', () => {
  test('a tap on a child reaches its parents, until one catches it', async () => {
    const wxml = `<view bindtap="tap" data-who="top"><view catchtap="tap" data-who="middle"><view bindtap="tap" data-who="low"><text>here</text></view></view></view>`
    start({ 'page/first': page('tap(e) { seen.push(e.currentTarget.dataset.who) }', wxml) })
    await phone.open('/page/first')
    await phone.tap('here')
    expect(seen).toEqual(['low', 'middle'])
  })

  test('controls tell what a person does with them', async () => {
    const wxml = `
      <input id="name" type="nickname" maxlength="3" bindinput="told" bindblur="told" />
      <switch bindchange="told" />
      <picker id="date" mode="date" start="2026-11-01" end="2026-11-30" bindchange="told" />
      <picker id="kind" range="{{['a', 'b']}}" bindchange="told" />
      <slider bindchange="told" />
      <checkbox-group bindchange="told"><label><checkbox value="x" />十</label><label><checkbox value="y" checked />百</label></checkbox-group>
      <radio-group bindchange="told"><radio value="m" /><radio value="n" /></radio-group>
      <button disabled bindtap="told">no</button>
      <button open-type="chooseAvatar" bindchooseavatar="told">face</button>
      <scroll-view bindscrolltolower="told" />`
    start({
      'page/first': page(
        'told(e) { seen.push([e.type, e.detail.value ?? e.detail.avatarUrl ?? e.detail.direction]) }',
        wxml,
      ),
    })
    phone.give('chooseAvatar', { avatarUrl: 'wxfile://tmp_face.jpg' })
    await phone.open('/page/first')
    await phone.type('#name', '石大爷好')
    await phone.tap('switch')
    await phone.choose('#date', '2026-11-27')
    await phone.choose('#kind', 1)
    await phone.choose('slider', 40)
    await phone.tap('十')
    await phone.tap('radio')
    await phone.tap('no')
    await phone.tap('face')
    await phone.reachBottom('scroll-view')
    expect(seen).toEqual([
      ['input', '石大爷'],
      ['blur', '石大爷'],
      ['change', true],
      ['change', '2026-11-27'],
      ['change', 1],
      ['change', 40],
      ['change', ['x', 'y']],
      ['change', 'm'],
      ['chooseavatar', 'wxfile://tmp_face.jpg'],
      ['scrolltolower', 'bottom'],
    ])
    await expect(phone.choose('#date', '2026-12-01')).rejects.toThrow('offers 2026-11-01–2026-11-30')
  })
})
