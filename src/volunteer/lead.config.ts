export default definePageConfig({ navigationBarTitleText: '带队签到', enablePullDownRefresh: true })
