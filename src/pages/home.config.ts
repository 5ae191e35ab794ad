export default definePageConfig({
  navigationBarTitleText: '烟火邻里',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
  enableShareTimeline: true,
})
