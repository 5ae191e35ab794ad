import { View } from '@tarojs/components'
import { headingRole, tapRole } from '../aria'
import { Icon } from './icon'
import './month-bar.scss'

interface Props {
  /** As `2026-11`. */
  month: string
  onStep: (by: 1 | -1) => void
}

/** A month, with the one before and the one after a tap away. */
export function MonthBar({ month, onStep }: Props) {
  const [year = '', number = ''] = month.split('-')
  const step = (by: 1 | -1, label: string) => (
    <View
      className={`month-step${by < 0 ? ' month-back' : ''}`}
      hoverClass="pressed"
      {...tapRole()}
      aria-label={label}
      onClick={() => onStep(by)}
    >
      <Icon name="go" />
    </View>
  )
  return (
    <View className="month-bar">
      {step(-1, '上个月')}
      <View className="month-words" {...headingRole(1)}>
        {`${year}年${String(Number(number))}月`}
      </View>
      {step(1, '下个月')}
    </View>
  )
}
