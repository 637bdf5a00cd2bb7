// Annotated functions of every kind, with their derivatives declared.
#include <clangent/clangent.h>

namespace geo {

struct Point {
  double x, y;
};
enum class Kind { flat, steep };

CLANGENT_DIFFERENTIABLE double area(double width, double height);
CLANGENT_DECLARE_DERIVATIVES(area);

CLANGENT_DIFFERENTIABLE Point moved(const Point &p, Point by, int times, Kind kind, const double scale) noexcept;
CLANGENT_DECLARE_DERIVATIVES(moved);

CLANGENT_DIFFERENTIABLE void scaled(const double *x, double *y, int n, double (&pair)[2], const float rows[][2]);
CLANGENT_DECLARE_DERIVATIVES(scaled);

CLANGENT_DIFFERENTIABLE int counted(double &&x, const char *name, long double *&end);
CLANGENT_DECLARE_DERIVATIVES(counted);

CLANGENT_DIFFERENTIABLE const double &chosen(const double &a, const double &b);

class Model {
public:
  double w = 2;
  CLANGENT_DIFFERENTIABLE double at(double x) const;
  CLANGENT_DIFFERENTIABLE void learn(double x, double *log);
  CLANGENT_DIFFERENTIABLE static double square(double x);
};
CLANGENT_DECLARE_MEMBER_DERIVATIVES(Model, at);
CLANGENT_DECLARE_MEMBER_DERIVATIVES(Model, learn);
CLANGENT_DECLARE_MEMBER_DERIVATIVES(Model, square);

} // namespace geo
