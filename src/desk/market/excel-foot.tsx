import { figures } from '../../../cloudfunctions/market/figures/contract'
import { call } from '../../shared/cloud'
import { openExcel } from '../../shared/open-excel'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Notice } from '../../shared/ui/notice'

type Of = { night: string } | { market: string; month: string }

const fetchSheet = (of: Of) => ('night' in of ? call(figures.nightSheet, of) : call(figures.monthSheet, of))

/** 导出 Excel Fetches the file of a night or a month, and opens it. */
export function ExcelFoot({ of }: { of: Of }) {
  const { busy, refusal, act } = useAct()
  const open = async () => {
    const { name, base64 } = await fetchSheet(of)
    await openExcel(name, base64)
  }
  return (
    <>
      {refusal !== undefined && <Notice say={refusal} />}
      <Button look="quiet" label={busy ? '正在生成…' : '导出 Excel'} onTap={() => void act(open)} />
    </>
  )
}
