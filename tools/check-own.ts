/** What the project checks of itself by tools of its own, one after another in one process: each prints what it found and says so by the exit code. */
import './check-imports.ts'
import './check-register-writes.ts'
import './check-counting.ts'
import './check-functions.ts'
import './check-places.ts'
import './check-tests.ts'
import './check-printing.ts'
import './check-people-door.ts'
