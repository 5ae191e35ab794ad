export default definePageConfig({ navigationBarTitleText: '办一个心愿', enablePullDownRefresh: true })
