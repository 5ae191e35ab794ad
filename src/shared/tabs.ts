/**
 * The tabs at the lower edge, in their order: two to five. Of each, four pictures lie in `src/assets`: `<icon>.png`,
 * `<icon>-on.png`, and both with `-dark`.
 */
export const tabs = [
  { page: 'pages/home', text: '今晚', icon: 'tonight' },
  { page: 'pages/me', text: '我的', icon: 'me' },
] as const
