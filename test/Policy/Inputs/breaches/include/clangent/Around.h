// Includes what includes it.
#include <clangent/Round.h>
