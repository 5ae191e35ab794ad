import { watchNetwork } from './network'
import { createStore } from './store'

const store = createStore(() => true)

/** Begins to watch the network; until it is heard of, it counts as there. */
export const startOnline = () => watchNetwork((online) => online !== store.get() && store.set(online))

/** Whether this phone is connected. */
export const useOnline = (): boolean => store.use()
