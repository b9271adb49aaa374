// Sends large files in pieces before their form, by tus 1.0.0, and goes on where the line broke or the page was loaded anew.
const PIECE = 8 * 1024 * 1024
const PAUSES = [1000, 3000, 10000, 30000]
const pause = (time, signal) =>
  new Promise((done) => {
    setTimeout(done, time)
    signal.addEventListener('abort', done)
  })
/** Somebody does not want to go on for now. */
class Stopped extends Error {}

for (const input of document.querySelectorAll('input[type=file][data-upload]')) {
  const { form } = input
  void tellWhatIsKept(form, input)
  form.addEventListener('submit', (event) => {
    const [file] = input.files
    if (!file || form.dataset.sent) return
    event.preventDefault()
    if (!form.dataset.sending) void sendThenSubmit(form, input, file, event.submitter)
  })
}

async function sendThenSubmit(form, input, file, button) {
  form.dataset.sending = 'yes'
  const stopping = new AbortController()
  const told = progressBeside(input, () => stopping.abort())
  try {
    form.elements.upload.value = await send(form, input.dataset, file, told, stopping.signal)
    input.disabled = true
    form.dataset.sent = 'yes'
    form.requestSubmit(button)
  } catch (error) {
    told.say(
      error instanceof Stopped
        ? 'You have stopped sending the file. What has been sent is kept for some days. Choose the button of the form again to go on.'
        : `${error.message} Nothing was saved. Choose the button again to go on.`,
    )
  } finally {
    told.end()
    delete form.dataset.sending
  }
}

/** The place below a file control where its progress is told. */
function boxBeside(input) {
  const box = document.getElementById('upload-progress') ?? document.createElement('div')
  box.id = 'upload-progress'
  box.className = 'govuk-form-group'
  box.replaceChildren()
  input.closest('.govuk-form-group').after(box)
  return box
}

/** Says after a reload which files have come in part, so that whoever began them knows which to choose. */
async function tellWhatIsKept(form, input) {
  const { upload: purpose, uploadFor: subject } = input.dataset
  const begun = rememberedFrom(keyBegin(purpose, subject))
  const headers = headersOf(form)
  const kept = []
  for (const { key, name, size, place } of begun) {
    const offset = await offsetOf(place, headers).catch(() => 0)
    if (offset === null) forget(key)
    else if (offset > 0) kept.push(`“${name}” (${Math.floor((100 * offset) / size)}% has been sent)`)
  }
  if (kept.length === 0 || form.dataset.sending) return
  const words = document.createElement('p')
  words.className = 'govuk-inset-text'
  words.textContent = `A part of this file is kept: ${kept.join(', ')}. To send the rest, choose the same file again.`
  boxBeside(input).append(words)
}

function progressBeside(input, stop) {
  const box = boxBeside(input)
  const bar = document.createElement('progress')
  bar.max = 100
  bar.value = 0
  bar.className = 'm-progress'
  bar.setAttribute('aria-label', 'Sending the file')
  const words = document.createElement('p')
  words.className = 'govuk-body'
  words.setAttribute('role', 'status')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary'
  button.textContent = 'Stop sending'
  button.addEventListener('click', stop)
  box.append(words, bar, button)
  let last = -1
  return {
    say: (text) => {
      words.textContent = text
    },
    waiting: () => {
      words.textContent = `Waiting for the connection. ${bar.value}% has been sent.`
      last = -1
    },
    end: () => button.remove(),
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
async function send(form, { upload: purpose, uploadFor: subject }, file, told, signal) {
  const headers = headersOf(form)
  const key = `${keyBegin(purpose, subject)}${file.name} ${file.size} ${file.lastModified}`
  let place = remembered(key)
  let offset = place && (await offsetOf(place, headers))
  if (offset === null) {
    place = await begin(purpose, subject, file, headers)
    offset = 0
    remember(key, place)
  }
  for (let failures = 0; offset < file.size; ) {
    if (signal.aborted) throw new Stopped()
    if (failures === 0) told.at(offset, file.size)
    const reply = await fetch(place, {
      method: 'PATCH',
      headers: { ...headers, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
      body: file.slice(offset, offset + PIECE),
      signal,
    }).catch(() => null)
    if (reply?.status === 204) {
      offset = Number(reply.headers.get('Upload-Offset'))
      failures = 0
      continue
    }
    if (reply && ((reply.status < 500 && reply.status !== 409 && reply.status !== 400) || reply.status === 507))
      throw new Error(await wordsOf(reply))
    if (signal.aborted) throw new Stopped()
    if (failures === PAUSES.length) throw new Error('The connection was lost.')
    told.waiting()
    await pause(PAUSES[failures], signal)
    failures += 1
    const stands = await offsetOf(place, headers).catch(() => offset)
    if (stands === null) throw new Error('The upload has ended.')
    offset = stands
  }
  told.at(file.size, file.size)
  forget(key)
  return place.split('/').at(-1)
}

function headersOf(form) {
  return { 'Tus-Resumable': '1.0.0', 'X-CSRF-Token': form.elements._csrf.value }
}
function keyBegin(purpose, subject) {
  return `upload ${purpose} ${subject} `
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
/** What was begun and is remembered by keys that begin so: which file, how large, and where it is sent. */
function rememberedFrom(begin) {
  try {
    return Object.entries(localStorage).flatMap(([key, place]) => {
      const [, name, size] = (key.startsWith(begin) && /^(.*) (\d+) \d+$/s.exec(key.slice(begin.length))) || []
      return name === undefined ? [] : [{ key, name, size: Number(size), place }]
    })
  } catch {
    return []
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
