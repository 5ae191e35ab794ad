import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { board } from '../../../cloudfunctions/pledge/board/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { dateInFull } from '../../../cloudfunctions/shared/shanghai'
import { dotted } from '../../shared/phrases'
import { pledgeStateWords } from '../../shared/pledge-words'
import { rhythmsWords } from '../../shared/rhythm-words'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { webAddress } from '../../shared/web-address'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { Page } from '../../shared/ui/page'
import { Qr } from '../../shared/ui/qr'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import type { Held } from '../authority'
import { canPrint, print } from '../print'
import { Serving } from '../serving'
import '../desk.scss'
import './notice-board.scss'

type Board = Output<typeof board.noticeBoard>
type Line = Board['items'][number]

const noteOf = ({ by, where }: Line): string => dotted([by, where])
const sideOf = ({ rhythm, state }: Line): string =>
  dotted([rhythmsWords(rhythm), state === 'active' ? undefined : pledgeStateWords[state]])

/** 公示栏 What a branch promised, on paper: for the board in front of the service centre, with a code that leads on. */
export default function NoticeBoard() {
  return <Serving as="secretary" show={(held) => <OfBranch held={held} />} />
}

function OfBranch({ held }: { held: Held }) {
  const from = useServer(board.noticeBoard, { branch: held.place })
  const [prints, setPrints] = useState(0)
  useEffect(() => {
    if (prints > 0) print('.print-only', 'board')
  }, [prints])
  if (!from.value) return <Waiting from={from} heights={[32, 160, 72, 72]} />
  const { branch, items, cut } = from.value
  const address = webAddress(`/pledge/board?branch=${held.place}`)
  return (
    <Page
      seenAt={from.seenAt}
      foot={
        canPrint ? (
          <Button look="filled" label="打印" disabled={items.length === 0} onTap={() => setPrints(prints + 1)} />
        ) : (
          <View className="desk-foot-say">在电脑的浏览器里打开这一页，能打印，带一个扫了就能看的码</View>
        )
      }
      over={prints > 0 ? <Paper of={from.value} address={address} /> : undefined}
    >
      <Title words={branch} />
      <View className="desk-say">印出来贴在服务中心门口。承诺变了再印一张，扫码看到的总是最新的。</View>
      {address !== undefined && (
        <View className="notice-board-code">
          <Qr text={address} label={`${branch}公示栏的码`} keep />
        </View>
      )}
      {items.length === 0 ? (
        <Empty title="还没有公开的承诺" say="定诺以后就会在这里" />
      ) : (
        <Grouped
          label="会印上的"
          items={items}
          row={(line) => (
            <Row title={line.words} note={`${noteOf(line)}\n${sideOf(line)}`} onTap={() => go.pledge(line.id)} />
          )}
        />
      )}
      {cut === true && <View className="desk-say">纸上印最新的 {String(items.length)} 条，别的扫码看。</View>}
    </Page>
  )
}

/** What comes out of the printer, and is seen nowhere else. */
const Paper = ({ of: { branch, today, items }, address }: { of: Board; address: string | undefined }) => (
  <View className="print-only">
    <View className="paper-head">
      <View>
        <View className="paper-title">{branch}公示栏</View>
        <View className="paper-say">{`${dateInFull(today)}印`}</View>
        <View className="paper-say">扫右边的码，看做了没有、留一句谢谢</View>
      </View>
      {address !== undefined && <Qr text={address} label="公示栏的码" />}
    </View>
    {items.map((line) => (
      <View key={line.id} className="paper-line">
        <View className="paper-words">{line.words}</View>
        <View className="paper-note">{noteOf(line)}</View>
        <View className="paper-note">{sideOf(line)}</View>
      </View>
    ))}
  </View>
)
