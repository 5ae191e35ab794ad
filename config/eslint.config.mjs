import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const clockAndChance = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take `now` from whoever calls.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take `now` from whoever calls.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Take ids from where they are made.',
  },
  { selector: 'Identifier[name=/^random(UUID|Bytes|Int)$/]', message: 'Take ids from where they are made.' },
]

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'config/demo/**', '**/*.{js,cjs,mjs}'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/..` } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300 }],
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['src/**', 'tests/pages/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    // Clock and randomness are read in one place each, and handed in.
    files: ['cloudfunctions/**', 'src/**'],
    ignores: ['cloudfunctions/shared/clock.ts', 'cloudfunctions/shared/ids.ts', 'src/shared/device.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clockAndChance] },
  },
)
