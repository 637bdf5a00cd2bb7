// Chapter 3: non-linear models, fitted by three methods that share the generated gradients.

#include "chapters.h"
#include "digits.h"
#include "models.h"
#include "optimise.h"
#include "terminal.h"

#include <clangent/clangent.h>

namespace demo {
namespace {

// The loss in units of the starting values: u = b / scale.
template <class Model> Objective scaled_loss(const Regression &data, const Vector &scale) {
  return [&data, scale](const Vector &u, Vector &gradient) {
    Vector b = u;
    for (std::size_t j = 0; j < b.size(); ++j)
      b[j] *= scale[j];
    Vector b_bar(b.size(), 0.0);
    const double value =
        clangent::vjp<loss<Model>>(clangent::dup(b.data(), b_bar.data()), data.x.data(), data.y.data(), data.size());
    for (std::size_t j = 0; j < b.size(); ++j)
      gradient[j] = b_bar[j] * scale[j];
    return value;
  };
}

// Residuals, and one reverse sweep per observation for the Jacobian of the model.
template <class Model> Residuals model_residuals(const Regression &data) {
  return [&data](const Vector &b, Vector &residual, Vector &jacobian) {
    const std::size_t p = b.size();
    residual.assign(data.y.size(), 0.0);
    jacobian.assign(data.y.size() * p, 0.0);
    for (std::size_t i = 0; i < data.y.size(); ++i) {
      double *row = &jacobian[i * p];
      residual[i] = data.y[i] - clangent::vjp<&Model::predict>(clangent::dup(b.data(), row), data.x[i]);
    }
  };
}

// Collects the steps worth showing: the first few, then ever fewer.
class Path {
public:
  Path(const Regression &data, Vector scale) : scale_(std::move(scale)), table_(heading(data)) {}

  void operator()(const Step &step) {
    if (step.iteration < next_)
      return;
    add(step);
    next_ = step.iteration < 3 ? step.iteration + 1 : step.iteration * 2;
  }

  void add(const Step &step) {
    std::vector<std::string> row{format("%d", step.iteration), format("%.8g", step.value),
                                 format("%.2e", step.gradient_norm)};
    for (std::size_t j = 0; j < step.w.size(); ++j)
      row.push_back(format("%.8g", step.w[j] * scale_[j]));
    last_ = step.iteration;
    table_.add(row);
  }

  void print(const Result &result) {
    if (result.iterations != last_)
      add({result.iterations, result.value, result.gradient_norm, result.w});
    table_.print();
  }

private:
  static std::vector<std::string> heading(const Regression &data) {
    std::vector<std::string> heading{"step", "loss", "|grad|"};
    heading.insert(heading.end(), data.parameters.begin(), data.parameters.end());
    return heading;
  }

