export default definePageConfig({
  navigationBarTitleText: '印公示栏',
  enablePullDownRefresh: true,
})
