#include "CSnapshot.h"

extern const uint8_t hm_snapshot_bytes[] __attribute__((visibility("hidden")));
extern const uint8_t hm_snapshot_bytes_end[] __attribute__((visibility("hidden")));

const uint8_t *hm_snapshot_start(void) { return hm_snapshot_bytes; }

size_t hm_snapshot_size(void) { return (size_t)(hm_snapshot_bytes_end - hm_snapshot_bytes); }
