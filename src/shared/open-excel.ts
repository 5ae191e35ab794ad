import Taro from '@tarojs/taro'

const fail =
  (reject: (error: Error) => void) =>
  ({ errMsg }: { errMsg: string }) =>
    reject(new Error(errMsg))

/** Opens an Excel file that the cloud made: in WeChat's reader, from where it can be sent on. */
export async function openExcel(_name: string, base64: string): Promise<void> {
  // One name, which no phone stumbles over: the next file takes the place of the one before.
  const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/yanhuo-linli.xlsx`
  await new Promise<void>((resolve, reject) =>
    Taro.getFileSystemManager().writeFile({
      filePath,
      data: base64,
      encoding: 'base64',
      success: () => resolve(),
      fail: fail(reject),
    }),
  )
  await Taro.openDocument({ filePath, fileType: 'xlsx', showMenu: true })
}
