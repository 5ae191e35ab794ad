export default definePageConfig({ navigationBarTitleText: '再排几班', enablePullDownRefresh: true })
