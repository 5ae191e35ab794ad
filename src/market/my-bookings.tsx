import { View } from '@tarojs/components'
import { booking, type Booking } from '../../cloudfunctions/market/booking/contract'
import { dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'
import { phoneTime } from '../shared/device'
import { go } from '../shared/routes'
import { useList } from '../shared/use-list'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Coming } from '../shared/ui/coming'
import { Pieces } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { List, Row } from '../shared/ui/row'
import { CancelSheet } from './cancel-sheet'
import { KeptFoot } from './kept-foot'
import { SwapFoot } from './swap-foot'
import { useCancelling } from './use-cancelling'
import { eveningWithDate, feeWords, hoursOf, kindWords } from './words'
import './my-bookings.scss'

/** How many a page holds: each is a card of many parts. */
const mostBookings = 40

/** 我订的摊位 A vendor's bookings, with a way to give one back: part of a page. */
export function MyBookings() {
  const list = useList(booking.listMyBookings, {}, mostBookings)
  const cancelling = useCancelling(list.reload)
  if (!list.value) return <Coming from={list} heights={[72]} />
  const { today } = list.value
  return (
    <>
      {list.items.length === 0 && (
        <List label="我订的摊位">
          <Row title="还没有订摊位" note="去摊位图上点一个空的" onTap={go.home} />
        </List>
      )}
      <View>
        <Pieces
          items={list.items}
          part={(each) => (
            <OneBooking booking={each} today={today} refresh={list.reload} onCancel={() => cancelling.ask(each)} />
          )}
        />
      </View>
      <ListEnd {...list} />
      <CancelSheet {...cancelling} />
    </>
  )
}

interface OneProps {
  booking: Booking
  today: string
  refresh: () => Promise<void>
  onCancel: () => void
}

function OneBooking({ booking: booked, today, refresh, onCancel }: OneProps) {
  const { date, name, stall, kind, fee, cancelBy, whyNotCancel, season, swaps = [], ...times } = booked
  const over = date < today
  // A night goes on past midnight.
  const gone = over && times.endsAt < phoneTime()
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
      {!over && times.until !== undefined && <KeptFoot kept={booked} refresh={refresh} />}
      {date <= today && !gone && times.until === undefined && (
        <List label="今晚" name="booking-tonight">
          <Row icon="scan" title="入场码" note="签到、收摊" onTap={() => go.gatePass(booked.night, stall)} />
        </List>
      )}
      {!over && swaps.map((each) => <SwapFoot key={each.id} night={booked.night} offer={each} refresh={refresh} />)}
      {!over && times.until === undefined && (
        <View className="booking-foot">
          <View className="booking-until">
            {season ? '固定摊，来不了早点说，让给别人' : (whyNotCancel?.say ?? `${dayAndTime(cancelBy)} 前可以退`)}
          </View>
          <View className="booking-cancel">
            <Button
              look="quiet"
              label={season ? '这晚不来' : '退摊'}
              disabled={!season && whyNotCancel !== undefined}
              onTap={onCancel}
            />
          </View>
        </View>
      )}
    </Card>
  )
}
