// Comforts on top of pages that work without them: search as you type, keys, copying, appearance without a reload. Markup comes from the server only.

const root = document.documentElement
const input = document.querySelector('input[type="search"]')
const region = document.getElementById('ui-results')
const status = document.getElementById('ui-status')
const isWide = window.matchMedia('(min-width: 60rem)')

// Search as you type

let asked = new URLSearchParams(location.search).get('q')?.trim() ?? ''
let waiting
let controller

async function search() {
  const params = new URLSearchParams(new FormData(input.form))
  const query = input.value.trim()
  if (query === asked) return
  asked = query
  controller?.abort()
  controller = new AbortController()
  params.set('q', query)
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
    region.innerHTML = answer.html
    document.body.dataset.layout = query === '' ? 'landing' : 'search'
    document.title = answer.title
    status.textContent = answer.status
    history.replaceState(null, '', query === '' ? '/' : `/search?${params}`)
    openWhereWide()
  } catch (error) {
    if (error.name !== 'AbortError') asked = undefined
  }
}

function searchSoon() {
  clearTimeout(waiting)
  waiting = setTimeout(search, 110)
}

if (region && input) {
  input.addEventListener('input', (event) => {
    // While an input method composes, the text is not yet what the reader means.
    if (!event.isComposing) searchSoon()
  })
  input.addEventListener('compositionend', searchSoon)
  input.form.addEventListener('submit', async (event) => {
    event.preventDefault()
    clearTimeout(waiting)
    await search()
    hits()[0]?.focus()
  })
}

// Keys: "/" to the search, arrows between results, Escape back

const hits = () => [...document.querySelectorAll('.hit-link')]

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
  if (event.key === '/' && !isTyping) {
    event.preventDefault()
    input?.focus()
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
    if (input.value === '') input.blur()
    else {
      event.preventDefault()
      input.value = ''
      if (region) searchSoon()
    }
  } else if (document.activeElement?.classList.contains('hit-link')) {
    input.focus()
    input.select()
  }
}

// Filters and contents are folded away on a phone only

function openWhereWide() {
  for (const details of document.querySelectorAll('details.wide-open')) details.open = isWide.matches
}
openWhereWide()
isWide.addEventListener('change', openWhereWide)

// Code, copied by one press

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  // Plain HTTP beyond this machine has no clipboard API.
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

for (const block of document.querySelectorAll('.prose .code')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.lang = root.lang
  button.textContent = root.dataset.copy
  button.addEventListener('click', async () => {
    await copy(block.querySelector('pre').textContent.replace(/\n$/, ''))
    button.textContent = root.dataset.copied
    status.textContent = root.dataset.copied
    setTimeout(() => {
      button.textContent = root.dataset.copy
      status.textContent = ''
    }, 1600)
  })
  block.append(button)
}

// Appearance, kept in the cookie that the server reads

for (const link of document.querySelectorAll('[data-theme-choice]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault()
    root.dataset.theme = link.dataset.themeChoice
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from Safari before 18.4 and from plain HTTP.
    document.cookie = `theme=${link.dataset.themeChoice}; path=/; max-age=31536000; samesite=lax`
    document.querySelector(`[data-theme-choice]:not([data-theme-choice="${link.dataset.themeChoice}"])`)?.focus()
  })
}

// The contents show where the page is; the outline follows the reading

const contents = document.querySelector('.contents')
const current = contents?.querySelector('[aria-current]')
if (current) {
  const top = current.getBoundingClientRect().top - contents.getBoundingClientRect().top
  if (top > contents.clientHeight * 0.75) contents.scrollTop = top - contents.clientHeight / 3
}

const outline = [...document.querySelectorAll('.outline a')]
if (outline.length > 0) {
  const linkOf = new Map(outline.map((link) => [decodeURIComponent(link.hash.slice(1)), link]))
  const observer = new IntersectionObserver(
    (entries) => {
      const reached = entries.filter((entry) => entry.isIntersecting).at(0)
      if (!reached) return
      for (const link of outline) link.removeAttribute('aria-current')
      linkOf.get(reached.target.id)?.setAttribute('aria-current', 'location')
    },
    { rootMargin: '-60px 0px -70% 0px' },
  )
  for (const id of linkOf.keys()) {
    const heading = document.getElementById(id)
    if (heading) observer.observe(heading)
  }
}
