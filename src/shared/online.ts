import { watchNetwork } from './network'
import { createStore } from './store'

const store = createStore(() => true)

/** Begins to watch the network; until it is heard of, it counts as there. */
export const startOnline = () => watchNetwork((online) => online !== store.get() && store.set(online))

/** Runs each time the network comes back. */
export const whenOnlineAgain = (run: () => void) => store.subscribe(() => store.get() && run())

/** Whether this phone is connected, as far as it knows. */
export const isOnline = (): boolean => store.get()

/** The same inside a page, which is drawn anew when it changes. */
export const useOnline = (): boolean => store.use()
