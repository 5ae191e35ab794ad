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

module.exports = {
  // A local cloud starts in most tests; on a busy machine that takes its time.
  testTimeout: 60_000,
  projects: [
    node('unit', ['!(emulator|weapp|pages)/**/*.rules.test.ts']),
    node('functions', ['!(emulator|weapp|pages)/**/!(*.rules).test.ts']),
    node('emulator', ['emulator/**/*.test.ts']),
    {
      ...node('weapp', ['weapp/**/*.test.ts']),
      testEnvironment: '<rootDir>/tests/weapp/environment.ts',
      testEnvironmentOptions: { customExportConditions: ['node', 'require'] },
    },
  ],
}
