import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { forbiddenFor, layers, SANDBOX } from './scripts/layers.ts'

const TESTS = ['**/*.test.ts', '**/testing.ts', '**/testing/**', '**/*.interop.ts', 'test/**/*.ts']

function restrict(names, message) {
  const group = names.flatMap((name) => [`@promo/${name}`, `@promo/${name}/*`])
  return { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] }
}

const layerRules = layers.map((layer) => ({
  files: [`packages/${layer}/**/*.ts`],
  rules: restrict(forbiddenFor(layer), `${layer} may import only the packages before it in scripts/layers.ts.`),
}))

export default defineConfig(
  globalIgnores(['**/node_modules/', 'dist/', 'coverage/', 'workflows-examples/', '**/fixtures/', '**/*.js']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      complexity: ['error', 10],
      eqeqeq: 'error',
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 60],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/prefer-readonly': 'error',
      // Costs a sixth of the whole lint and found nothing that no-unsafe-assignment does not.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Erasable syntax has no enums; these two only cost time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // An async method that only throws or returns still has to reject, not throw.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  ...layerRules,
  { files: ['actions/**/*.ts'], rules: restrict([SANDBOX], 'Actions know nothing of the sandbox.') },
  {
    files: ['packages/**/*.ts'],
    ignores: [...TESTS, 'packages/core/errors.ts', 'packages/sandbox/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ThrowStatement > NewExpression[callee.name=/^(Error|TypeError|RangeError)$/]',
          message: 'No plain Error leaves a package: use its codes (defineErrors of @promo/core).',
        },
      ],
    },
  },
  { files: ['packages/cli/**', 'scripts/**', 'test/bench/**'], rules: { 'no-console': 'off' } },
  {
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/explicit-function-return-type': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
)
