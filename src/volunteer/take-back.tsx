import { useState } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { certificate as contract } from '../../cloudfunctions/volunteer/certificate/contract'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { SaySheet } from '../shared/ui/say-sheet'

const saying = {
  title: '收回这张证书',
  label: '为什么',
  hint: '谁来核对都看得到',
  send: '收回',
  min: 2,
}

/** 收回 For staff, who read what is wrong with a certificate when they check it. */
export function TakeBack({ number, refresh }: { number: string; refresh: () => Promise<void> }) {
  const me = useServer(profile.me, {})
  const [open, setOpen] = useState(false)
  const { busy, refusal, act } = useAct(refresh)
  if (me.value?.roles.some(({ role }) => role === 'staff') !== true) return null
  const say = (reason: string) => act(() => call(contract.revokeCertificate, { number, reason }))
  return (
    <>
      <Button look="text" label="收回这张证书" onTap={() => setOpen(true)} />
      <SaySheet
        saying={saying}
        open={open}
        busy={busy}
        refusal={refusal}
        onSay={async (words) => {
          const done = await say(words)
          if (done) setOpen(false)
          return done
        }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
