import { initAll } from './govuk-frontend.min.js'
import './uploading.js'

initAll()
