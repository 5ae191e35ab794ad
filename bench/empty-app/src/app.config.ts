const pages = Array.from({ length: Number(process.env['TABS']) }, (_, index) => `pages/tab${index + 1}`)

export default defineAppConfig({
  pages,
  tabBar: { list: pages.map((pagePath) => ({ pagePath, text: pagePath.slice('pages/'.length) })) },
  lazyCodeLoading: 'requiredComponents',
})
