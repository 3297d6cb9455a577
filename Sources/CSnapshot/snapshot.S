/* The snapshot of advisories as constant bytes; the include path finds the file.
 *
 * No build tool sees that this file depends on the snapshot, so its SHA-256 stands here and is to be changed with it;
 * a test compares them.
 * 6768837e182c6b14c89d54d797971d9f067b6d4e8e4f42d4bbc5d2be72277b5a
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
