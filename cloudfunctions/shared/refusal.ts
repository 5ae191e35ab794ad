import { commonRefusals, type CommonCode } from './reply'

/** An expected no: thrown by an action, told to the caller as it stands. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly say: string,
  ) {
    super(`${code}: ${say}`)
  }
}

/** A refusal that any action may give; `say` replaces the standard words where they can be more exact. */
export const commonRefusal = (code: CommonCode, say: string = commonRefusals[code]): Refusal => new Refusal(code, say)
