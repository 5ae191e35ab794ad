import { find } from '../../shared/database'
import type { Shelf } from '../../shared/person'
import { unseal } from '../../shared/seal'
import { volunteers } from '../documents'
import { paperWords, skillWords } from '../shift/contract'
import type { Paper } from './documents'

const registered = (openid: string) => find(volunteers, { where: { _id: openid }, sort: [], limit: 1 })

/** Where somebody is registered as a volunteer, and what came of it. */
export const profile: Shelf = {
  title: '志愿者登记',
  read: async (openid) => ({
    rows: (await registered(openid)).map(({ placeName, skills, phone, joinedAt, resigned, steps }) => ({
      社区: placeName,
      技能: skills.map((skill) => skillWords[skill]),
      ...(phone ? { 电话: unseal(phone.sealed, openid) } : {}),
      登记时间: joinedAt.toISOString(),
      ...(resigned ? { 退出时间: resigned.toISOString() } : {}),
      经过: steps.map(({ event, at, say }) => [event, at.toISOString(), say].filter(Boolean).join(' ')),
    })),
  }),
}

const row = (openid: string, { kind, number, until, file, at }: Paper, state: string) => ({
  证件: paperWords[kind],
  编号: unseal(number, openid),
  有效期: until,
  照片: file,
  状态: state,
  时间: at.toISOString(),
})

/** A volunteer's papers, with their numbers. */
export const papers: Shelf = {
  title: '志愿者证件',
  read: async (openid) => ({
    rows: (await registered(openid)).flatMap(({ papers, offered }) => [
      ...papers.map((paper) => row(openid, paper, '已通过')),
      ...offered.map((paper) => row(openid, paper, paper.refused === undefined ? '等核对' : '没通过')),
    ]),
  }),
}
