import Taro from '@tarojs/taro'

const fail =
  (reject: (error: Error) => void) =>
  ({ errMsg }: { errMsg: string }) =>
    reject(new Error(errMsg))

/** Keeps a text as a file of this mini-program and gives its path. */
export function writeText(name: string, text: string): Promise<string> {
  const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/${name}`
  return new Promise((resolve, reject) =>
    Taro.getFileSystemManager().writeFile({
      filePath,
      data: text,
      encoding: 'utf8',
      success: () => resolve(filePath),
      fail: fail(reject),
    }),
  )
}

/** By a tap: hands a file on, to a chat of the person's choice. Rejects where nobody was chosen. */
export const giveFile = async (filePath: string, name: string): Promise<void> => {
  await Taro.shareFileMessage({ filePath, fileName: name })
}
