export default definePageConfig({ navigationBarTitleText: '安排摊位', enablePullDownRefresh: true })
