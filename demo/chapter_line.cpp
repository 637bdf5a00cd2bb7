// Chapter 2: a straight line through published measurements, by gradient descent.

#include "chapters.h"
#include "digits.h"
#include "models.h"
#include "optimise.h"
#include "terminal.h"

#include <clangent/clangent.h>

#include <numeric>

namespace demo {
namespace {

// A column of data with mean 0 and standard deviation 1, and the way back.
struct Normalised {
  double mean;
  double deviation;
  Vector values;
};

Normalised normalise(const Vector &values) {
  const double n = static_cast<double>(values.size());
  Normalised result{std::accumulate(values.begin(), values.end(), 0.0) / n, 0, values};
  for (double &value : result.values)
    value -= result.mean;
  result.deviation = std::sqrt(dot(result.values, result.values) / n);
  for (double &value : result.values)
    value /= result.deviation;
  return result;
}

Objective line_objective(const Vector &x, const Vector &y) {
  return [&x, &y](const Vector &w, Vector &gradient) {
    const int n = static_cast<int>(x.size());
    const auto result = clangent::value_and_gradient<line_loss>(w[0], w[1], x.data(), y.data(), n);
    gradient[0] = std::get<0>(result.gradient);
    gradient[1] = std::get<1>(result.gradient);
    return result.value;
  };
}

bool is_shown(int iteration) { return iteration <= 2 || iteration == 5 || (iteration > 0 && iteration % 10 == 0); }

// What happens without normalisation, with the largest step that is safe.
void tell_unnormalised(const Regression &data, int steps) {
  const double gamma = 0.5 / dot(data.x, data.x);
  const Result result = gradient_descent(line_objective(data.x, data.y), {0, 0}, gamma, steps, [](const Step &) {});
  print_paragraph(format("On the raw data the same %d steps end at a = %.6f, b = %.6f: x runs up "
                         "to 1000, so a step small enough for a hardly moves b. Dividing by the "
                         "spread costs one line and makes both directions equally steep.",
                         steps, result.w[0], result.w[1]));
}

// Fitted beside certified values.
bool tell_agreement(const Regression &data, const Vector &w) {
  double fewest = 15;
  Table table({"", "fitted", "certified by NIST", "digits"});
  const auto compare = [&](const std::string &name, double fitted, double certified) {
    const double digits = matching_digits(fitted, certified, 15);
    fewest = std::min(fewest, digits);
    table.add({name, format("%.14g", fitted), format("%.15g", certified), format("%.1f", digits)});
  };
  compare("a", w[0], data.certified[0]);
  compare("b", w[1], data.certified[1]);
  compare("residual sum of squares", line_loss(w[0], w[1], data.x.data(), data.y.data(), data.size()), data.residual);
  table.print();
  const bool holds = fewest >= required_digits;
  print_check(holds, format("%.0f digits or more agree with the certified values", std::floor(fewest)));
  return holds;
}

} // namespace

bool tell_line(const Regression &data) {
  print_chapter(2, "A straight line: NIST's Norris data");
  print_paragraph(format("Ozone monitors, %d measurements. The loss is an ordinary function:", data.size()));
  print_code("double line_loss(double a, double b, const double *x, const double *y,\n"
             "                 int n) {\n"
             "  double sum = 0;\n"
             "  for (int i = 0; i < n; ++i) {\n"
             "    const double residual = y[i] - (a * x[i] + b);\n"
             "    sum += residual * residual;\n"
             "  }\n"
             "  return sum;\n"
             "}\n");
  print_paragraph("Gradient descent, w <- w - gamma * grad L, on x and y with mean 0 and standard "
                  "deviation 1, and gamma = 1/(4n), which halves the error in every step:");

  const Normalised x = normalise(data.x);
  const Normalised y = normalise(data.y);
  const double slope = y.deviation / x.deviation;
  const auto original = [&](const Vector &w) {
    const double a = w[0] * slope;
    return Vector{a, y.mean + w[1] * y.deviation - a * x.mean};
  };

  constexpr int steps = 60;
  Table path({"step", "loss", "|grad|", "a", "b"});
  const double square = y.deviation * y.deviation;
  const Result result =
      gradient_descent(line_objective(x.values, y.values), {0, 0}, 0.25 / data.size(), steps, [&](const Step &step) {
        if (!is_shown(step.iteration))
          return;
        const Vector w = original(step.w);
        path.add({format("%d", step.iteration), format("%.9g", step.value * square), format("%.2e", step.gradient_norm),
                  format("%.9f", w[0]), format("%.9f", w[1])});
      });
  path.print();
  tell_unnormalised(data, steps);

  return tell_agreement(data, original(result.w));
}

} // namespace demo
