/** WeChat's own components that do on this phone what they do in WeChat; a template that names another one is trouble. */
const builtIn = new Set(
  (
    'page block view text image button input textarea scroll-view switch slider picker checkbox checkbox-group radio ' +
    'radio-group label navigator map'
  ).split(' '),
)

export const isBuiltIn = (name: string): boolean => builtIn.has(name)
