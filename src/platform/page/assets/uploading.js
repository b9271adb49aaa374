// Sends large files in pieces before their form, by tus 1.0.0, and goes on where the line broke or the page was loaded anew.
const PIECE = 8 * 1024 * 1024
const PAUSES = [1000, 3000, 10000, 30000]
const pause = (time) => new Promise((done) => setTimeout(done, time))

for (const input of document.querySelectorAll('input[type=file][data-upload]')) {
  const { form } = input
  form.addEventListener('submit', (event) => {
    const [file] = input.files
    if (!file || form.dataset.sent) return
    event.preventDefault()
    if (!form.dataset.sending) void sendThenSubmit(form, input, file, event.submitter)
  })
}

async function sendThenSubmit(form, input, file, button) {
  form.dataset.sending = 'yes'
  const told = progressBeside(input)
  try {
    form.elements.upload.value = await send(form, input.dataset, file, told)
    input.disabled = true
    form.dataset.sent = 'yes'
    form.requestSubmit(button)
  } catch (error) {
    told.say(`${error.message} Nothing was saved. Choose the button again to go on.`)
  } finally {
    delete form.dataset.sending
  }
}

function progressBeside(input) {
  const box = document.getElementById('upload-progress') ?? document.createElement('div')
  box.id = 'upload-progress'
  box.className = 'govuk-form-group'
  box.replaceChildren()
  const bar = document.createElement('progress')
  bar.max = 100
  bar.value = 0
  bar.className = 'm-progress'
  bar.setAttribute('aria-label', 'Sending the file')
  const words = document.createElement('p')
  words.className = 'govuk-body'
  words.setAttribute('role', 'status')
  box.append(words, bar)
  input.closest('.govuk-form-group').after(box)
  let last = -1
  return {
    say: (text) => {
      words.textContent = text
    },
    at: (sent, all) => {
      const part = all === 0 ? 100 : Math.floor((100 * sent) / all)
      bar.value = part
      // People who hear the page are told every tenth.
      if (Math.floor(part / 10) === last) return
      last = Math.floor(part / 10)
      words.textContent = `Sending the file: ${part}%`
    },
  }
}

/** Answers the id of the upload when all of the file has come. */
async function send(form, { upload: purpose, uploadFor: subject }, file, told) {
  const headers = { 'Tus-Resumable': '1.0.0', 'X-CSRF-Token': form.elements._csrf.value }
  const key = `upload ${purpose} ${subject} ${file.name} ${file.size} ${file.lastModified}`
  let place = remembered(key)
  let offset = place && (await offsetOf(place, headers))
  if (offset === null) {
    place = await begin(purpose, subject, file, headers)
    offset = 0
    remember(key, place)
  }
  for (let failures = 0; offset < file.size; ) {
    told.at(offset, file.size)
    const reply = await fetch(place, {
      method: 'PATCH',
      headers: { ...headers, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
      body: file.slice(offset, offset + PIECE),
    }).catch(() => null)
    if (reply?.status === 204) {
      offset = Number(reply.headers.get('Upload-Offset'))
      failures = 0
      continue
    }
    if (reply && ((reply.status < 500 && reply.status !== 409 && reply.status !== 400) || reply.status === 507))
      throw new Error(await wordsOf(reply))
    if (failures === PAUSES.length) throw new Error('The connection was lost.')
    await pause(PAUSES[failures])
    failures += 1
    const stands = await offsetOf(place, headers).catch(() => offset)
    if (stands === null) throw new Error('The upload has ended.')
    offset = stands
  }
  told.at(file.size, file.size)
  forget(key)
  return place.split('/').at(-1)
}

async function begin(purpose, subject, file, headers) {
  const reply = await fetch('/uploads', {
    method: 'POST',
    headers: {
      ...headers,
      'Upload-Length': String(file.size),
      'Upload-Metadata': `purpose ${inBase64(purpose)},for ${inBase64(subject)},filename ${inBase64(file.name)}`,
    },
  })
  if (reply.status !== 201) throw new Error(await wordsOf(reply))
  return reply.headers.get('Location')
}

/** How much has come; null where there is no such upload any more. */
async function offsetOf(place, headers) {
  const reply = await fetch(place, { method: 'HEAD', headers })
  if (reply.status === 200) return Number(reply.headers.get('Upload-Offset'))
  if (reply.status === 404) return null
  throw new Error('The connection was lost.')
}

async function wordsOf(reply) {
  const { title, detail } = await reply.json().catch(() => ({}))
  if (!title) return 'The file could not be sent.'
  return [title, detail]
    .filter(Boolean)
    .map((words) => `${words.replace(/[.]$/, '')}.`)
    .join(' ')
}

const inBase64 = (text) =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))

// Private windows may keep nothing: then an upload begins anew after a reload.
function remembered(key) {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
function remember(key, place) {
  try {
    localStorage.setItem(key, place)
  } catch {}
}
function forget(key) {
  try {
    localStorage.removeItem(key)
  } catch {}
}
