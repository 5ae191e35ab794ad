export default definePageConfig({ navigationBarTitleText: '摊位布局' })
