/** What `npm run bench -- weapp` starts: the phone of the tests, measuring instead of judging. */
const { projects } = require('./jest.config.js')

module.exports = {
  testTimeout: 300_000,
  projects: [
    {
      ...projects.find(({ displayName }) => displayName === 'weapp'),
      displayName: 'measure',
      testMatch: ['<rootDir>/tests/weapp/measure-pages.ts'],
    },
  ],
}
