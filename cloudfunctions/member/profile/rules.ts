import type { Code, ShownAs } from '../../shared/contract'
import type { profile } from './contract'

/** What a person said of their name. */
export interface NameFacts {
  name?: string
  fullName?: string
  shownAs?: ShownAs
}

/** 复姓 Surnames of two characters that are still met with. */
const compound = new Set(
  (
    '欧阳 太史 上官 端木 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 ' +
    '仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 亓官 司寇 巫马 公西 颛孙 漆雕 乐正 谷梁 拓跋 轩辕 令狐 百里 呼延 东郭 南门 ' +
    '羊舌 微生 梁丘 左丘 西门 第五 即墨 达奚 褚师'
  ).split(' '),
)

/** The surname alone, the rest hidden however long it is: 石**, 欧阳**. */
function surnameOnly(fullName: string): string {
  const signs = [...fullName]
  const two = signs.slice(0, 2).join('')
  return `${signs.length > 2 && compound.has(two) ? two : (signs[0] ?? '')}**`
}

/** What somebody is called of whom nothing is known. */
const nobody = '邻居'

/** How a name is shown: as its owner chose, else by the nickname, else the surname alone. */
export const shownAsOf = ({ name, shownAs }: NameFacts): ShownAs =>
  shownAs ?? (name === undefined ? 'surname' : 'nickname')

/** A person's name as others read it; the full one only where its owner chose so. Never empty. */
export function shownName(facts: NameFacts): string {
  const { name, fullName } = facts
  const shownAs = shownAsOf(facts)
  if (fullName !== undefined && shownAs === 'full') return fullName
  if (fullName !== undefined && shownAs === 'surname') return surnameOnly(fullName)
  return name ?? nobody
}

/** Why a name cannot be shown so, or null; the page greys the choice by the same rule. */
export function whyNotShownAs(wanted: ShownAs, facts: NameFacts): Code<typeof profile.setShownAs> | null {
  if (wanted === 'nickname') return facts.name === undefined ? 'NAME_MISSING' : null
  return facts.fullName === undefined ? 'FULL_NAME_MISSING' : null
}

/** A phone number with its middle hidden, `138****8000`; of one that cannot be read, only its end. */
export const maskPhone = (phone: string | null, last: string): string =>
  phone === null || phone.length < 8 ? `*******${last}` : `${phone.slice(0, 3)}****${phone.slice(-4)}`
