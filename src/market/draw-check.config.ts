export default definePageConfig({
  navigationBarTitleText: '我来验',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
  enableShareTimeline: true,
})
