export default definePageConfig({ navigationBarTitleText: '固定摊', enablePullDownRefresh: true })
