export default definePageConfig({ navigationBarTitleText: '这一晚', enablePullDownRefresh: true })
