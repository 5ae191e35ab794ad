export default definePageConfig({ navigationBarTitleText: '等您办的', enablePullDownRefresh: true })
