/* The snapshot of advisories as constant bytes; the include path finds the file.
 *
 * No build tool sees that this file depends on the snapshot, so its SHA-256 stands here and is to be changed with it;
 * a test compares them.
 * a9c0f2955b03407a18167f14f48bb82867393814e8025538a30c9b09d9a9c2d4
 */
    .section .rodata
    .balign 16
    .globl hm_snapshot_bytes
    .hidden hm_snapshot_bytes
hm_snapshot_bytes:
    .incbin "snapshot.hmdb"
    .globl hm_snapshot_bytes_end
    .hidden hm_snapshot_bytes_end
hm_snapshot_bytes_end:
    .section .note.GNU-stack,"",@progbits
