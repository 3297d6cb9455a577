/* The snapshot of advisories as constant bytes; the include path finds the file.
 *
 * No build tool sees that this file depends on the snapshot, so its SHA-256 stands here and is to be changed with it;
 * a test compares them.
 * 69559189e5b64e30f80ca5ee2dff9524c7b223cf44eb409224f12235522c8713
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
