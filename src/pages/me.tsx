import { View } from '@tarojs/components'
import { booking, type Booking } from '../../cloudfunctions/market/booking/contract'
import { dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'
import { CancelSheet } from '../market/cancel-sheet'
import { useCancelling, type Cancelling } from '../market/use-cancelling'
import { eveningWithDate, feeWords, hoursOf, kindWords } from '../market/words'
import { go } from '../shared/routes'
import { useList, type ListFromServer } from '../shared/use-list'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Empty } from '../shared/ui/empty'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import './me.scss'

const toTonight = { label: '去看今晚的夜市', onTap: go.home }

export default function Me() {
  const list = useList(booking.listMyBookings)
  const cancelling = useCancelling(list.reload)
  if (list.refused?.code === 'NOT_ALLOWED')
    return (
      <Page>
        <Empty title="您还不是摊主" say="摊主订的摊位会在这里。想来摆摊，找夜市运营方登记" action={toTonight} />
      </Page>
    )
  if (!list.value) return <Waiting from={list} heights={[176, 176]} />
  return (
    <Page seenAt={list.seenAt} over={<CancelSheet {...cancelling} />}>
      <Title words="我订的摊位" />
      <Bookings list={list} cancelling={cancelling} />
    </Page>
  )
}

interface BookingsProps {
  list: ListFromServer<typeof booking.listMyBookings>
  cancelling: Cancelling
}

function Bookings({ list, cancelling }: BookingsProps) {
  if (list.items.length === 0)
    return <Empty title="还没有订摊位" say="在摊位图上点一个空的，订好就在这里" action={toTonight} />
  const today = list.value?.today ?? ''
  return (
    <>
      {list.items.map((each) => (
        <OneBooking
          key={`${each.night} ${each.stall}`}
          booking={each}
          today={today}
          onCancel={() => cancelling.ask(each)}
        />
      ))}
      {list.noMore && <Notice say={list.noMore.say} />}
    </>
  )
}

interface OneProps {
  booking: Booking
  today: string
  onCancel: () => void
}

function OneBooking({
  booking: { date, name, stall, kind, fee, cancelBy, whyNotCancel, ...times },
  today,
  onCancel,
}: OneProps) {
  const over = date < today
  return (
    <Card name="booking" look={over ? 'plain' : 'raised'}>
      <View className="booking-head">
        <View className="booking-date">{over ? longDate(date) : eveningWithDate(date, today)}</View>
        <View className="booking-name">{name}</View>
      </View>
      <View className="booking-body">
        <View className="booking-stall">{stall}</View>
        <View className="booking-facts">
          <View>
            {kindWords[kind]} · {feeWords(fee)}
          </View>
          <View className="booking-hours">出摊 {hoursOf({ date, ...times })}</View>
        </View>
      </View>
      {!over && (
        <View className="booking-foot">
          <View className="booking-until">{whyNotCancel?.say ?? `${dayAndTime(cancelBy)} 前可以退`}</View>
          <View className="booking-cancel">
            <Button look="quiet" label="退摊" disabled={whyNotCancel !== undefined} onTap={onCancel} />
          </View>
        </View>
      )}
    </Card>
  )
}
