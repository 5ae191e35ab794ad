import { defineConfig } from '@tarojs/cli'
import path from 'node:path'

const root = path.join(__dirname, '..')
const platform = process.env['TARO_ENV'] ?? ''

/** Contracts and rules are shared with the cloud, and valibot and uqr ship modern syntax: all pass through babel. */
const compile = {
  include: [
    path.join(root, 'cloudfunctions'),
    path.join(root, 'node_modules', 'valibot'),
    path.join(root, 'node_modules', 'uqr'),
    path.join(__dirname, 'taro'),
  ],
}

interface Chain {
  module: { rule(name: string): { use(name: string): { tap(change: (options: object) => object): void } } }
  optimization: { get(name: string): object | undefined; splitChunks(options: object): void }
}

const withBabelConfig = (chain: Chain) =>
  chain.module
    .rule('script')
    .use('babelLoader')
    .tap((options) => ({
      ...options,
      babelrc: false,
      configFile: path.join(__dirname, 'taro', 'babel.config.cjs'),
    }))

/** Sizes are written as they are at 390 wide and stay so: a page flows, it does not zoom. */
const postcss = { pxtransform: { enable: false, config: {} } }

export default defineConfig<'webpack5'>({
  projectName: 'yanhuo-linli',
  date: '2026-11-23',
  designWidth: 390,
  deviceRatio: { 390: 1 },
  sourceRoot: 'src',
  outputRoot: `dist/${platform}`,
  plugins: [path.join(__dirname, 'taro', 'aria.ts'), path.join(__dirname, 'taro', 'theme.ts')],
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: process.env['NODE_ENV'] === 'development' },
  copy: {
    // In WeChat, only theme.json names the tab bar's pictures, and nothing follows it.
    patterns: [
      platform === 'h5'
        ? { from: 'config/demo/', to: 'dist/h5/demo/' }
        : { from: 'src/assets/', to: 'dist/weapp/assets/' },
    ],
    options: {},
  },
  mini: {
    compile,
    postcss,
    optimizeMainPackage: { enable: true },
    miniCssExtractPluginOption: { ignoreOrder: true },
    webpackChain: withBabelConfig,
  },
  h5: {
    compile,
    postcss,
    publicPath: './',
    router: { mode: 'hash' },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    webpackChain(chain: Chain) {
      withBabelConfig(chain)
      // Taro splits only what is there at the start: each page would carry its own copy of the components.
      chain.optimization.splitChunks({ ...chain.optimization.get('splitChunks'), chunks: 'all' })
    },
  },
})
