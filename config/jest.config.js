/** Jest projects: each line of `npm test` runs some of them by name. */
const root = require('node:path').join(__dirname, '..')

const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
      target: 'es2022',
    },
    module: { type: 'commonjs' },
  },
]

/** Plain Node: rules, the kit, the local cloud, and functions run on it. */
const node = (displayName, testMatch) => ({
  displayName,
  rootDir: root,
  testEnvironment: 'node',
  testMatch: testMatch.map((glob) => `<rootDir>/tests/${glob}`),
  transform: { '\\.(ts|tsx|mjs)$': swc },
  transformIgnorePatterns: ['/node_modules/(?!(mingo)/)', '<rootDir>/dist/'],
})

/** Packages of Taro's browser components that are published as ES modules only. */
const modules =
  '@tarojs|@stencil|lodash-es|universal-router|path-to-regexp|history|query-string|nanoid|ics|runes2|decode-uri-component|split-on-first|filter-obj|swiper|ssr-window|dom7|hls.js|resolve-pathname'

/** Parts of pages on Taro's real browser components. */
const pages = {
  displayName: 'pages',
  rootDir: root,
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/tests/pages/**/*.test.{ts,tsx}'],
  transform: { '\\.(ts|tsx|mjs|js)$': swc },
  transformIgnorePatterns: [`<rootDir>/node_modules/(?!(${modules})/)`],
  moduleFileExtensions: ['h5.tsx', 'h5.ts', 'tsx', 'ts', 'js', 'mjs', 'json'],
  moduleNameMapper: {
    '^@tarojs/components$': '<rootDir>/node_modules/@tarojs/components/lib/react',
    '\\.scss$': '<rootDir>/tests/pages/no-style.ts',
  },
  setupFiles: ['<rootDir>/tests/pages/setup.ts'],
}

module.exports = {
  // A local cloud starts in most tests; on a busy machine that takes its time. No test measures by this.
  testTimeout: 180_000,
  projects: [
    node('unit', ['!(emulator|weapp|pages)/**/*.rules.test.ts']),
    node('functions', ['!(emulator|weapp|pages)/**/!(*.rules).test.ts']),
    node('emulator', ['emulator/**/*.test.ts']),
    pages,
    {
      ...node('weapp', ['weapp/**/*.test.ts']),
      testEnvironment: '<rootDir>/tests/weapp/environment.ts',
      testEnvironmentOptions: { customExportConditions: ['node', 'require'] },
      setupFilesAfterEnv: ['<rootDir>/tests/weapp/setup.ts'],
    },
  ],
}
