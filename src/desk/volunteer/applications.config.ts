export default definePageConfig({ navigationBarTitleText: '审核报名', enablePullDownRefresh: true })
