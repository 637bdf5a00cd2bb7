// Memory given back between the sweeps.
#ifndef CLANGENT_EMIT_RELEASES_H
#define CLANGENT_EMIT_RELEASES_H

#include "Emit/Plan.h"

namespace clangent::emit {

// Values of class type that the reverse sweep does not read are released behind their last use in the forward sweep.
void findReleases(Plan &plan);

} // namespace clangent::emit

#endif // CLANGENT_EMIT_RELEASES_H
