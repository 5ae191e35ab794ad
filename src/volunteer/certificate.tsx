import { Image, View } from '@tarojs/components'
import { useMemo } from 'react'
import { certificate as contract, type CertificateView } from '../../cloudfunctions/volunteer/certificate/contract'
import { dateInFull, dateOf } from '../../cloudfunctions/shared/shanghai'
import { pictureOf } from '../shared/aria'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { minutesWords } from '../shared/shift-words'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { certificatePicture, spelled } from './certificate-picture'
import './certificate.scss'

/** 志愿证书 What the reader's hours come to, on a paper that anybody can check; the latest to keep as a picture. */
export default function Certificate() {
  const from = useServer(contract.myCertificates, {})
  const { busy, refusal, act } = useAct(from.reload)
  if (!from.value) return <Waiting from={from} heights={[420, 56]} />
  const { items } = from.value
  const latest = items.find(({ revoked }) => !revoked)
  const others = items.filter((each) => each !== latest)
  return (
    <Page
      seenAt={from.seenAt}
      foot={
        <>
          {refusal !== undefined && <Notice say={refusal} />}
          <Button
            look={latest ? 'quiet' : 'filled'}
            label={busy ? '正在开…' : latest ? '再开一张' : '开一张证书'}
            disabled={busy}
            onTap={() => void act(() => call(contract.makeCertificate, {}))}
          />
        </>
      }
    >
      {latest ? (
        <Latest certificate={latest} />
      ) : (
        <Empty title="还没有证书" say="有志愿时长就能开，不收钱，谁都能核对" />
      )}
      {others.length > 0 && (
        <>
          <Title of="part" words="以前开的" />
          <Grouped label="以前开的" items={others} row={(each) => <Before certificate={each} />} />
        </>
      )}
    </Page>
  )
}

function Latest({ certificate }: { certificate: CertificateView }) {
  const src = useMemo(() => certificatePicture(certificate), [certificate])
  const { name, number, minutes, corrected = 0 } = certificate
  const says = `志愿服务证书，${name}，${minutesWords(minutes - corrected)}，编号 ${spelled(number)}`
  return (
    <>
      <Image className="certificate-image" src={src} mode="widthFix" showMenuByLongpress {...pictureOf(says)} />
      <View className="certificate-say">长按能存成图片，发给要看的人</View>
      <List label="核对">
        <Row icon="scan" title="别人怎么核对" note="扫码，或者输编号" onTap={() => go.checkCertificate(number)} />
      </List>
    </>
  )
}

const Before = ({ certificate: { number, minutes, corrected = 0, at, revoked } }: { certificate: CertificateView }) => (
  <Row
    title={`${dateInFull(dateOf(new Date(at)))}`}
    note={revoked ? `收回了：${revoked.reason}` : undefined}
    tone={revoked ? 'due' : undefined}
    side={minutesWords(minutes - corrected)}
    onTap={() => go.checkCertificate(number)}
  />
)
