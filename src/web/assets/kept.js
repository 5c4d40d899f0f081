// Pages read lately and bookmarks. They are kept in this browser and nowhere else: the server never hears of them.

const MOST_READ = 30
const READ_SHOWN = 6

function kept(name) {
  try {
    const all = JSON.parse(localStorage.getItem(name) ?? '[]')
    return all.filter(({ path, title }) => /^\/read\//.test(path) && typeof title === 'string')
  } catch {
    return []
  }
}

function keep(name, pages) {
  try {
    if (pages.length === 0) localStorage.removeItem(name)
    else localStorage.setItem(name, JSON.stringify(pages))
  } catch {
    // A browser that keeps nothing has nothing to show later.
  }
}

const bookmark = document.querySelector('.bookmark')
if (bookmark) {
  const { title, guide, lang } = bookmark.dataset
  const page = { path: location.pathname, title, guide, lang }
  const others = (name) => kept(name).filter(({ path }) => path !== page.path)
  keep('read', [page, ...others('read')].slice(0, MOST_READ))
  const press = () =>
    bookmark.setAttribute('aria-pressed', String(kept('bookmarks').some(({ path }) => path === page.path)))
  press()
  bookmark.hidden = false
  bookmark.addEventListener('click', () => {
    const isOn = bookmark.getAttribute('aria-pressed') === 'true'
    keep('bookmarks', isOn ? others('bookmarks') : [page, ...others('bookmarks')])
    press()
  })
}

function showKept() {
  for (const section of document.querySelectorAll('[data-kept]')) {
    const name = section.dataset.kept
    const pages = kept(name).slice(0, name === 'read' ? READ_SHOWN : undefined)
    section.hidden = pages.length === 0
    section.querySelector('ul').replaceChildren(
      ...pages.map(({ path, title, guide, lang }) => {
        const item = document.createElement('li')
        const link = document.createElement('a')
        const from = document.createElement('span')
        link.href = path
        link.textContent = title
        from.textContent = guide ?? ''
        item.lang = lang ?? ''
        item.append(link, ' ', from)
        return item
      }),
    )
    section.querySelector('button')?.addEventListener('click', () => {
      keep(name, [])
      document.dispatchEvent(new Event('forgotten'))
      section.hidden = true
      input?.focus()
    })
  }
}

showKept()
document.addEventListener('shown', showKept)
