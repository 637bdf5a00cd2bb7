// CLANGENT_INACTIVE_FUNCTION must name functions that are declared where it stands.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify %s
#include <clangent/macros.h>

namespace geo {
struct Grid {
  double step;
  double locate(double x) const;
};
double level(double x);
} // namespace geo

CLANGENT_INACTIVE_FUNCTION(geo::Grid::locate);
CLANGENT_INACTIVE_FUNCTION(level);           // expected-error {{CLANGENT_INACTIVE_FUNCTION(level) names no function that is declared here}}
CLANGENT_INACTIVE_FUNCTION(geo::Grid::step); // expected-error {{CLANGENT_INACTIVE_FUNCTION(geo::Grid::step) names no function that is declared here}}
CLANGENT_INACTIVE_FUNCTION(geo::later);      // expected-error {{CLANGENT_INACTIVE_FUNCTION(geo::later) names no function that is declared here}}
namespace geo {
double later(double x);
CLANGENT_INACTIVE_FUNCTION(later);
} // namespace geo
