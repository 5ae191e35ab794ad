import { createHash } from 'node:crypto'
import type { Notice } from '../../cloudfunctions/shared/documents'

/** A notice about a stall, whose WeChat message waits to be sent. */
export function aNotice(fields: Pick<Notice, 'to' | 'at'> & Partial<Notice>): Notice {
  const { to, at } = fields
  const mark = createHash('sha256').update(to).digest('hex').slice(0, 20)
  return {
    _id: `${at.toISOString().replace(/[-:.]/g, '')}-${mark}`,
    kind: 'market',
    title: '摊位空出来了',
    words: '桃花井 A01 今晚空出来了',
    opens: '/market/night-map?night=2026-11-27-taohuajing',
    unread: true,
    message: {
      state: 'waiting',
      values: { thing1: '摊位空出来了', time2: '2026年11月27日 18:30', phrase3: '待确认', thing4: '桃花井 A01' },
      tries: 0,
      next: at,
    },
    ...fields,
  }
}

/** A notice about a photo, which comes as no WeChat message. */
export function aQuietNotice(fields: Pick<Notice, 'to' | 'at'> & Partial<Notice>): Notice {
  const {
    message: _,
    opens: __,
    ...notice
  } = aNotice({ kind: 'photo', title: '照片通过了', words: '大家看得到了', ...fields })
  return notice
}
