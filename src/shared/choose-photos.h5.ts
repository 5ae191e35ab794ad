/** Lets a person take or pick up to `count` photos; none when they think better of it. */
export const choosePhotos = (count: number): Promise<string[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    Object.assign(input, { type: 'file', accept: 'image/*', multiple: count > 1 })
    input.addEventListener('cancel', () => resolve([]))
    input.addEventListener('change', () =>
      resolve(
        Array.from(input.files ?? [])
          .slice(0, count)
          .map((file) => URL.createObjectURL(file)),
      ),
    )
    input.click()
  })
