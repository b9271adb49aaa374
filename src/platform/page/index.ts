export { ASSETS_PATH, type Asset, findAsset } from './assets.ts'
export * from './components.gen.ts'
export { type Content, escapeHtml, Html, html, lines, paragraphs, trusted } from './html.ts'
export { CSRF_MARK, type FieldError, type Frame, renderPage, type View } from './layout.ts'
export * from './moj.ts'
export { component } from './nunjucks.ts'
export {
  type Count,
  counts,
  dataTable,
  deedButton,
  formLink,
  heading,
  hidden,
  link,
  noted,
  postForm,
  type TableColumn,
  twoThirds,
} from './parts.ts'
