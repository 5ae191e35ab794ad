/** Lives here, not at the root: `config/index.ts` hands it to babel-loader. */
module.exports = { presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]] }
