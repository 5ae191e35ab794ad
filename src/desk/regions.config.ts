export default definePageConfig({
  navigationBarTitleText: '地方',
  enablePullDownRefresh: true,
  // The foot stands over the end of the list: the next page is asked for before it.
  onReachBottomDistance: 300,
})
