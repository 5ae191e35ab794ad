/**
 * Compiles a project with WeChat's own CI, which would ask WeChat for the app's settings first: here it gets its own
 * defaults, and no request leaves. Prints `compiled`, or ends with what it refuses.
 */
const request = require.resolve('miniprogram-ci/dist/utils/request')
const nobody = () => Promise.reject(new Error('the gate is offline'))
require.cache[request] = {
  id: request,
  filename: request,
  loaded: true,
  exports: { initGlobalProxy() {}, setCiProxy() {}, getCiProxy() {}, request: nobody, default: nobody },
}
const ci = require('miniprogram-ci')

const project = new ci.Project({
  appid: 'wx0000000000000000',
  type: 'miniProgram',
  projectPath: process.argv[2],
  privateKey: 'none',
  ignores: [],
  attr: () => Promise.resolve(ci.DefaultProjectAttr),
})
const setting = { es6: true, minify: true }
ci.getCompiledResult({ project, version: '1.0.0', desc: '', setting, onProgressUpdate() {} }).then(
  () => {
    console.log('compiled')
    process.exit(0)
  },
  (error) => {
    console.error(error.message)
    process.exit(1)
  },
)
