export default definePageConfig({ navigationBarTitleText: '以前的版本', enablePullDownRefresh: true })
