import { desk as contract } from '../../../cloudfunctions/pledge/desk/contract'
import { dateOf } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { phoneTime } from '../../shared/device'
import { openExcel } from '../../shared/open-excel'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Notice } from '../../shared/ui/notice'

/** A branch's year as a sheet: its members, and each promise. */
export function BranchYear({ branch }: { branch: string }) {
  const { busy, refusal, act } = useAct()
  const year = Number(dateOf(new Date(phoneTime())).slice(0, 4))
  const save = () =>
    act(async () => {
      const { name, bytes } = await call(contract.yearSheet, { branch, year })
      await openExcel(name, bytes)
    })
  return (
    <>
      {refusal !== undefined && <Notice say={refusal} />}
      <Button
        look="quiet"
        label={busy ? '正在准备…' : `${String(year)} 年的表格`}
        disabled={busy}
        onTap={() => void save()}
      />
    </>
  )
}
