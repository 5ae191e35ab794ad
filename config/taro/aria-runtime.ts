import { mergeInternalComponents } from '@tarojs/shared'
import attributes from './aria.json'

const name = { 'aria-label': attributes['aria-label'] }
mergeInternalComponents({
  View: attributes,
  Text: attributes,
  Button: attributes,
  Image: name,
  Input: name,
  Textarea: name,
})
