import { desk as contract } from '../../../cloudfunctions/pledge/desk/contract'
import { call } from '../../shared/cloud'
import { openExcel } from '../../shared/open-excel'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Notice } from '../../shared/ui/notice'

/** A branch's year as a sheet: its members, and each promise. */
export function BranchYear({ branch, year }: { branch: string; year: number }) {
  const { busy, refusal, act } = useAct()
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
