export default definePageConfig({
  navigationBarTitleText: '夜市摇号',
  enablePullDownRefresh: true,
  onReachBottomDistance: 300,
})
