// Pages that were read can be read without the server: a worker keeps them in this browser. Only where the page says
// so, which it does not where a token is asked for; what an earlier server left is then taken away.

async function keepForLater(workers, script) {
  if (script === undefined) {
    for (const registration of await workers.getRegistrations()) await registration.unregister()
    await forgetKept()
    return
  }
  const isFirst = !workers.controller
  await workers.register(script, { scope: '/' })
  const { active } = await workers.ready
  // The first page of all was fetched before there was a worker.
  if (isFirst) active?.postMessage(location.href)
}

async function forgetKept() {
  for (const name of ['pages', 'files']) await caches.delete(name)
}

// Browsers have workers on secure addresses only: https, and this machine.
if ('serviceWorker' in navigator && 'caches' in window) {
  const keep = () => keepForLater(navigator.serviceWorker, root.dataset.worker).catch(() => {})
  if (document.readyState === 'complete') void keep()
  else window.addEventListener('load', keep)
  document.addEventListener('forgotten', () => caches.delete('pages'))
}
