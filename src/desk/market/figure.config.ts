export default definePageConfig({ navigationBarTitleText: '数字里有什么', enablePullDownRefresh: true })
