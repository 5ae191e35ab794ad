export default definePageConfig({
  navigationBarTitleText: '查证书',
  enableShareAppMessage: true,
  enableShareTimeline: true,
})
