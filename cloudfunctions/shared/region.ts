/**
 * A place in the region tree, written as the path from its district down: district, street, community, grid, unit,
 * joined by dots (`wangcheng.yueliangdao.taohuajing`).
 */
export type Place = string

/** Whether a role granted for `granted` holds at `place`: there, and everywhere below. */
export const covers = (granted: Place, place: Place): boolean => place === granted || place.startsWith(`${granted}.`)
