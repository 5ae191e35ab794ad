export default definePageConfig({ navigationBarTitleText: '摊位费', enablePullDownRefresh: true })
