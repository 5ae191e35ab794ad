export default definePageConfig({ navigationBarTitleText: '一个摊位的码' })
