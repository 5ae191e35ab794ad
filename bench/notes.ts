/** A note, one of a thousand owners': the document of the local cloud's bench. */
export const noteOf = (number: number) => ({
  _id: `note-${String(number).padStart(8, '0')}`,
  owner: `owner-${number % 1000}`,
  at: number,
  n: 0,
  text: '写点什么。'.repeat(8),
})
