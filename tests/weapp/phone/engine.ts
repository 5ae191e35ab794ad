import {
  glassEasel,
  MiniProgramEnv,
  type CodeSpace,
  type ComponentEnv,
  type Root,
  type types,
} from 'glass-easel-miniprogram-adapter'
import { DomBackend } from './backend'
import type { Build } from './build'
import { tellingPlainEvents } from './event'
import { compile, Scope } from './scope'
import { cross } from './set-data'
import { trouble } from './trouble'

type Json = Record<string, unknown>
type Using = Record<string, string>

/** What the app holds of a page or component: the engine's caller, with the methods of its definition. */
export interface Instance {
  setData(data: Json, done?: () => void): void
  readonly data: Json
  [member: string]: unknown
}

glassEasel.addGlobalErrorListener((error, method) => {
  trouble(method ?? 'engine', error)
  return false
})
glassEasel.addGlobalWarningListener((message) => {
  trouble('engine warns', message)
  return false
})

const resolve = (from: string, to: string): string => {
  if (to.startsWith('/')) return to.slice(1)
  const parts = [...from.split('/').slice(0, -1), ...to.split('/')]
  return parts
    .reduce<string[]>((path, part) => {
      if (part === '..') return path.slice(0, -1)
      return part === '.' || part === '' ? path : [...path, part]
    }, [])
    .join('/')
}

const rootOf = (component: glassEasel.GeneralComponent): glassEasel.GeneralComponent => {
  const host = component.ownerShadowRoot?.getHostNode()
  return host ? rootOf(host) : component
}

/** Runs the programs and templates of a build on WeChat's open-source engine. */
export class Engine {
  private readonly space: CodeSpace
  private readonly environment = new MiniProgramEnv()
  private readonly backend
  private readonly ran = new Map<string, { exports: unknown }>()
  private readonly registered = new Set<string>()
  /** Who wants to know how many bytes a page was sent. */
  private readonly counting = new WeakMap<glassEasel.GeneralComponent, (bytes: number) => void>()

  private readonly scope: Scope
  /** The definers of the file that is being registered: shared chunks call them too. */
  private defining: ComponentEnv | undefined

  /** `given` is what programs see beside the language. */
  constructor(
    private readonly build: Build,
    given: Json,
  ) {
    this.scope = new Scope({
      ...given,
      Page: (page: object) => this.definers.Page(tellingPlainEvents(page)),
      Component: (component: types.GeneralComponentDefinition) =>
        this.definers.Component({ ...component, methods: tellingPlainEvents(component.methods ?? {}) }),
      Behavior: (behavior: types.GeneralComponentDefinition) => this.definers.Behavior(behavior),
    })
    const configs = Object.entries(build.files).filter(([file]) => file.endsWith('.json'))
    const own = configs.flatMap(([, text]) =>
      Object.keys((JSON.parse(text) as { usingComponents?: Using }).usingComponents ?? {}),
    )
    this.backend = this.environment.associateBackend(new DomBackend(new Set(own)))
    this.space = this.environment.createCodeSpace('app', true)
    const generators = compile(build.templates) as glassEasel.template.ComponentTemplate['groupList'] & object
    for (const [path, content] of Object.entries(generators))
      this.space.addCompiledTemplate(path, { groupList: generators, content, fallbackListenerOnNativeNode: true })
    this.space.getComponentSpace().updateComponentOptions({ writeIdToDOM: true })
    this.space.setOverallBehavior(this.overBridge() as glassEasel.GeneralBehavior)
  }

  /** The JSON of a page, a component or the app. Throws when the file is missing. */
  json<T>(file: string): T {
    return JSON.parse(this.text(`${file}.json`)) as T
  }

  /** Runs a program of the package once, as `require` does, and gives what it exports. */
  require(file: string): unknown {
    const known = this.ran.get(file)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    this.ran.set(file, module)
    const require = (to: string) => this.require(`${resolve(file, to).replace(/\.js$/, '')}.js`)
    this.scope.run(file, this.text(file), { require, module, exports: module.exports })
    return module.exports
  }

  /** Makes a page ready: its program and, before it, those of the components it uses. */
  register(path: string): void {
    if (this.registered.has(path)) return
    this.registered.add(path)
    const config = this.json<types.ComponentStaticConfig>(path)
    const using = Object.entries(config.usingComponents ?? {}).map(([name, to]) => [name, resolve(path, to)] as const)
    for (const [, component] of using) this.register(component)
    this.space.addComponentStaticConfig(path, {
      ...config,
      usingComponents: Object.fromEntries(using.map(([name, to]) => [name, `/${to}`])),
    })
    const { groupList } = this.space.getCompiledTemplate(path) ?? {}
    if (!groupList) throw new Error(`${path}.wxml is missing`)
    this.space.componentEnv(path, (definers) => {
      const before = this.defining
      this.defining = definers
      this.require(`${path}.js`)
      this.defining = before
    })
  }

  /** Builds a page from its template; `count` hears of the bytes of each setData. */
  create(path: string, count: (bytes: number) => void): { root: Root; instance: Instance } {
    const root = this.backend.createRoot('page', this.space, path)
    this.counting.set(root.getComponent(), count)
    return { root, instance: root.get() as unknown as Instance }
  }

  private get definers(): ComponentEnv {
    if (!this.defining) throw new Error('Page() or Component() was called outside of a page or component file')
    return this.defining
  }

  private text(file: string): string {
    const text = this.build.files[file]
    if (text === undefined) throw new Error(`${file} is not in the package`)
    return text
  }

  /** Puts WeChat's bridge between each `setData` and the engine. */
  private overBridge() {
    const { counting } = this
    const lifetime = function (this: unknown): void {
      const caller = this as Instance & { _$: glassEasel.GeneralComponent }
      const apply = caller.setData.bind(caller)
      Object.defineProperty(caller, 'setData', {
        value: (data: Json, done?: () => void) => {
          const crossing = cross(data)
          counting.get(rootOf(caller._$))?.(crossing.bytes)
          apply(crossing.data, done)
        },
      })
    }
    return this.space.getComponentSpace().define().lifetime('created', lifetime).registerBehavior()
  }
}
