export default definePageConfig({
  navigationBarTitleText: '正在做的承诺',
  enablePullDownRefresh: true,
})
