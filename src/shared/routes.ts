import Taro from '@tarojs/taro'
import { tabs } from './tabs'

const isTab = (url: string): boolean => tabs.some(({ page }) => url === `/${page}`)

/** Where a tap can lead, so that a page is named in one place. */
export const go = {
  home: () => void Taro.switchTab({ url: '/pages/home' }),
  /** As if the mini-program had just been opened: no page from before is left. */
  start: () => void Taro.reLaunch({ url: '/pages/home' }),
  me: () => void Taro.switchTab({ url: '/pages/me' }),
  back: () => void Taro.navigateBack(),
  /** Instead of a page that is not there. */
  gone: () => void Taro.redirectTo({ url: '/pages/gone' }),
  inbox: () => void Taro.navigateTo({ url: '/member/inbox' }),
  profile: () => void Taro.navigateTo({ url: '/member/profile' }),
  myCode: () => void Taro.navigateTo({ url: '/member/my-code' }),
  privacy: () => void Taro.navigateTo({ url: '/member/privacy' }),
  comfort: () => void Taro.navigateTo({ url: '/member/comfort' }),
  /** An address that the cloud named, as a notice does; one that this version does not know leads to `gone`. */
  to: (url: string) => void (isTab(url) ? Taro.switchTab({ url }) : Taro.navigateTo({ url })).catch(() => go.gone()),
  desk: () => void Taro.navigateTo({ url: '/desk/home' }),
  deskRoles: () => void Taro.navigateTo({ url: '/desk/roles' }),
  /** A place of the region tree to look after; without one, the reader's own. */
  deskRegions: (place?: string) =>
    void Taro.navigateTo({ url: `/desk/regions${place === undefined ? '' : `?place=${place}`}` }),
  board: () => void Taro.navigateTo({ url: '/pledge/board' }),
  /** To choose what of the board is shown; from what it shows now. @param branch its name, where it is known */
  findPledges: (board: string, branch = '') => {
    const [, query = ''] = board.split('?')
    void Taro.navigateTo({ url: `/pledge/find?name=${encodeURIComponent(branch)}&${query}` })
  },
  /** The board that shows what was chosen, instead of the page where it was. */
  boardInstead: (board: string) => void Taro.redirectTo({ url: board }),
  /** Another tab of 说到做到, instead of the one that shows. */
  promiseTab: (tab: 'board' | 'items' | 'rounds' | 'figures') => void Taro.redirectTo({ url: `/pledge/${tab}` }),
  round: (round: string) => void Taro.navigateTo({ url: `/pledge/round?round=${round}` }),
  /** One of the three lists. */
  item: (item: string) => void Taro.navigateTo({ url: `/pledge/item?item=${item}` }),
  /** What came of promises at a place and below. */
  promiseFigures: (place: string) => void Taro.navigateTo({ url: `/pledge/figures?place=${place}` }),
  /** To promise something about an item. */
  takeItem: (item: string) => void Taro.navigateTo({ url: `/pledge/write?item=${item}` }),
  pledge: (pledge: string) => void Taro.navigateTo({ url: `/pledge/pledge?pledge=${pledge}` }),
  myPledges: () => void Taro.navigateTo({ url: '/pledge/mine' }),
  /** Instead of the page where one was written. */
  myPledgesAnew: () => void Taro.redirectTo({ url: '/pledge/mine' }),
  myPledge: (pledge: string) => void Taro.navigateTo({ url: `/pledge/mine?pledge=${pledge}` }),
  writePledge: (pledge?: string) =>
    void Taro.navigateTo({ url: `/pledge/write${pledge === undefined ? '' : `?pledge=${pledge}`}` }),
  confirmPledge: (pledge: string, code: string) =>
    void Taro.navigateTo({ url: `/pledge/confirm?pledge=${pledge}&code=${code}` }),
  shifts: () => void Taro.navigateTo({ url: '/volunteer/shifts' }),
  leadShift: (shift: string) => void Taro.navigateTo({ url: `/volunteer/lead?shift=${shift}` }),
  roster: (shift: string) => void Taro.navigateTo({ url: `/volunteer/roster?shift=${shift}` }),
  shift: (shift: string) => void Taro.navigateTo({ url: `/volunteer/shift?shift=${shift}` }),
  myShifts: () => void Taro.navigateTo({ url: '/volunteer/my-shifts' }),
  /** To become a volunteer, and what one can do. */
  volunteer: () => void Taro.navigateTo({ url: '/volunteer/profile' }),
  hours: () => void Taro.navigateTo({ url: '/volunteer/hours' }),
  certificate: () => void Taro.navigateTo({ url: '/volunteer/certificate' }),
  checkCertificate: (number: string) => void Taro.navigateTo({ url: `/volunteer/check-certificate?number=${number}` }),
  standing: () => void Taro.navigateTo({ url: '/volunteer/standing' }),
  /** The other tab of 搭把手, instead of the one that shows. */
  wishesInstead: () => void Taro.redirectTo({ url: '/volunteer/wishes' }),
  shiftsInstead: () => void Taro.redirectTo({ url: '/volunteer/shifts' }),
  /** 15分钟服务圈 */
  circle: () => void Taro.navigateTo({ url: '/volunteer/circle' }),
  wish: (wish: string) => void Taro.navigateTo({ url: `/volunteer/wish?wish=${wish}` }),
  /** Instead of the page where it was written. */
  wishAnew: (wish: string) => void Taro.redirectTo({ url: `/volunteer/wish?wish=${wish}` }),
  /** To ask for something; or to mend what was asked. */
  askWish: (wish?: string) =>
    void Taro.navigateTo({ url: `/volunteer/ask-wish${wish === undefined ? '' : `?wish=${wish}`}` }),
  myWishes: () => void Taro.navigateTo({ url: '/volunteer/my-wishes' }),
  deskWish: (wish: string) => void Taro.navigateTo({ url: `/desk/volunteer/wish?wish=${wish}` }),
  deskActivity: (activity: string) => void Taro.navigateTo({ url: `/desk/volunteer/activity?activity=${activity}` }),
  /** Instead of the page where it was made. */
  deskActivityAnew: (activity: string) =>
    void Taro.redirectTo({ url: `/desk/volunteer/activity?activity=${activity}` }),
  /** A new activity; one like another; or what one says, changed. */
  planActivity: (of: { like: string } | { change: string } | undefined = undefined) => {
    const query = Object.entries(of ?? {}).map(([name, activity]) => `?${name}=${activity}`)
    void Taro.navigateTo({ url: `/desk/volunteer/plan${query.join('')}` })
  },
  moreShifts: (activity: string) => void Taro.navigateTo({ url: `/desk/volunteer/more?activity=${activity}` }),
  deskApplications: (shift: string) => void Taro.navigateTo({ url: `/desk/volunteer/applications?shift=${shift}` }),
  /** What waits of volunteers: hours, appeals, papers. */
  deskVolunteering: () => void Taro.navigateTo({ url: '/desk/volunteer/waiting' }),
  deskPapers: (volunteer: string) => void Taro.navigateTo({ url: `/desk/volunteer/papers?volunteer=${volunteer}` }),
  deskPoints: () => void Taro.navigateTo({ url: '/desk/volunteer/points' }),
  /** A service point to look after; without one, a new one. */
  deskPoint: (point?: string) =>
    void Taro.navigateTo({ url: `/desk/volunteer/point${point === undefined ? '' : `?point=${point}`}` }),
  teams: () => void Taro.navigateTo({ url: '/volunteer/teams' }),
  shop: (shop: string) => void Taro.navigateTo({ url: `/market/shop?shop=${shop}` }),
  myShop: () => void Taro.navigateTo({ url: '/market/my-shop' }),
  /** One's pass of a night; of several stalls, the one named. */
  gatePass: (night: string, stall = '') =>
    void Taro.navigateTo({ url: `/market/gate-pass?night=${night}&stall=${stall}` }),
  myFees: () => void Taro.navigateTo({ url: '/market/my-fees' }),
  /** Instead of the month that shows. */
  myFeesOf: (month: string) => void Taro.redirectTo({ url: `/market/my-fees?month=${month}` }),
  myRecord: () => void Taro.navigateTo({ url: '/market/my-record' }),
  favourites: () => void Taro.navigateTo({ url: '/market/favourites' }),
  myReports: () => void Taro.navigateTo({ url: '/market/my-reports' }),
  /** One promise, for what its branch decides. */
  deskPledge: (pledge: string) => void Taro.navigateTo({ url: `/desk/pledge/promise?pledge=${pledge}` }),
  deskShops: () => void Taro.navigateTo({ url: '/desk/market/shops' }),
  deskShop: (shop: string) => void Taro.navigateTo({ url: `/desk/market/shop?shop=${shop}` }),
  deskGate: (night: string) => void Taro.navigateTo({ url: `/desk/market/gate?night=${night}` }),
  deskRound: (night: string) => void Taro.navigateTo({ url: `/desk/market/round?night=${night}` }),
  deskReports: () => void Taro.navigateTo({ url: '/desk/market/reports' }),
  deskFees: (night: string) => void Taro.navigateTo({ url: `/desk/market/fees?night=${night}` }),
  deskTimes: (night: string) => void Taro.navigateTo({ url: `/desk/market/times?night=${night}` }),
  deskDrawRule: (market: string) => void Taro.navigateTo({ url: `/desk/market/draw-rule?market=${market}` }),
  deskSigns: (market: string) => void Taro.navigateTo({ url: `/desk/market/signs?market=${market}` }),
  deskSign: (market: string, stall: string) =>
    void Taro.navigateTo({ url: `/desk/market/sign?market=${market}&stall=${stall}` }),
  /** To complain of a stall of a night. */
  complain: (night: string, stall: string) =>
    void Taro.navigateTo({ url: `/market/complain?night=${night}&stall=${stall}` }),
  deskFigures: (night: string) => void Taro.navigateTo({ url: `/desk/market/figures?night=${night}` }),
  /** One figure. @param of `night=…`, or `market=…&month=…` */
  deskFigure: (figure: string, of: string) =>
    void Taro.navigateTo({ url: `/desk/market/figure?figure=${figure}&${of}` }),
  deskMonth: (market: string) => void Taro.navigateTo({ url: `/desk/market/month?market=${market}` }),
  /** Instead of the month that shows. */
  deskOtherMonth: (market: string, month: string) =>
    void Taro.redirectTo({ url: `/desk/market/month?market=${market}&month=${month}` }),
  deskMonthFees: (market: string, month: string) =>
    void Taro.navigateTo({ url: `/desk/market/month-fees?market=${market}&month=${month}` }),
  /** A stall of a night for somebody, or another one for whoever has it. */
  deskPlace: (night: string, stall: string) =>
    void Taro.navigateTo({ url: `/desk/market/place?night=${night}&stall=${stall}` }),
  deskSeasons: (market: string) => void Taro.navigateTo({ url: `/desk/market/seasons?market=${market}` }),
  deskSeason: (market: string, stall: string) =>
    void Taro.navigateTo({ url: `/desk/market/season?market=${market}&stall=${stall}` }),
  deskDraws: () => void Taro.navigateTo({ url: '/desk/market/draws' }),
  /** 连订 At the reader's own market. */
  series: () => void Taro.navigateTo({ url: '/market/series' }),
  /** 连订 Of one stall. */
  seriesAt: (market: string, stall: string) =>
    void Taro.navigateTo({ url: `/market/series?market=${market}&stall=${stall}` }),
  draw: (night: string) => void Taro.navigateTo({ url: `/market/draw?night=${night}` }),
  drawCheck: (round: string) => void Taro.navigateTo({ url: `/market/draw-check?round=${round}` }),
  nightMap: (night: string) => void Taro.navigateTo({ url: `/market/night-map?night=${night}` }),
}
