export default definePageConfig({ navigationBarTitleText: '召集', enablePullDownRefresh: true })
