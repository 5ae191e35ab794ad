export default definePageConfig({ navigationBarTitleText: '巡查看到的', enablePullDownRefresh: true })
