/** Tells whether this browser is connected, now and whenever that changes. */
export function watchNetwork(tell: (online: boolean) => void): void {
  tell(navigator.onLine)
  window.addEventListener('online', () => tell(true))
  window.addEventListener('offline', () => tell(false))
}
