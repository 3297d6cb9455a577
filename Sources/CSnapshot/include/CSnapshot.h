// The snapshot of advisories that the program carries; `hullmark db build --snapshot` writes the file beside this one.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// The snapshot's first byte.
const uint8_t *hm_snapshot_start(void);

/// How many bytes the snapshot has.
size_t hm_snapshot_size(void);
