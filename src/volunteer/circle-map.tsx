import { Map } from '@tarojs/components'
import { walks } from '../../cloudfunctions/volunteer/point/rules'
import './circle.scss'
import type { CircleMapProps } from './spots'

/** So that a walk of 15 minutes around the middle fits a phone. */
const scale = 14
/** Red, green, blue and how much of it, over WeChat's map, which has a ground of its own. */
const ring = { color: '#1b7351cc', fillColor: '#1b735114', strokeWidth: 1 }

/** What is around a middle, on WeChat's own map; rings lie as far as one walks in 5, 10 and 15 minutes. */
export const CircleMap = ({ middle, spots, onPick }: CircleMapProps) => (
  <Map
    className="circle-map"
    {...middle}
    scale={scale}
    circles={walks.map(({ metres }) => ({ ...middle, ...ring, radius: metres }))}
    markers={spots.map((spot, id) => ({
      ...{ id, latitude: spot.latitude, longitude: spot.longitude, ariaLabel: spot.name },
      iconPath: 'point' in spot ? '/assets/point.png' : '/assets/shift.png',
      ...{ width: 32, height: 40 },
    }))}
    onMarkerTap={({ detail }) => {
      const spot = spots[Number(detail.markerId)]
      if (spot) onPick([spot])
    }}
    onError={() => undefined}
  />
)
