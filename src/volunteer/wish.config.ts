export default definePageConfig({
  navigationBarTitleText: '一个心愿',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
  enableShareTimeline: true,
})
