/** Only the clock stands still; whatever waits goes on waiting. */
const realTimers: FakeableAPI[] = [
  'nextTick',
  'queueMicrotask',
  'performance',
  'hrtime',
  'setImmediate',
  'clearImmediate',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
]

/** From then on the time of this process is what a test sets (`jest.setSystemTime`), until `jest.useRealTimers`. */
export const stopClock = (now = new Date()) => jest.useFakeTimers({ now, doNotFake: realTimers })
