/** One thing that is kept about a person, why, and what becomes of it when they leave. */
export interface Kept {
  what: string
  why: string
  /** Once the person has left. */
  after: string
}

/**
 * What this mini-program keeps about people, as its privacy page tells it (个人信息保护法, Art. 17 and 47: what is
 * processed, why, for how long; and deletion when its purpose ends).
 */
export const kept: readonly Kept[] = [
  { what: '微信给的编号', why: '认出您是同一个人。它只在这个小程序里有用', after: '删除' },
  { what: '名字和头像', why: '别人看到的您。显示成什么样由您选', after: '删除' },
  { what: '手机号', why: '您愿意留才有，加密存着，只显示后四位', after: '删除' },
  {
    what: '身份和身份变动',
    why: '您能办什么事，由谁在什么时候开通',
    after: '删除；您替别人办的，只留下“工作人员办的”',
  },
  { what: '通知', why: '让您看得到办事的结果，留 180 天', after: '删除' },
  {
    what: '摊主资料和证照',
    why: '给运营方核对。证照编号加密存着，照片只有您和核对的人看得到',
    after: '删除',
  },
  {
    what: '志愿者登记、技能和证件',
    why: '看您能报哪些岗位。证件编号加密存着，照片只有您和核对的人看得到',
    after: '删除',
  },
  { what: '收藏的摊主', why: '他们出摊时告诉您', after: '删除' },
  { what: '反映的问题', why: '查清楚，再给您答复', after: '内容留着，不再写是谁反映的；照片删除' },
  { what: '订摊和退摊', why: '您的摊位和摊位费', after: '还没到的摊位退掉；出过的摊留在账上，不再写是谁' },
]
