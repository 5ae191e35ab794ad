/** Stands for a style sheet: what is shown by one is looked at in a real browser. */
export {}
