export default definePageConfig({ navigationBarTitleText: '摇号规则' })
