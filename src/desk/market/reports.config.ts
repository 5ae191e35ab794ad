export default definePageConfig({ navigationBarTitleText: '对摊位的反映', enablePullDownRefresh: true })
