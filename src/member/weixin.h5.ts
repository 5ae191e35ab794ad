import { choosePhotos } from '../shared/choose-photos'
import { owner } from '../shared/transport'

/** In a browser a picture is a file of the person's. */
export const askAvatar = (onChosen: (filePath: string) => void, onFailed: (say: string) => void) => ({
  onTap: () =>
    void choosePhotos(1).then(
      ([chosen]) => chosen !== undefined && onChosen(chosen),
      () => onFailed('没能打开相册，再点一次'),
    ),
})

async function phoneCode(): Promise<string> {
  const answer = await fetch('/phone-code', { method: 'POST', headers: { 'x-openid': owner() } })
  const { code } = (await answer.json()) as { code: string }
  return code
}

/** In a browser the local cloud gives the code of a made-up number. */
export const askPhone = (onCode: (code: string) => void, onFailed: (say: string) => void) => ({
  onTap: () => void phoneCode().then(onCode, () => onFailed('这会儿没取到号码，过一会儿再点')),
})
