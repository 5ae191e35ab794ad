import { holdings as market } from '../../market/person'
import { holdings as pledge } from '../../pledge/person'
import type { Holdings } from '../../shared/person'
import { holdings as volunteer } from '../../volunteer/person'
import { holdings as member } from '../person'

/** Every domain that keeps something about people; member's own goes last, because with it the person is gone. */
export const allHoldings: readonly Holdings[] = [market, volunteer, pledge, member]