  Vector scale_;
  Table table_;
  int next_ = 0;
  int last_ = -1;
};

Vector ones(std::size_t n) { return Vector(n, 1.0); }

// The three methods on one problem, step by step.
void tell_methods(const Regression &data) {
  const Vector &start = data.starts.back();
  const Objective objective = scaled_loss<Misra1a>(data, start);
  constexpr double gamma = 1.5e-5;
  constexpr int steps = 4000;

  print_paragraph(format("Gradient descent from NIST's second start, with the parameters in units "
                         "of their starting values and gamma = %.1e:",
                         gamma));
  Path descent(data, start);
  descent.print(
      gradient_descent(objective, ones(start.size()), gamma, steps, [&](const Step &step) { descent(step); }));
  print_paragraph("It creeps along a valley: b1 and b2 almost compensate each other. L-BFGS learns "
                  "the valley's shape from the same gradients:");
  Path curved(data, start);
  curved.print(lbfgs(objective, ones(start.size()), 1e-12, 500, [&](const Step &step) { curved(step); }));
  print_paragraph("Gauss-Newton, damped after Levenberg and Marquardt, asks for the gradient of "
                  "the model at every observation and knows the valley at once:");
  Path direct(data, ones(start.size()));
  direct.print(
      levenberg_marquardt(model_residuals<Misra1a>(data), start, 1e-10, 500, [&](const Step &step) { direct(step); }));
}

double fewest_digits(const Regression &data, const Vector &b) {
  double fewest = 11;
  for (std::size_t j = 0; j < b.size(); ++j)
    fewest = std::min(fewest, matching_digits(b[j], data.certified[j], 11));
  return fewest;
}

struct Fits {
  Table summary{{"problem", "start", "method", "steps", "loss", "digits", "of b"}};
  Table values{{"", "fitted", "certified by NIST", "digits"}};
  bool hold = true;
};

void record(Fits &fits, const Regression &data, std::size_t start, const char *method, const Result &result,
            const Vector &b) {
  const double digits = fewest_digits(data, b);
  const double loss_digits = matching_digits(result.value, data.residual, 11);
  fits.summary.add({data.name, format("%zu", start + 1), method, format("%d", result.iterations),
                    format("%.6g", result.value), format("%.1f", loss_digits), format("%.1f", digits)});
  fits.hold = fits.hold && std::min(digits, loss_digits) >= required_digits;
}

template <class Model> void fit(Fits &fits, const Regression &data) {
  for (std::size_t s = 0; s < data.starts.size(); ++s) {
    const Vector &start = data.starts[s];
    const Result gauss_newton =
        levenberg_marquardt(model_residuals<Model>(data), start, 1e-10, 2000, [](const Step &) {});
    record(fits, data, s, "Gauss-Newton", gauss_newton, gauss_newton.w);
    if (s + 1 < data.starts.size())
      continue;
    const Result quasi = lbfgs(scaled_loss<Model>(data, start), ones(start.size()), 1e-12, 5000, [](const Step &) {});
    Vector b = quasi.w;
    for (std::size_t j = 0; j < b.size(); ++j)
      b[j] *= start[j];
    record(fits, data, s, "L-BFGS", quasi, b);
    for (std::size_t j = 0; j < b.size(); ++j)
      fits.values.add({data.name + " " + data.parameters[j], format("%.10e", gauss_newton.w[j]),
                       format("%.10e", data.certified[j]),
                       format("%.1f", matching_digits(gauss_newton.w[j], data.certified[j], 11))});
  }
}

} // namespace

bool tell_curves(const Regression &misra1a, const Regression &thurber, const Regression &mgh09,
                 const Regression &eckerle4) {
  print_chapter(3, "Non-linear models: NIST's Misra1a and three harder ones");
  print_paragraph(misra1a.name + ", " + format("%d", misra1a.size()) + " measurements of adsorption: " + misra1a.model +
                  ". The loss is one function template for every model:");
  print_code("struct Misra1a {\n"
             "  static double predict(const double *b, double x) {\n"
             "    return b[0] * (1 - std::exp(-b[1] * x));\n"
             "  }\n"
             "};\n"
             "\n"
             "double value = clangent::vjp<loss<Misra1a>>(clangent::dup(b, b_bar), x, y, n);\n");
  tell_methods(misra1a);

  print_paragraph("The same on problems that NIST calls of higher difficulty, from its starting "
                  "values (1 is far away, 2 is near), with the matching digits of the loss and of the "
                  "worst parameter:");
  Fits fits;
  fit<Misra1a>(fits, misra1a);
  fit<Thurber>(fits, thurber);
  fit<Mgh09>(fits, mgh09);
  fit<Eckerle4>(fits, eckerle4);
  fits.summary.print();
  print_paragraph("What Gauss-Newton found from the second start, beside what NIST certifies to "
                  "11 digits:");
  fits.values.print();
  print_check(fits.hold, format("every fit agrees with the certified values to %.0f digits or more", required_digits));
  return fits.hold;
}

} // namespace demo
