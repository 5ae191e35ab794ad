/** Keeps of a list of people what is these people's: the others never travel. */
export const theirsIn = (list: string, people: readonly string[]) => ({
  $filter: { input: list, as: 'each', cond: { $in: ['$$each.person', { $literal: people }] } },
})

/** The roles of a shift, each with the places of these people alone. */
export const rolesOf = (people: readonly string[]) => ({
  $map: { input: '$roles', as: 'role', in: { name: '$$role.name', holders: theirsIn('$$role.holders', people) } },
})
