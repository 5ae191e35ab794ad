import { mergeInternalComponents } from '@tarojs/shared'
import attributes from './aria.json'

mergeInternalComponents({ View: attributes, Text: attributes, Button: attributes })
