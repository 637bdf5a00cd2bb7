// Includes what includes it.
#include <clangent/Around.h>
