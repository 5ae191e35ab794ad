/** What is put on paper, by how it looks there. */
export type Paper = 'signs' | 'board'
