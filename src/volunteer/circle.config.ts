export default definePageConfig({
  navigationBarTitleText: '15分钟服务圈',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
  enableShareTimeline: true,
})
