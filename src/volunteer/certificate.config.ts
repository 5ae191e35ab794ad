export default definePageConfig({ navigationBarTitleText: '志愿证书', enablePullDownRefresh: true })
