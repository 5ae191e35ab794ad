/** One thing that is kept about a person, why, and what becomes of it when they leave. */
export interface Kept {
  what: string
  why: string
  /** Once the person has left. */
  after: string
  /** What it comes along as when somebody takes their data with them. */
  shelves: readonly string[]
}

/**
 * What this mini-program keeps about people, as its privacy page tells it (个人信息保护法, Art. 17 and 47: what is
 * processed, why, for how long; and deletion when its purpose ends).
 */
export const kept: readonly Kept[] = [
  { what: '微信给的编号', why: '认出您是同一个人，只在这里有用', after: '删除', shelves: [] },
  { what: '名字和头像', why: '别人看到的您。显示成什么样由您选', after: '删除', shelves: ['我的资料'] },
  { what: '手机号', why: '您愿意留才有，加密存着，不显示中间几位', after: '删除', shelves: [] },
  {
    what: '身份和身份变动',
    why: '您能办什么事，由谁在什么时候开通',
    after: '删除；您替别人办的，不再写是谁',
    shelves: ['我的身份', '身份变动'],
  },
  { what: '通知', why: '让您看得到办事的结果，留 180 天', after: '删除', shelves: ['没看的通知', '看过的通知'] },
  { what: '传过的照片', why: '您给人看的，先请微信看过合不合适', after: '删除', shelves: ['传过的照片'] },
  {
    what: '摊主资料和证照',
    why: '给运营方核对。证照编号加密存着，照片只有您和核对的人看得到',
    after: '删除',
    shelves: ['摊主资料', '证照'],
  },
  { what: '收藏的摊主', why: '他们出摊时告诉您', after: '删除', shelves: ['收藏的摊主'] },
  {
    what: '反映的问题',
    why: '查清楚，再给您答复',
    after: '内容留着，不再写是谁反映的；照片删除',
    shelves: ['反映的问题'],
  },
  {
    what: '订摊、退摊、候补和摇号',
    why: '哪一晚哪个摊位是您的，怎么轮到的',
    after: '还没到的摊位退掉；出过的摊、公布过的名单留着，不再写是谁',
    shelves: ['订的摊位', '退掉的摊位', '候补', '固定摊', '连订', '报名的摇号'],
  },
  { what: '摊位费', why: '交了多少、免了多少，两边对得上', after: '留在账上，不再写是谁', shelves: ['摊位费'] },
  {
    what: '到场和巡查',
    why: '摊位轮得公道，街面干净安全',
    after: '当晚的记录留着，不再写是谁；您写的申诉和回应删除',
    shelves: ['未到场', '巡查'],
  },
  {
    what: '志愿者登记、技能和证件',
    why: '看您能报哪些岗位。证件编号加密存着，照片只有您和核对的人看得到',
    after: '删除',
    shelves: ['志愿者登记', '志愿者证件'],
  },
  {
    what: '报班次留的电话',
    why: '您愿意留才有，加密存着。名额定了的那一班，组织的人和带队的人前一天到后一天看得到',
    after: '删除；退出志愿者时也删除',
    shelves: [],
  },
  {
    what: '班次、队伍和志愿时长',
    why: '名额留给您，到没到场、服务过多久有凭有据',
    after: '还没到的班次退掉；做过的留着，不再写是谁；您写的申诉删除',
    shelves: ['报过的班次', '带队的活动', '队伍', '志愿时长'],
  },
  {
    what: '志愿证书',
    why: '您开了给别人看的，拿着编号的人能核对',
    after: '删除，编号再也查不到',
    shelves: ['志愿证书'],
  },
  {
    what: '微心愿',
    why: '门牌和电话加密存着，只给接单的人和核对的人看，办完就删',
    after: '没人接的删除；办过的留着，不再写是谁',
    shelves: ['发的心愿', '接的心愿'],
  },
  {
    what: '承诺',
    why: '公示给大家看，一起盯着做好',
    after: '公示过的留着，不再写是谁；没公示的删除',
    shelves: ['我的承诺'],
  },
  {
    what: '关注的清单、关注和谢过的承诺',
    why: '有进展时告诉您',
    after: '删除',
    shelves: ['关注和谢过的承诺', '关注的清单'],
  },
]
