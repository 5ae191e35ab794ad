export default definePageConfig({
  navigationBarTitleText: '承诺公示栏',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
  enableShareTimeline: true,
})
