export default definePageConfig({ navigationBarTitleText: '名字与头像' })
