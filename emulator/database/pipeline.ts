import { Context } from 'mingo/core'
import * as pipeline from 'mingo/operators/pipeline'
import * as projection from 'mingo/operators/projection'
import * as window from 'mingo/operators/window'
import { accumulators } from './accumulators'
import { expressions } from './expressions'

const { $lookup: _own, $match: _ours, $out: _out, $merge: _merge, ...stages } = pipeline

/** How mingo runs the stages it does right. `$match` and `$lookup` are ours; those that write are not in the service. */
export const pipelineOptions = {
  context: Context.init({
    accumulator: accumulators,
    expression: expressions,
    pipeline: stages,
    projection,
    window,
  }),
  scriptEnabled: false,
}
