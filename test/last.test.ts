import { after } from 'node:test'
import { stopTestCluster } from './cluster.ts'

/** All tests share one process and one database server: it stops when the last of them has run. */
after(stopTestCluster)
