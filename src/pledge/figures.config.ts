export default definePageConfig({
  navigationBarTitleText: '承诺的数字',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
  enableShareTimeline: true,
})
