// The chapters of the demo, in the order in which they are told.
//
// Each prints its part of the story and returns whether everything it checks holds.

#ifndef CLANGENT_DEMO_CHAPTERS_H
#define CLANGENT_DEMO_CHAPTERS_H

#include "dataset.h"

#include <string>

namespace demo {

bool tell_scalar();
bool tell_line(const Regression &norris);
bool tell_curves(const Regression &misra1a, const Regression &thurber, const Regression &mgh09,
                 const Regression &eckerle4);
bool tell_adjoint(const std::string &directory);
bool tell_mixture(const Cloud &cloud);

} // namespace demo

#endif
