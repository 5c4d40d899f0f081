// Comforts on top of pages that work without them: search as you type, keys, appearance without a reload. Markup
// comes from the server only.

const root = document.documentElement
const main = document.querySelector('main')
const input = document.querySelector('input[type="search"]')
const status = document.getElementById('ui-status')

// Search as you type: on the search page in its region, elsewhere in place of the page, which Escape brings back

let region = document.getElementById('ui-results')
let asked = region ? (new URLSearchParams(location.search).get('q')?.trim() ?? '') : undefined
let covered
const addressOf = ({ pathname, search }) => pathname + search
let shownAt = addressOf(location)
let scrolled = 0
let waiting
let controller
// Of what was asked last: Enter may come before it.
let answered
// Results that are left (by Enter, or for something else on the page) are a step that the browser goes back to; what is
// typed until then is one step.
let step = 0
let stepShown

async function search() {
  const params = new URLSearchParams(new FormData(input.form))
  const query = input.value.trim()
  if (query === asked) return answered
  asked = query
  controller?.abort()
  if (query === '' && (covered || !region)) return covered && goBackToCovered()
  params.set('q', query)
  answered = ask(query, params, step)
  return answered
}

async function ask(query, params, ownStep) {
  controller = new AbortController()
  try {
    const response = await fetch(`/api/search?${params}`, { signal: controller.signal })
    if (response.status === 429) {
      asked = undefined
      waiting = setTimeout(search, 1000 * Number(response.headers.get('Retry-After') ?? 1))
      return
    }
    // The page for people says what is the matter.
    if (!response.ok) return location.assign(`/search?${params}`)
    const answer = await response.json()
    show(answer, query, params, ownStep)
    return answer
  } catch (error) {
    if (error.name === 'AbortError') return
    asked = undefined
    tellUnreached()
  }
}

function tellUnreached() {
  if (document.getElementById('ui-unreached')) return
  const notice = document.createElement('p')
  notice.id = 'ui-unreached'
  notice.className = 'notice unreached'
  notice.textContent = root.dataset.unsearched
  // It takes the place of what a worker says of the page.
  document.querySelector('.unreached')?.remove()
  main.prepend(notice)
  status.textContent = notice.textContent
}

function show(answer, query, params, ownStep) {
  const isNewStep = stepShown !== ownStep && region !== null
  stepShown = ownStep
  document.getElementById('ui-unreached')?.remove()
  if (!region) cover()
  region.innerHTML = answer.html
  if (!covered) document.body.dataset.layout = query === '' ? 'landing' : 'search'
  document.title = answer.title
  status.textContent = answer.status
  // The address of a page stands for that page: there are no results to come back to.
  if (!answer.page) keepAddress(query === '' ? '/' : `/search?${params}`, isNewStep)
  shownAt = addressOf(location)
  pointLanguageHere()
  document.dispatchEvent(new Event('shown'))
}

function keepAddress(address, isNewStep) {
  if (!isNewStep || address === addressOf(location)) return history.replaceState(history.state, '', address)
  history.pushState(null, '', address)
  if (covered) covered.steps++
}

// The other language is that of what is shown, not of what the page was loaded with.
function pointLanguageHere() {
  const link = document.querySelector('.choices [hreflang]')
  const params = new URLSearchParams(location.search)
  params.set('ui', link.hreflang)
  link.href = `${location.pathname}?${params}`
}

function cover() {
  covered = { title: document.title, scroll: scrolled, address: shownAt, steps: 1 }
  history.pushState(null, '')
  region = document.createElement('div')
  region.id = 'ui-results'
  region.className = 'region'
  for (const part of main.children) part.hidden = true
  main.append(region)
  window.scrollTo(0, 0)
}

function goBackToCovered() {
  history.go(-covered.steps)
}

function uncover() {
  controller?.abort()
  clearTimeout(waiting)
  region.remove()
  region = null
  for (const part of main.children) part.hidden = false
  document.title = covered.title
  status.textContent = ''
  input.value = input.defaultValue
  asked = undefined
  const { scroll, address } = covered
  shownAt = address
  covered = undefined
  pointLanguageHere()
  input.blur()
  // After the browser has put the page where it thinks that it was.
  requestAnimationFrame(() => window.scrollTo(0, scroll))
}

// A page that was loaded at the address of its results holds nothing of what they stood in place of.
window.addEventListener('popstate', () => {
  if (covered && addressOf(location) === covered.address) uncover()
  else if (addressOf(location) !== shownAt) location.reload()
})

function searchSoon() {
  clearTimeout(waiting)
  waiting = setTimeout(search, 110)
}

