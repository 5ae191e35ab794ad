export default definePageConfig({ navigationBarTitleText: '摊主', enablePullDownRefresh: true })
