import { collection, type Index } from './collection'
import type { Role, ShownAs } from './contract'
import type { MessageKind, NoticeKind } from './notices'
import type { Place, RegionKind } from './region'
import type { Grant } from './roles'

/** A WeChat message that goes with a notice; where it stands. */
export interface Message {
  /** `none`: it is not to be sent, and `reason` says why. */
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'none'
  /** The values of the template's fields. */
  values: Record<string, string>
  tries: number
  /** While it waits: not before this; while it is being sent: whoever sends it is surely gone after this. */
  next: Date
  /** True when a consent was already spent on it. */
  spent?: true
  /** Why it was not sent, or not yet. */
  reason?: string
}

/** 通知 A notice in somebody's inbox. The id begins with its time, so that ids sort by it. */
export interface Notice {
  _id: string
  /** openid */
  to: string
  kind: NoticeKind
  title: string
  words: string
  /** The page that it speaks of, as `/market/night-map?night=…`. */
  opens?: string
  at: Date
  unread: boolean
  /** Absent when its kind has no template. */
  message?: Message
}
export const notices = collection<Notice>('notices', {
  inbox: { keys: { to: 1, unread: -1, _id: -1 } },
  outbox: { keys: { 'message.state': 1, 'message.next': 1 } },
})

/** A document that owes notices: written together with what causes them, taken away when they are in the inboxes. */
export interface Owes {
  owed?: Notice[]
}

/** The index by which documents that owe are found; every collection of such documents declares it. */
export const owesIndex = { owes: { keys: { 'owed._id': 1 } } } as const satisfies Record<string, Index>

/** What a person settled about notices. */
export interface NoticeSettings {
  muted?: NoticeKind[]
  /** How many WeChat messages of a kind they agreed to and were not sent yet. */
  consents?: Partial<Record<MessageKind, number>>
  /** The once-only keys of the latest taps that gave consents. */
  consentKeys?: string[]
}

/** A role given or taken: who, when, and why where it was taken. */
export interface RoleChange {
  /** The once-only key of the tap that did it. */
  key: string
  change: 'granted' | 'revoked'
  role: Role
  place: Place
  /** Who did it (`actorOf`), and as what. */
  by: string
  as: Role
  at: Date
  reason?: string
}

/** A text that only the server can read: the name of the key that opens it, and nonce, text and tag in base64url. */
export interface Sealed {
  key: string
  text: string
}

/** What the kit knows of a person; the id is the openid that WeChat gave. Whoever never did anything has none. */
export interface Member extends Owes {
  _id: string
  roles: Grant[]
  /** The lists that these roles stand in (`listings`), for finding who holds what at a place and below. */
  listings?: string[]
  /** The latest 200 changes of roles, the newest last. */
  roleChanges?: RoleChange[]
  /** How many changes of roles there were: a change is written only onto the one that it was decided on. */
  roleChangeCount?: number
  joinedAt?: Date
  /** The once-only keys of the latest 20 taps that changed this profile. */
  taps?: string[]
  /** What the names of this person's upload folders are made from; never leaves the server. */
  uploads?: string
  name?: string
  fullName?: string
  shownAs?: ShownAs
  /** The picture that others see, and when it was sent. */
  avatar?: { file: string; at: Date }
  phone?: { sealed: Sealed; last: string; at: Date }
  /** The code that lets somebody else pick this person, while it is shown. */
  code?: { text: string; ends: Date }
  notices?: NoticeSettings
}

export const members = collection<Member>('members', {
  ...owesIndex,
  listings: { keys: { listings: 1, _id: 1 } },
  code: { keys: { 'code.text': 1 } },
})

/** How often a person tried something within one window of time; kept until shortly after it ends. */
export interface Limit {
  _id: string
  openid: string
  tries: number
  ends: Date
}

export const limits = collection<Limit>('limits', { ends: { keys: { ends: 1 } }, person: { keys: { openid: 1 } } })

/** A photo that somebody sent, and what WeChat says of it. The id is its path in the cloud's storage. */
export interface Photo extends Owes {
  _id: string
  owner: string
  /** The cloud's file id. */
  file: string
  /** What it is for, as `avatar`. */
  use: string
  /** The id of what it is about, where others look for the photos of one thing. */
  about?: string
  state: 'checking' | 'fine' | 'refused'
  /** WeChat's name for the check under way: known to WeChat and us alone. */
  trace?: string
  /** How often WeChat was asked. */
  asked: number
  askedAt?: Date
  at: Date
  /** When the timer must look at it next, for what it owes too; absent: nothing is left to do. */
  due?: Date
}

export const photos = collection<Photo>('photos', {
  trace: { keys: { trace: 1 } },
  due: { keys: { due: 1 } },
  owner: { keys: { owner: 1, use: 1, at: -1 } },
  about: { keys: { about: 1 } },
})

/** A place below another, as the place above knows it: the claim on its name. */
export interface RegionBirth {
  slug: string
  name: string
  order: number
  /** Who made it (`actorOf`). */
  by: string
  at: Date
  key: string
}

/** A district admin's coming or going that was decided and is still to be written to the member's document. */
export interface AdminMove extends RoleChange {
  /** openid of the admin who comes or goes. */
  person: string
  /** openid of the admin who decided it. */
  mover: string
}

/** A place in the region tree; the id is its path. Places are never deleted: documents name them. */
export interface Region {
  _id: string
  place: Place
  name: string
  kind: RegionKind
  /** The place above; empty for a district. */
  parent: Place
  /** Where it stands among its neighbours; equal ones by path. */
  order: number
  /** Every place ever made below it, the newest last. */
  children: RegionBirth[]
  /** The latest 50 renamings. */
  renames: { name: string; by: string; at: Date; key: string }[]
  retired?: { by: string; at: Date; key: string }
  /** A district's admins (openids): each of them holds the role. Who may go is decided on this list. */
  admins?: string[]
  moves?: AdminMove[]
}

export const regions = collection<Region>('regions', {
  parent: { keys: { parent: 1, order: 1, _id: 1 } },
  moves: { keys: { 'moves.key': 1 } },
})
