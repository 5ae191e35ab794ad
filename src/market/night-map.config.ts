export default definePageConfig({
  navigationBarTitleText: '摊位图',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
  enableShareTimeline: true,
})
