export default definePageConfig({ navigationBarTitleText: '每周规则' })
