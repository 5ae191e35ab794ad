export default definePageConfig({
  navigationBarTitleText: '这一班',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
  enableShareTimeline: true,
})
