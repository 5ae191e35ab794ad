export default definePageConfig({
  navigationBarTitleText: '一条承诺',
  enablePullDownRefresh: true,
})
