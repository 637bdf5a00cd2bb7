// Needs what its own source needs.
#include "Support/Made.h"
