export default definePageConfig({ navigationBarTitleText: '摊位图', enablePullDownRefresh: true })
