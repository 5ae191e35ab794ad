import { View } from '@tarojs/components'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { useServer } from '../shared/use-server'
import { Avatar } from '../shared/ui/avatar'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Progress } from '../shared/ui/progress'
import { Segmented } from '../shared/ui/segmented'
import { Waiting } from '../shared/ui/waiting'
import { useAvatar } from './use-avatar'
import { useName } from './use-name'
import { usePhone } from './use-phone'
import { pictureOf, type Me } from './words'
import './profile.scss'

export default function Profile() {
  const from = useServer(profile.me, {})
  const me = from.value
  if (!me) return <Waiting from={from} heights={[96, 72, 72, 96]} />
  return <Form me={me} seenAt={from.seenAt} refresh={from.reload} />
}

interface Props {
  me: Me
  refresh: () => Promise<void>
}

const ways = [
  { value: 'surname', label: '石**' },
  { value: 'nickname', label: '昵称' },
  { value: 'full', label: '全名' },
] as const

function Form({ me, seenAt, refresh }: Props & { seenAt: string | undefined }) {
  const form = useName(me, refresh)
  const { errors, outcome } = form
  const busy = outcome === 'busy'
  return (
    <Page
      seenAt={seenAt}
      foot={<Button look="filled" label={busy ? '正在保存…' : '保存'} disabled={busy} onTap={() => void form.save()} />}
    >
      <Picture me={me} refresh={refresh} />
      <Field
        label="昵称"
        type="nickname"
        value={form.name}
        placeholder="街坊怎么叫您"
        max={40}
        error={errors.name}
        onInput={form.setName}
      />
      <Field
        label="姓名"
        value={form.fullName}
        placeholder="可以不填"
        hint="登记摊位、记志愿时长用得上"
        max={40}
        error={errors.fullName}
        onInput={form.setFullName}
      />
      <View className="profile-label">别人看到的名字</View>
      <Segmented label="别人看到的名字" options={ways} value={form.shownAs} onChange={form.setShownAs} />
      <View className={errors.shownAs === undefined ? 'name-shown' : 'name-why'}>
        {errors.shownAs === undefined ? `大家会看到：${form.preview}` : `！${errors.shownAs}`}
      </View>
      {outcome === 'saved' && <Notice look="done" say="存好了" />}
      <Phone me={me} refresh={refresh} />
    </Page>
  )
}

const pictureWords = {
  checking: '正在审核，通过就公开',
  refused: '没通过，换一张试试',
  fine: '大家都看得到',
}

function Picture({ me, refresh }: Props) {
  const { percent, refusal, ask } = useAvatar(me.folder, refresh)
  const { avatar } = me
  return (
    <>
      <View className="profile-picture">
        <Avatar size="large" name={me.shownName} src={pictureOf(me)} />
        <View className="profile-words">
          {percent === undefined ? (
            <View className={`profile-state profile-${avatar?.state ?? 'none'} in-phrases`}>
              {avatar ? pictureWords[avatar.state] : '还没有头像'}
            </View>
          ) : (
            <Progress label="正在传" percent={percent} />
          )}
          <Button look="quiet" label={avatar ? '换头像' : '选头像'} disabled={percent !== undefined} {...ask} />
        </View>
      </View>
      {refusal !== undefined && <Notice say={refusal} />}
    </>
  )
}

function Phone({ me, refresh }: Props) {
  const { busy, refusal, ask, remove } = usePhone(refresh)
  return (
    <Card look="plain" name="profile-phone">
      <View className="profile-label">手机号</View>
      <View className="profile-say in-phrases">
        {me.phone ?? '可以不留。办事要找您才用，加密存着，谁也看不到中间几位。'}
      </View>
      {refusal !== undefined && <Notice say={refusal} />}
      {me.phone === undefined ? (
        <Button look="quiet" label={busy ? '正在存…' : '用微信的手机号'} disabled={busy} {...ask} />
      ) : (
        <Button look="quiet" label={busy ? '正在去掉…' : '去掉手机号'} disabled={busy} onTap={remove} />
      )}
    </Card>
  )
}
