/** What is used of WeChat's compilers: each compiles all files of its kind below a folder, or throws what it refuses. */
declare module 'miniprogram-compiler' {
  type Compile = (this: void, folder: string, options: { maxBuffer: number }) => string
  export const wxmlToJs: Compile
  export const wxssToJs: Compile
}
