/** WeChat's own components that this phone has; a template that names another one is trouble. */
const builtIn = new Set(
  (
    'page block view text image button input textarea scroll-view swiper swiper-item switch slider picker checkbox ' +
    'checkbox-group radio radio-group label form navigator rich-text canvas root-portal page-meta icon progress map ' +
    'cover-view cover-image'
  ).split(' '),
)

export const isBuiltIn = (name: string): boolean => builtIn.has(name)