if (input) {
  // Browsers scroll to what is typed in, though the bar that holds it stays in sight.
  input.addEventListener('focus', () => {
    if (!covered) scrolled = window.scrollY
  })
  input.addEventListener('input', (event) => {
    // While an input method composes, the text is not yet what the reader means.
    if (!event.isComposing) searchSoon()
  })
  input.addEventListener('compositionend', searchSoon)
  input.form.addEventListener('submit', async (event) => {
    event.preventDefault()
    clearTimeout(waiting)
    const typed = input.value
    const answer = await search()
    step++
    // Who typed on meanwhile is not interrupted.
    if (input.value !== typed) return
    if (answer?.page) location.assign(answer.page)
    else hits()[0]?.focus()
  })
  input.addEventListener('blur', () => step++)
  // Of a log that is too long the browser would keep the beginning, and what went wrong often stands at its end.
  input.addEventListener('paste', (event) => {
    const text = (event.clipboardData?.getData('text/plain') ?? '').replace(/\s+/g, ' ').trim()
    const half = Math.floor(input.maxLength / 2) - 2
    if (text.length <= input.maxLength) return
    event.preventDefault()
    input.value = `${text.slice(0, half)} … ${text.slice(-half)}`
    searchSoon()
  })
}

// Keys: "/" to the search, arrows between results, Escape back to where one was

const hits = () => [...document.querySelectorAll('.hit-link')]

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
  if (event.key === '/' && !isTyping) {
    event.preventDefault()
    // A bar that stays in sight would be scrolled to where it began.
    const isInSight = input && input.getBoundingClientRect().bottom > 0
    input?.focus({ preventScroll: isInSight })
    input?.select()
  } else if (event.key === 'Escape') leave(event)
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event)
})

function move(event) {
  const all = hits()
  const at = all.indexOf(document.activeElement)
  const isInSearch = document.activeElement === input
  if (all.length === 0 || (at < 0 && !isInSearch)) return
  event.preventDefault()
  const next = event.key === 'ArrowDown' ? at + 1 : at - 1
  if (next < 0) {
    if (!isInSearch) input.focus()
    return
  }
  const target = all[Math.min(next, all.length - 1)]
  target.focus()
  target.scrollIntoView({ block: 'nearest' })
}

function leave(event) {
  if (document.activeElement === input) {
    event.preventDefault()
    if (covered) goBackToCovered()
    else if (input.value === '' || !region) {
      input.value = input.defaultValue
      input.blur()
    } else {
      input.value = ''
      searchSoon()
    }
  } else if (document.activeElement?.classList.contains('hit-link')) {
    input.focus()
    input.select()
  } else if (!isWidest.matches && document.querySelector('.widest-open[open]')) openWhereWide()
  else document.querySelector('.marked .back')?.click()
}

// Whoever comes back from a page to the results is at its result. The server has no referrer sent.

const LEFT = 'left'

function remember(path) {
  try {
    const left = sessionStorage.getItem(LEFT)
    if (path) sessionStorage.setItem(LEFT, path)
    else sessionStorage.removeItem(LEFT)
    return left
  } catch {
    // Storage may be forbidden; then the results begin at their beginning.
    return null
  }
}

const left = remember()
if (left) {
  hits()
    .find(({ pathname }) => pathname === left)
    ?.focus()
}
document.querySelector('.marked .back')?.addEventListener('click', () => remember(location.pathname))

// Filters and contents are folded away on a phone only, the outline where it has no column of its own

const isWide = window.matchMedia('(min-width: 60rem)')
const isWidest = window.matchMedia('(min-width: 84rem)')

function openWhereWide() {
  for (const details of document.querySelectorAll('details.wide-open')) details.open = isWide.matches
  for (const details of document.querySelectorAll('details.widest-open')) details.open = isWidest.matches
}
openWhereWide()
isWide.addEventListener('change', openWhereWide)
isWidest.addEventListener('change', openWhereWide)
document.addEventListener('shown', openWhereWide)

// Appearance, kept in the cookie that the server reads

for (const link of document.querySelectorAll('[data-theme-choice]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault()
    root.dataset.theme = link.dataset.themeChoice
    // biome-ignore lint/suspicious/noDocumentCookie: Safari before 18.4 and plain HTTP have no Cookie Store API.
    document.cookie = `theme=${link.dataset.themeChoice}; path=/; max-age=31536000; samesite=lax`
    document.querySelector(`[data-theme-choice]:not([data-theme-choice="${link.dataset.themeChoice}"])`)?.focus()
  })
}
