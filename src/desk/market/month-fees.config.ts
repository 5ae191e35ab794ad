export default definePageConfig({ navigationBarTitleText: '每位摊主的账', enablePullDownRefresh: true })
