export default definePageConfig({ navigationBarTitleText: '一晚小结', enablePullDownRefresh: true })
