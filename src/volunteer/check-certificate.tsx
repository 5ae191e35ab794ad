import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { certificate as contract, type CertificateView } from '../../cloudfunctions/volunteer/certificate/contract'
import { dateInFull, dateOf, dayAndTime } from '../../cloudfunctions/shared/shanghai'
import { canScan, scan } from '../shared/scan'
import { useShare } from '../shared/share'
import { minutesWords } from '../shared/shift-words'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { spelled } from './certificate-picture'
import { TakeBack } from './take-back'

const signs = 12
/** A number without the spaces that people write into it, in large letters. */
const numberOf = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase()
const isNumber = (number: string): boolean => /^[2-9A-HJ-NP-Z]{12}$/.test(number)

/** 查证书 Whether a certificate is genuine and what it states, for anybody who has its number. */
export default function CheckCertificate() {
  const { number: given = '' } = useRouter().params
  const [typed, setTyped] = useState(spelled(numberOf(given)))
  const [number, setNumber] = useState(numberOf(given))
  const [wrong, setWrong] = useState(false)
  const from = useServer(contract.checkCertificate, isNumber(number) ? { number } : null)
  useShare({
    title: '查一查志愿证书',
    path: `/volunteer/check-certificate${isNumber(number) ? `?number=${number}` : ''}`,
  })
  const check = (text: string) => {
    const next = numberOf(text)
    setTyped(spelled(next))
    setWrong(!isNumber(next))
    setNumber(next)
    // It may have been taken back since.
    if (next === number) void from.reload()
  }
  const read = async () => {
    const text = await scan()
    if (text !== null) check(text)
  }
  const type = (text: string) => {
    setTyped(text)
    setWrong(false)
  }
  return (
    <Page
      seenAt={from.seenAt}
      foot={
        <>
          <Button look="filled" label="核对" onTap={() => check(typed)} />
          {canScan && <Button look="quiet" label="扫证书上的码" onTap={() => void read()} />}
        </>
      }
    >
      <Field
        label="证书编号"
        value={typed}
        max={signs + 4}
        onInput={type}
        hint={`${String(signs)} 位字母和数字，在证书的码下面`}
        error={wrong ? '编号是 12 位字母和数字，没有 0、1、I、O，再对一遍' : undefined}
      />
      {!wrong && from.refused && !from.value && <Notice say={from.refused.say} />}
      {!wrong && from.value && <States certificate={from.value} />}
      {!wrong && from.value && !from.value.revoked && <TakeBack number={number} refresh={from.reload} />}
    </Page>
  )
}

function States({ certificate }: { certificate: CertificateView }) {
  const { name, placeName, minutes, corrected = 0, stars, from, until, at, revoked } = certificate
  return (
    <>
      {revoked ? (
        <Notice say={`这张证书 ${dayAndTime(revoked.at)} 收回了：${revoked.reason}`} />
      ) : (
        <Notice look="done" say="是真的，现在有效" />
      )}
      <Title of="part" words="证书上写的" />
      <List label="证书上写的">
        <Row title="谁的" note={placeName} side={name} />
        <Row
          title="志愿服务"
          note={corrected > 0 ? `开具以后更正了 ${minutesWords(corrected)}` : undefined}
          side={minutesWords(minutes - corrected)}
        />
        <Row title="从哪天" side={dateInFull(from)} />
        <Row title="到哪天" side={dateInFull(until)} />
        {stars > 0 && <Row title="星级" side={`${String(stars)} 星`} />}
        <Row title="哪天开的" side={dateInFull(dateOf(new Date(at)))} />
      </List>
    </>
  )
}
