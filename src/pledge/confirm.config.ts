export default definePageConfig({ navigationBarTitleText: '确认一下', enableShareAppMessage: true })
