import path from 'node:path'
import attributes from './aria.json'

const name = { 'aria-label': attributes['aria-label'] }

/** What is used of Taro's plugin context. */
interface Context {
  registerMethod(method: { name: string; fn: (platform: Platform) => void }): void
}
interface Platform {
  /** Absent in the browser, where React writes aria attributes straight to the page. */
  template?: { mergeComponents(context: Context, components: object): void }
  runtimePath: string | string[]
}

/**
 * Taro leaves aria attributes out of WeChat's templates, so that a screen reader hears nothing. This adds them to the
 * templates, and `aria-runtime.ts` the same ones to what is sent to them.
 */
export default (context: Context) =>
  context.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return
      platform.template.mergeComponents(context, {
        View: attributes,
        Text: attributes,
        Button: attributes,
        Image: name,
        Input: name,
        Textarea: name,
      })
      platform.runtimePath = [platform.runtimePath, path.join(__dirname, 'aria-runtime.ts')].flat()
    },
  })
