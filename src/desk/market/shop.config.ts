export default definePageConfig({ navigationBarTitleText: '核对摊主资料', enablePullDownRefresh: true })
