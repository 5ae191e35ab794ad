export default definePageConfig({ navigationBarTitleText: '今晚的空摊', enablePullDownRefresh: true })
