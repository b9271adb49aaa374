import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { leftIn } from './disk.ts'

describe('disks that a run left behind', () => {
  it('are those of the table of mounts whose run has ended, and nothing else that is mounted', () => {
    const mounts = [
      'proc /proc proc rw 0 0',
      '/dev/loop0 /tmp/muniment-powercut-a/disk ext4 rw,relatime 0 0',
      '/dev/loop1 /tmp/muniment-powercut-b/disk ext4 rw,relatime 0 0',
      '/dev/loop2 /tmp/muniment-powercut-c ext4 rw,relatime 0 0',
      '/dev/loop3 /srv/muniment-powercut-d/disk ext4 rw,relatime 0 0',
      '/dev/loop4 /tmp/other/disk ext4 rw,relatime 0 0',
      '',
    ].join('\n')
    assert.deepEqual(
      leftIn(mounts, '/tmp', (home) => home === '/tmp/muniment-powercut-b'),
      ['/tmp/muniment-powercut-a/disk'],
    )
    assert.deepEqual(
      leftIn('', '/tmp', () => false),
      [],
    )
  })
})
