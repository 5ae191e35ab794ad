export default definePageConfig({ navigationBarTitleText: '几点出摊', enablePullDownRefresh: true })
