import { useState } from 'react'
import { profile as contract } from '../../cloudfunctions/volunteer/profile/contract'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { wrongWith } from '../shared/wrong-with'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'

const rule = contract.setContact.input.entries.phone.wrapped

/** 留电话 A phone for whoever organises what one signs up for: left, and taken back, whenever one likes. */
export function ContactForm({ phone, refresh }: { phone?: string | undefined; refresh: () => Promise<void> }) {
  const { busy, refusal, act } = useAct(refresh)
  const [written, setWritten] = useState('')
  const [tried, setTried] = useState(false)
  const leave = async () => {
    setTried(true)
    if (wrongWith(rule, written) !== undefined) return
    if (!(await act(() => call(contract.setContact, { phone: written })))) return
    setWritten('')
    setTried(false)
  }
  return (
    <>
      <Title of="part" words="留个电话" />
      {phone === undefined ? (
        <>
          <Field
            label="电话"
            value={written}
            placeholder="不留也能报名"
            hint="报上的那一班，组织和带队的人前一天到后一天看得到"
            error={tried ? wrongWith(rule, written) : undefined}
            max={11}
            onInput={setWritten}
          />
          <Button look="quiet" label="留下" disabled={busy} onTap={() => void leave()} />
        </>
      ) : (
        <>
          <List label="留的电话">
            <Row title={phone} note="只在报上那一班的前一天到后一天，给组织和带队的人看" />
          </List>
          <Button
            look="quiet"
            label="收回电话"
            disabled={busy}
            onTap={() => void act(() => call(contract.setContact, {}))}
          />
        </>
      )}
      {refusal !== undefined && <Notice say={refusal} />}
    </>
  )
}
