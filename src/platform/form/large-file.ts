import { govukFileUpload, type Html, html } from '../page/index.ts'

/** What a control for a large file shows: what it asks, and a file that has come already. */
export interface LargeFileOptions {
  readonly label: string
  readonly hint: string
  /** The purpose that the route takes it for: the browser begins an upload for it. */
  readonly purpose: string
  /** What the file is added to, in the words of that purpose. */
  readonly subject: string
  readonly error?: string | undefined
  /** What came with a form that was refused: it need not be chosen again. */
  readonly come?: { readonly id: string; readonly name: string } | null
}

/**
 * A control for a file of any size. Without JavaScript it comes with the form; with it, in pieces before the form, with progress, and
 * goes on after a broken line or a reload.
 */
export function largeFile({ label, hint, purpose, subject, error, come = null }: LargeFileOptions): Html {
  const there = come
    ? html`<p class="govuk-body">${come.name || 'The file'} has been uploaded. Choose another one only if it is to take its place.</p>`
    : null
  const control = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: label },
    hint: { text: hint },
    ...(error ? { errorMessage: { text: error } } : {}),
    attributes: { 'data-upload': purpose, 'data-upload-for': subject },
  })
  return html`${there}<input type="hidden" name="upload" value="${come?.id ?? ''}">${control}`
}
