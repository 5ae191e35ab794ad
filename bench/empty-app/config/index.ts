import { defineConfig } from '@tarojs/cli'

/** Taro as it comes: what any app of it weighs before it does anything. */
export default defineConfig<'webpack5'>({
  projectName: 'empty',
  date: '2026-11-23',
  designWidth: 390,
  deviceRatio: { 390: 1 },
  sourceRoot: 'src',
  outputRoot: 'dist',
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  mini: {},
})
