/* Functions that give the page something to show. */

export const GREET = `
  const cloud = require('wx-server-sdk'); cloud.init()
  const db = cloud.database()
  exports.main = async (event) => {
    console.log('greeting', event.name)
    if (event.action === 'fail') throw new Error('no luck')
    await db.collection('guests').add({ data: { _id: event.name, status: event.status, note: '<b id="sneaked">bold</b>' } })
    return { hello: event.name, times: (await db.collection('guests').where({ status: event.status }).get()).data.length }
  }`

export const PHONE = `
  const cloud = require('wx-server-sdk'); cloud.init()
  exports.main = async ({ action, name }) => {
    if (action === 'upload') return cloud.uploadFile({ cloudPath: name, fileContent: Buffer.alloc(2500) })
    const data = { thing1: { value: '两碗牛肉粉' }, time2: { value: '2030-05-01 18:30' } }
    const { OPENID } = cloud.getWXContext()
    return cloud.openapi.subscribeMessage.send({ touser: OPENID, templateId: 'tmpl-pickup', page: 'pages/order?id=7', data })
  }`

/** Goes from step to step when it is told to, by a document. */
export const SLOW = `
  const cloud = require('wx-server-sdk'); cloud.init()
  const told = async (_id) => (await cloud.database().collection('told').where({ _id }).get()).data.length > 0
  exports.main = async () => {
    for (const step of ['one', 'two']) {
      console.log('step', step)
      while (!(await told(step))) await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }`

export const NIGHTLY = `exports.main = async (event) => { console.log('due', event.Time); return 'cleaned up' }`
