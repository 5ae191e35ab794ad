export default definePageConfig({ navigationBarTitleText: '到场记录', enablePullDownRefresh: true })
