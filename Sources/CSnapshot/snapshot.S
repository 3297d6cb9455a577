/* The snapshot of advisories as constant bytes; the include path finds the file. */
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
