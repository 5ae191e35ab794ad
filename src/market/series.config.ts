export default definePageConfig({ navigationBarTitleText: '连着订几晚', enablePullDownRefresh: true })
