import { View } from '@tarojs/components'
import { figureIds, type FigureId, type Values } from '../../../cloudfunctions/market/figures/contract'
import { definitions, figureParts } from '../../../cloudfunctions/market/figures/rules'
import { List, Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { valueWords } from './figure-words'

interface Props {
  values: Values
  onOpen: (figure: FigureId) => void
}

/** Figures part by part; each opens to what it means and counts. */
export const FigureList = ({ values, onOpen }: Props) => (
  <>
    {figureParts.map((part) => (
      <View key={part}>
        <Title of="part" words={part} />
        <List name="desk-card" label={part}>
          {figureIds
            .filter((id) => definitions[id].part === part)
            .map((id) => (
              <Row key={id} title={definitions[id].name} side={valueWords(id, values[id])} onTap={() => onOpen(id)} />
            ))}
        </List>
      </View>
    ))}
  </>
)
