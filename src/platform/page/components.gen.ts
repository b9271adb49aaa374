// Made by tools/generate-components.ts from govuk-frontend's own description of its options. Do not edit.
import type { Html } from './html.ts'
import { component } from './nunjucks.ts'

type Attributes = Readonly<Record<string, string | boolean | number | { readonly value: string | boolean; readonly optional: boolean }>>

export interface AccordionOptions { readonly id: string; readonly headingLevel?: number; readonly classes?: string; readonly attributes?: Attributes; readonly rememberExpanded?: boolean; readonly hideAllSectionsText?: string; readonly hideSectionText?: string; readonly hideSectionAriaLabelText?: string; readonly showAllSectionsText?: string; readonly showSectionText?: string; readonly showSectionAriaLabelText?: string; readonly items: readonly ({ readonly heading: { readonly text?: string; readonly html?: Html }; readonly summary?: { readonly text?: string; readonly html?: Html }; readonly content: { readonly text?: string; readonly html?: Html }; readonly expanded?: boolean } | null | false | undefined)[] }

/** The GOV.UK accordion. */
export const govukAccordion = component<AccordionOptions>('accordion', 'govukAccordion')

export interface BackLinkOptions { readonly text?: string; readonly html?: Html; readonly href: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK back link. */
export const govukBackLink = component<BackLinkOptions>('back-link', 'govukBackLink')

export interface BreadcrumbsOptions { readonly items: readonly ({ readonly text?: string; readonly html?: Html; readonly href?: string; readonly attributes?: Attributes } | null | false | undefined)[]; readonly classes?: string; readonly collapseOnMobile?: boolean; readonly attributes?: Attributes; readonly labelText?: string }

/** The GOV.UK breadcrumbs. */
export const govukBreadcrumbs = component<BreadcrumbsOptions>('breadcrumbs', 'govukBreadcrumbs')

export interface ButtonOptions { readonly text?: string; readonly html?: Html; readonly type?: string; readonly name?: string; readonly value?: string; readonly disabled?: boolean; readonly href?: string; readonly classes?: string; readonly attributes?: Attributes; readonly preventDoubleClick?: boolean; readonly isStartButton?: boolean; readonly id?: string }

/** The GOV.UK button. */
export const govukButton = component<ButtonOptions>('button', 'govukButton')

export interface CharacterCountOptions { readonly id?: string; readonly name: string; readonly rows?: string; readonly value?: string; readonly maxlength: string; readonly maxwords: string; readonly threshold?: string; readonly countType?: string; readonly label: Partial<LabelOptions>; readonly hint?: Partial<HintOptions>; readonly errorMessage?: Partial<ErrorMessageOptions>; readonly formGroup?: { readonly classes?: string; readonly attributes?: Attributes; readonly beforeInput?: { readonly text?: string; readonly html?: Html }; readonly afterInput?: { readonly text?: string; readonly html?: Html } }; readonly classes?: string; readonly attributes?: Attributes; readonly spellcheck?: boolean; readonly countMessage?: { readonly classes?: string }; readonly textareaDescriptionText?: string; readonly charactersUnderLimitText?: Attributes; readonly charactersAtLimitText?: string; readonly charactersOverLimitText?: Attributes; readonly wordsUnderLimitText?: Attributes; readonly wordsAtLimitText?: string; readonly wordsOverLimitText?: Attributes }

/** The GOV.UK character count. */
export const govukCharacterCount = component<CharacterCountOptions>('character-count', 'govukCharacterCount')

export interface CheckboxesOptions { readonly describedBy?: string; readonly fieldset?: Partial<FieldsetOptions>; readonly hint?: Partial<HintOptions>; readonly errorMessage?: Partial<ErrorMessageOptions>; readonly formGroup?: { readonly classes?: string; readonly attributes?: Attributes; readonly beforeInputs?: { readonly text?: string; readonly html?: Html }; readonly afterInputs?: { readonly text?: string; readonly html?: Html } }; readonly idPrefix?: string; readonly name: string; readonly items: readonly ({ readonly text?: string; readonly html?: Html; readonly id?: string; readonly name?: string; readonly value: string; readonly label?: Partial<LabelOptions>; readonly hint?: Partial<HintOptions>; readonly divider?: string; readonly checked?: boolean; readonly conditional?: { readonly html?: Html }; readonly behaviour?: string; readonly disabled?: boolean; readonly attributes?: Attributes } | null | false | undefined)[]; readonly values?: readonly string[]; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK checkboxes. */
export const govukCheckboxes = component<CheckboxesOptions>('checkboxes', 'govukCheckboxes')

export interface CookieBannerOptions { readonly ariaLabel?: string; readonly hidden?: boolean; readonly classes?: string; readonly attributes?: Attributes; readonly messages: readonly ({ readonly headingText?: string; readonly headingHtml?: Html; readonly text?: string; readonly html?: Html; readonly actions?: readonly ({ readonly text?: string; readonly type?: string; readonly href?: string; readonly name?: string; readonly value?: string; readonly classes?: string; readonly attributes?: Attributes } | null | false | undefined)[]; readonly hidden?: boolean; readonly role?: string; readonly classes?: string; readonly attributes?: Attributes } | null | false | undefined)[] }

/** The GOV.UK cookie banner. */
export const govukCookieBanner = component<CookieBannerOptions>('cookie-banner', 'govukCookieBanner')

export interface DateInputOptions { readonly id: string; readonly namePrefix?: string; readonly items?: readonly ({ readonly id?: string; readonly name: string; readonly label?: string; readonly value?: string; readonly error?: boolean; readonly autocomplete?: string; readonly pattern?: string; readonly classes?: string; readonly attributes?: Attributes } | null | false | undefined)[]; readonly hint?: Partial<HintOptions>; readonly errorMessage?: Partial<ErrorMessageOptions>; readonly formGroup?: { readonly classes?: string; readonly attributes?: Attributes; readonly beforeInputs?: { readonly text?: string; readonly html?: Html }; readonly afterInputs?: { readonly text?: string; readonly html?: Html } }; readonly fieldset?: Partial<FieldsetOptions>; readonly day?: Attributes; readonly month?: Attributes; readonly year?: Attributes; readonly values?: { readonly day?: string; readonly month?: string; readonly year?: string }; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK date input. */
export const govukDateInput = component<DateInputOptions>('date-input', 'govukDateInput')

export interface DetailsOptions { readonly summaryText?: string; readonly summaryHtml?: Html; readonly text?: string; readonly html?: Html; readonly id?: string; readonly open?: boolean; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK details. */
export const govukDetails = component<DetailsOptions>('details', 'govukDetails')

export interface ErrorMessageOptions { readonly text?: string; readonly html?: Html; readonly id?: string; readonly classes?: string; readonly attributes?: Attributes; readonly visuallyHiddenText?: string }

/** The GOV.UK error message. */
export const govukErrorMessage = component<ErrorMessageOptions>('error-message', 'govukErrorMessage')

export interface ErrorSummaryOptions { readonly titleText?: string; readonly titleHtml?: Html; readonly descriptionText?: string; readonly descriptionHtml?: Html; readonly errorList?: readonly ({ readonly href?: string; readonly text?: string; readonly html?: Html; readonly attributes?: Attributes } | null | false | undefined)[]; readonly disableAutoFocus?: boolean; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK error summary. */
export const govukErrorSummary = component<ErrorSummaryOptions>('error-summary', 'govukErrorSummary')

export interface ExitThisPageOptions { readonly text?: string; readonly html?: Html; readonly redirectUrl?: string; readonly id?: string; readonly classes?: string; readonly attributes?: Attributes; readonly activatedText?: string; readonly timedOutText?: string; readonly pressTwoMoreTimesText?: string; readonly pressOneMoreTimeText?: string }

/** The GOV.UK exit this page. */
export const govukExitThisPage = component<ExitThisPageOptions>('exit-this-page', 'govukExitThisPage')

export interface FeedbackOptions { readonly titleText?: string; readonly titleHtml?: Html; readonly headingLevel?: number; readonly text?: string; readonly html?: Html; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK feedback. */
export const govukFeedback = component<FeedbackOptions>('feedback', 'govukFeedback')

export interface FieldsetOptions { readonly describedBy?: string; readonly legend?: { readonly text?: string; readonly html?: Html; readonly classes?: string; readonly isPageHeading?: boolean }; readonly classes?: string; readonly role?: string; readonly attributes?: Attributes; readonly html?: Html }

/** The GOV.UK fieldset. */
export const govukFieldset = component<FieldsetOptions>('fieldset', 'govukFieldset')

export interface FileUploadOptions { readonly name: string; readonly id?: string; readonly disabled?: boolean; readonly multiple?: boolean; readonly describedBy?: string; readonly label: Partial<LabelOptions>; readonly hint?: Partial<HintOptions>; readonly errorMessage?: Partial<ErrorMessageOptions>; readonly formGroup?: { readonly classes?: string; readonly attributes?: Attributes; readonly beforeInput?: { readonly text?: string; readonly html?: Html }; readonly afterInput?: { readonly text?: string; readonly html?: Html } }; readonly javascript?: boolean; readonly chooseFilesButtonText?: string; readonly dropInstructionText?: string; readonly multipleFilesChosenText?: Attributes; readonly noFileChosenText?: string; readonly enteredDropZoneText?: string; readonly leftDropZoneText?: string; readonly classes?: string; readonly attributes?: Attributes; readonly wrapperClasses?: string; readonly wrapperAttributes?: Attributes }

/** The GOV.UK file upload. */
export const govukFileUpload = component<FileUploadOptions>('file-upload', 'govukFileUpload')

export interface FooterOptions { readonly meta?: { readonly visuallyHiddenTitle?: string; readonly html?: Html; readonly text?: string; readonly items?: readonly ({ readonly text?: string; readonly href: string; readonly attributes?: Attributes } | null | false | undefined)[] }; readonly navigation?: readonly ({ readonly title: string; readonly columns?: number; readonly width?: string; readonly items?: readonly ({ readonly text?: string; readonly href: string; readonly attributes?: Attributes } | null | false | undefined)[] } | null | false | undefined)[]; readonly contentLicence?: { readonly text?: string; readonly html?: Html }; readonly copyright?: { readonly text?: string; readonly html?: Html }; readonly containerClasses?: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK footer. */
export const govukFooter = component<FooterOptions>('footer', 'govukFooter')

export interface GenericHeaderOptions { readonly url?: string; readonly logoText?: string; readonly logoHtml?: Html; readonly containerClasses?: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK generic header. */
export const govukGenericHeader = component<GenericHeaderOptions>('generic-header', 'govukGenericHeader')

export interface HeaderOptions { readonly homepageUrl?: string; readonly productName?: string; readonly containerClasses?: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK header. */
export const govukHeader = component<HeaderOptions>('header', 'govukHeader')

export interface HintOptions { readonly text?: string; readonly html?: Html; readonly id?: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK hint. */
export const govukHint = component<HintOptions>('hint', 'govukHint')

export interface InputOptions { readonly id?: string; readonly name: string; readonly type?: string; readonly inputmode?: string; readonly value?: string; readonly disabled?: boolean; readonly describedBy?: string; readonly label: Partial<LabelOptions>; readonly hint?: Partial<HintOptions>; readonly errorMessage?: Partial<ErrorMessageOptions>; readonly prefix?: { readonly text?: string; readonly html?: Html; readonly classes?: string; readonly attributes?: Attributes }; readonly suffix?: { readonly text?: string; readonly html?: Html; readonly classes?: string; readonly attributes?: Attributes }; readonly formGroup?: { readonly classes?: string; readonly attributes?: Attributes; readonly beforeInput?: { readonly text?: string; readonly html?: Html }; readonly afterInput?: { readonly text?: string; readonly html?: Html } }; readonly classes?: string; readonly autocomplete?: string; readonly pattern?: string; readonly spellcheck?: boolean; readonly autocapitalize?: string; readonly inputWrapper?: { readonly classes?: string; readonly attributes?: Attributes }; readonly attributes?: Attributes }

/** The GOV.UK input. */
export const govukInput = component<InputOptions>('input', 'govukInput')

export interface InsetTextOptions { readonly text?: string; readonly html?: Html; readonly id?: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK inset text. */
export const govukInsetText = component<InsetTextOptions>('inset-text', 'govukInsetText')

export interface LabelOptions { readonly text?: string; readonly html?: Html; readonly for?: string; readonly isPageHeading?: boolean; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK label. */
export const govukLabel = component<LabelOptions>('label', 'govukLabel')

export interface LanguageNavigationOptions { readonly items: readonly ({ readonly text?: string; readonly html?: Html; readonly lang: string; readonly hrefLang?: string; readonly dir?: string; readonly href?: string; readonly current?: boolean; readonly languageDescriptionText?: string; readonly classes?: string; readonly attributes?: Attributes } | null | false | undefined)[]; readonly ariaLabel?: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK language navigation. */
export const govukLanguageNavigation = component<LanguageNavigationOptions>('language-navigation', 'govukLanguageNavigation')

export interface NotificationBannerOptions { readonly text?: string; readonly html?: Html; readonly titleText?: string; readonly titleHtml?: Html; readonly titleHeadingLevel?: string; readonly type?: string; readonly role?: string; readonly titleId?: string; readonly disableAutoFocus?: boolean; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK notification banner. */
export const govukNotificationBanner = component<NotificationBannerOptions>('notification-banner', 'govukNotificationBanner')

export interface PaginationOptions { readonly items?: readonly ({ readonly number?: string; readonly visuallyHiddenText?: string; readonly href?: string; readonly current?: boolean; readonly ellipsis?: boolean; readonly attributes?: Attributes } | null | false | undefined)[]; readonly previous?: { readonly text?: string; readonly html?: Html; readonly labelText?: string; readonly href: string; readonly attributes?: Attributes }; readonly next?: { readonly text?: string; readonly html?: Html; readonly labelText?: string; readonly href: string; readonly attributes?: Attributes }; readonly landmarkLabel?: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK pagination. */
export const govukPagination = component<PaginationOptions>('pagination', 'govukPagination')

export interface PanelOptions { readonly titleText?: string; readonly titleHtml?: Html; readonly headingLevel?: number; readonly text?: string; readonly html?: Html; readonly classes?: string; readonly attributes?: Attributes; readonly actions?: { readonly items?: readonly ({ readonly text?: string; readonly type?: string; readonly href?: string; readonly classes?: string; readonly attributes?: Attributes } | null | false | undefined)[]; readonly classes?: string; readonly attributes?: Attributes } }

/** The GOV.UK panel. */
export const govukPanel = component<PanelOptions>('panel', 'govukPanel')

export interface PasswordInputOptions { readonly id?: string; readonly name: string; readonly value?: string; readonly disabled?: boolean; readonly describedBy?: string; readonly label: Partial<LabelOptions>; readonly hint?: Partial<HintOptions>; readonly errorMessage?: Partial<ErrorMessageOptions>; readonly formGroup?: { readonly classes?: string; readonly attributes?: Attributes; readonly beforeInput?: { readonly text?: string; readonly html?: Html }; readonly afterInput?: { readonly text?: string; readonly html?: Html } }; readonly classes?: string; readonly autocomplete?: string; readonly attributes?: Attributes; readonly showPasswordText?: string; readonly hidePasswordText?: string; readonly showPasswordAriaLabelText?: string; readonly hidePasswordAriaLabelText?: string; readonly passwordShownAnnouncementText?: string; readonly passwordHiddenAnnouncementText?: string; readonly button?: { readonly classes?: string } }

/** The GOV.UK password input. */
export const govukPasswordInput = component<PasswordInputOptions>('password-input', 'govukPasswordInput')

export interface PhaseBannerOptions { readonly text?: string; readonly html?: Html; readonly tag: Partial<TagOptions>; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK phase banner. */
export const govukPhaseBanner = component<PhaseBannerOptions>('phase-banner', 'govukPhaseBanner')

export interface RadiosOptions { readonly fieldset?: Partial<FieldsetOptions>; readonly hint?: Partial<HintOptions>; readonly errorMessage?: Partial<ErrorMessageOptions>; readonly formGroup?: { readonly classes?: string; readonly attributes?: Attributes; readonly beforeInputs?: { readonly text?: string; readonly html?: Html }; readonly afterInputs?: { readonly text?: string; readonly html?: Html } }; readonly idPrefix?: string; readonly name: string; readonly items: readonly ({ readonly text?: string; readonly html?: Html; readonly id?: string; readonly value: string; readonly label?: Partial<LabelOptions>; readonly hint?: Partial<HintOptions>; readonly divider?: string; readonly checked?: boolean; readonly conditional?: { readonly html?: Html }; readonly disabled?: boolean; readonly attributes?: Attributes } | null | false | undefined)[]; readonly value?: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK radios. */
export const govukRadios = component<RadiosOptions>('radios', 'govukRadios')

export interface SelectOptions { readonly id?: string; readonly name: string; readonly items: readonly ({ readonly value?: string; readonly text?: string; readonly selected?: boolean; readonly disabled?: boolean; readonly attributes?: Attributes } | null | false | undefined)[]; readonly value?: string; readonly disabled?: boolean; readonly describedBy?: string; readonly label: Partial<LabelOptions>; readonly hint?: Partial<HintOptions>; readonly errorMessage?: Partial<ErrorMessageOptions>; readonly formGroup?: { readonly classes?: string; readonly attributes?: Attributes; readonly beforeInput?: { readonly text?: string; readonly html?: Html }; readonly afterInput?: { readonly text?: string; readonly html?: Html } }; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK select. */
export const govukSelect = component<SelectOptions>('select', 'govukSelect')

export interface ServiceNavigationOptions { readonly classes?: string; readonly attributes?: Attributes; readonly ariaLabel?: string; readonly menuButtonText?: string; readonly menuButtonLabel?: string; readonly navigationLabel?: string; readonly navigationId?: string; readonly navigationClasses?: string; readonly collapseNavigationOnMobile?: boolean; readonly serviceName?: string; readonly serviceUrl?: string; readonly navigation: readonly ({ readonly current?: boolean; readonly active?: boolean; readonly html?: Html; readonly text?: string; readonly href?: string; readonly attributes?: Attributes } | null | false | undefined)[]; readonly slots?: { readonly start?: string; readonly end?: { readonly html?: Html; readonly align?: string }; readonly navigationStart?: string; readonly navigationEnd?: string } }

/** The GOV.UK service navigation. */
export const govukServiceNavigation = component<ServiceNavigationOptions>('service-navigation', 'govukServiceNavigation')

export interface SkipLinkOptions { readonly text?: string; readonly html?: Html; readonly href?: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK skip link. */
export const govukSkipLink = component<SkipLinkOptions>('skip-link', 'govukSkipLink')

export interface SummaryListOptions { readonly rows: readonly ({ readonly classes?: string; readonly key: { readonly text?: string; readonly html?: Html; readonly classes?: string }; readonly value: { readonly text?: string; readonly html?: Html; readonly classes?: string }; readonly actions?: { readonly items?: readonly ({ readonly href: string; readonly text?: string; readonly html?: Html; readonly visuallyHiddenText?: string; readonly classes?: string; readonly attributes?: Attributes } | null | false | undefined)[]; readonly classes?: string } } | null | false | undefined)[]; readonly card?: { readonly title?: { readonly text?: string; readonly html?: Html; readonly headingLevel?: number; readonly classes?: string }; readonly actions?: { readonly items?: readonly ({ readonly href: string; readonly text?: string; readonly html?: Html; readonly visuallyHiddenText?: string; readonly classes?: string; readonly attributes?: Attributes } | null | false | undefined)[]; readonly classes?: string }; readonly classes?: string; readonly attributes?: Attributes }; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK summary list. */
export const govukSummaryList = component<SummaryListOptions>('summary-list', 'govukSummaryList')

export interface TableOptions { readonly rows: readonly ({ readonly text?: string; readonly html?: Html; readonly format?: string; readonly classes?: string; readonly colspan?: number; readonly rowspan?: number; readonly attributes?: Attributes } | null | false | undefined)[]; readonly head?: readonly ({ readonly text?: string; readonly html?: Html; readonly format?: string; readonly classes?: string; readonly colspan?: number; readonly rowspan?: number; readonly attributes?: Attributes } | null | false | undefined)[]; readonly caption?: string; readonly captionClasses?: string; readonly firstCellIsHeader?: boolean; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK table. */
export const govukTable = component<TableOptions>('table', 'govukTable')

export interface TabsOptions { readonly id?: string; readonly idPrefix?: string; readonly title?: string; readonly items: readonly ({ readonly id: string; readonly label: string; readonly attributes?: Attributes; readonly panel: { readonly text?: string; readonly html?: Html; readonly attributes?: Attributes } } | null | false | undefined)[]; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK tabs. */
export const govukTabs = component<TabsOptions>('tabs', 'govukTabs')

export interface TagOptions { readonly text?: string; readonly html?: Html; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK tag. */
export const govukTag = component<TagOptions>('tag', 'govukTag')

export interface TaskListOptions { readonly items: readonly ({ readonly title: { readonly text?: string; readonly html?: Html; readonly classes?: string }; readonly hint?: { readonly text?: string; readonly html?: Html }; readonly status: { readonly tag?: Partial<TagOptions>; readonly text?: string; readonly html?: Html; readonly classes?: string }; readonly href?: string; readonly classes?: string } | null | false | undefined)[]; readonly classes?: string; readonly attributes?: Attributes; readonly idPrefix?: string }

/** The GOV.UK task list. */
export const govukTaskList = component<TaskListOptions>('task-list', 'govukTaskList')

export interface TextareaOptions { readonly id?: string; readonly name: string; readonly spellcheck?: boolean; readonly rows?: string; readonly value?: string; readonly disabled?: boolean; readonly describedBy?: string; readonly label: Partial<LabelOptions>; readonly hint?: Partial<HintOptions>; readonly errorMessage?: Partial<ErrorMessageOptions>; readonly formGroup?: { readonly classes?: string; readonly attributes?: Attributes; readonly beforeInput?: { readonly text?: string; readonly html?: Html }; readonly afterInput?: { readonly text?: string; readonly html?: Html } }; readonly classes?: string; readonly autocomplete?: string; readonly attributes?: Attributes }

/** The GOV.UK textarea. */
export const govukTextarea = component<TextareaOptions>('textarea', 'govukTextarea')

export interface WarningTextOptions { readonly text?: string; readonly html?: Html; readonly iconFallbackText?: string; readonly classes?: string; readonly attributes?: Attributes }

/** The GOV.UK warning text. */
export const govukWarningText = component<WarningTextOptions>('warning-text', 'govukWarningText')
