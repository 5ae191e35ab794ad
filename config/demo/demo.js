/** The strip outside the phone: who is holding it. No part of the mini-program. */
;(() => {
  const groups = [
    ['摊主', 'o-vendor-', 80],
    ['居民', 'o-resident-', 20],
    ['夜市运营方', 'o-operator-', 1],
    ['工作人员', 'o-staff-', 1],
    ['管理员', 'o-admin-', 1],
  ]
  const storedAs = 'demo-person'
  const select = document.getElementById('demo-person')

  for (const [role, prefix, count] of groups) {
    const group = document.createElement('optgroup')
    group.label = role
    for (let number = 1; number <= count; number += 1) {
      const openid = prefix + String(number).padStart(4, '0')
      group.append(new Option(count > 1 ? `${role} ${number}` : role, openid))
    }
    select.append(group)
  }

  const named = new URLSearchParams(location.search).get('as')
  const current = named || localStorage.getItem(storedAs) || 'o-vendor-0001'
  if (!select.querySelector(`option[value="${CSS.escape(current)}"]`)) select.append(new Option(current, current))
  select.value = current

  const title = document.getElementById('demo-title')
  const back = document.getElementById('demo-back')
  const drawBar = () => {
    title.textContent = document.title
    back.hidden = /^(#\/pages\/.*)?$/.test(location.hash)
    // Taro's bar of tabs does not say what it is.
    const tabs = document.querySelector('.taro-tabbar__tabbar')
    tabs?.setAttribute('role', 'navigation')
    tabs?.setAttribute('aria-label', '标签栏')
  }
  new MutationObserver(drawBar).observe(document.querySelector('title'), { childList: true })
  window.addEventListener('hashchange', drawBar)
  back.addEventListener('click', () => history.back())
  drawBar()

  select.addEventListener('change', () => {
    localStorage.setItem(storedAs, select.value)
    location.replace(location.pathname)
  })
})()
