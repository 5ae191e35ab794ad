export default definePageConfig({ navigationBarTitleText: '换上新布局', enablePullDownRefresh: true })
