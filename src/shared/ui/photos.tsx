import { View } from '@tarojs/components'
import { role, tapRole } from '../aria'
import type { Photo } from '../use-photos'
import { CloudImage } from './cloud-image'
import { Icon } from './icon'
import { Notice } from './notice'
import './photos.scss'

interface Props {
  label: string
  photos: readonly Photo[]
  /** How many at most. */
  max: number
  /** What the album said, if it did not open. */
  refusal?: string | undefined
  add: (room: number) => void
  remove: (src: string) => void
  retry: (src: string) => void
}

/** Photos of a form, from `usePhotos`: what is chosen, how far each is on its way, and room for more. */
export function Photos({ label, photos, max, refusal, add, remove, retry }: Props) {
  const room = max - photos.length
  return (
    <View className="photos" {...role('group')} aria-label={label}>
      <View className="photos-label">{`${label} ${String(photos.length)} / ${String(max)}`}</View>
      <View className="photos-tiles">
        {photos.map((photo, index) => (
          <Tile key={photo.src} photo={photo} name={`第 ${String(index + 1)} 张`} remove={remove} retry={retry} />
        ))}
        {room > 0 && (
          <View
            className="photo photo-add"
            hoverClass="pressed"
            {...tapRole()}
            aria-label={`添加照片，还能加 ${String(room)} 张`}
            onClick={() => add(room)}
          >
            <Icon name="camera" />
            <View>添加照片</View>
          </View>
        )}
      </View>
      {refusal !== undefined && <Notice say={refusal} />}
    </View>
  )
}

interface TileProps extends Pick<Props, 'remove' | 'retry'> {
  photo: Photo
  name: string
}

const stateWords = { failed: '没传上，点一下再传', checking: '正在审核', refused: '不能用' }

function Tile({ photo: { src, state, percent, say }, name, remove, retry }: TileProps) {
  const words = state === 'sending' ? `${String(percent)}%` : state === 'ready' ? '' : stateWords[state]
  const failed = state === 'failed' ? { ...tapRole(), 'aria-label': `${name}${words}`, onClick: () => retry(src) } : {}
  return (
    <View className={`photo photo-${state}`}>
      <CloudImage name="photo-image" src={src} label={name} />
      {words !== '' && (
        <View className="photo-words" {...failed}>
          {state === 'sending' && (
            <View className="photo-track">
              <View className="photo-bar" style={{ width: words }} />
            </View>
          )}
          {state === 'refused' ? (say ?? words) : words}
        </View>
      )}
      <View className="photo-remove" {...tapRole()} aria-label={`删掉${name}`} onClick={() => remove(src)}>
        <View className="photo-cross">
          <Icon name="close" />
        </View>
      </View>
    </View>
  )
}
