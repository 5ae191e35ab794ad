export default definePageConfig({
  navigationBarTitleText: '清单里的一件',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
  enableShareTimeline: true,
})
