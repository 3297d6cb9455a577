// libdeflate (MIT), from Debian's libdeflate-dev: whole-buffer inflate for zip entries, and CRC-32.
#include <libdeflate.h>
