/** The page to look inside a local cloud: reads the control doors once a second and shows what changed. */
import { refreshCalls } from './calls.js'
import { refreshCollections } from './data.js'
import { $ } from './dom.js'
import { refreshFaults } from './faults.js'
import { refreshFiles } from './files.js'
import { refreshPhone } from './phone.js'
import { refreshQueries } from './queries.js'
import { refreshClock, refreshTimers } from './time.js'

const REFRESH_MS = 1000
const parts = [
  refreshClock,
  refreshCalls,
  refreshCollections,
  refreshQueries,
  refreshTimers,
  refreshFaults,
  refreshPhone,
  refreshFiles,
]

async function refreshAll() {
  const outcomes = await Promise.allSettled(parts.map((part) => part()))
  const failed = outcomes.find(({ status }) => status === 'rejected')
  $('connection').textContent = failed ? `The local cloud does not answer: ${failed.reason.message}` : ''
}

async function keepRefreshing() {
  if (!document.hidden) await refreshAll()
  setTimeout(keepRefreshing, REFRESH_MS)
}

document.addEventListener('refresh', refreshAll)
void keepRefreshing()
