export default definePageConfig({ navigationBarTitleText: '收藏的摊主', enablePullDownRefresh: true })
