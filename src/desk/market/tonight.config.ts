export default definePageConfig({ navigationBarTitleText: '今晚等我办', enablePullDownRefresh: true })
