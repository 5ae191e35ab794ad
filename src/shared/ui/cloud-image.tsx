import { Image } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { pictureOf } from '../aria'
import { fileUrl } from '../transport'
import './cloud-image.scss'

interface Props {
  /** A cloud's file id, or where the picture lies on the phone. */
  src: string
  /** What is on it, for who cannot see it; empty where the words beside it say so. */
  label: string
  /** Its class, which gives it its size; `wide-picture`: as wide as what it stands in. */
  name: string
}

/** A picture that lies in the cloud. */
export function CloudImage({ src, label, name }: Props) {
  const known = src.startsWith('cloud://') ? '' : src
  const [shown, setShown] = useState({ src, url: known })
  useEffect(() => {
    let late = false
    const show = (url: string) => !late && setShown({ src, url })
    // A picture that does not come leaves its ground; the words beside it stay.
    fileUrl(src).then(show, () => show(''))
    return () => {
      late = true
    }
  }, [src])
  const url = shown.src === src ? shown.url : known
  return (
    <Image
      className={name}
      mode="aspectFill"
      src={url}
      onError={() => setShown({ src, url: '' })}
      {...pictureOf(label)}
    />
  )
}
