/* The snapshot of advisories as constant bytes; the include path finds the file.
 *
 * No build tool sees that this file depends on the snapshot, so its SHA-256 stands here and is to be changed with it;
 * a test compares them.
 * c4d6ba87f815c77ec900a549cfed3ff6d9d1552f69d7a1d6bbf27a6219bbc700
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
