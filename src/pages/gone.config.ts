export default definePageConfig({ navigationBarTitleText: '烟火邻里' })
