export default definePageConfig({ navigationBarTitleText: '支部的承诺', enablePullDownRefresh: true })
