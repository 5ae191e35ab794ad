export default definePageConfig({ navigationBarTitleText: '地方', enablePullDownRefresh: true })
