/** How a page is opened, when it is there, and what is measured on it. */
export interface Way {
  /** Whose phone; a vendor's when absent. */
  as?: string
  /** With its question mark. */
  query?: string
  /** Whether it is public, and goes on as a card. */
  card?: true
  /** Words that it says when its data has come. */
  says: string
  /** What is tapped one after another, each within the budget of a tap: selector and first words, or words alone. */
  taps?: [target: string, words?: string][]
  /** What a list consists of, where reaching the bottom brings more of it. */
  list?: string
}
