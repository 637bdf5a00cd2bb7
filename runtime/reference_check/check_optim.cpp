// optim.json: trajectories of optimisers on three functions, with gradients in
// closed form, and clipping. Trajectories amplify rounding, so they may drift
// apart slowly.
#include "reference.h"

#include <clangent/tensor/lbfgs.h>

#include <cmath>
#include <memory>

namespace reference {
namespace {

namespace optim = clangent::optim;
using Vector = std::vector<double>;

struct Value {
  double loss;
  Vector gradient;
};
using Problem = std::function<Value(const Vector &)>;

Value rosenbrock(const Vector &w) {
  const double x = w.at(0), y = w.at(1), d = y - x * x;
  return {(1 - x) * (1 - x) + 100 * d * d, {-2 * (1 - x) - 400 * x * d, 200 * d}};
}

Value quadratic(const std::vector<Vector> &a, const Vector &b, const Vector &w) {
  Value value{0, Vector(w.size())};
  for (std::size_t i = 0; i < w.size(); ++i) {
    double row = 0;
    for (std::size_t j = 0; j < w.size(); ++j)
      row += a.at(i).at(j) * w[j];
    value.loss += 0.5 * w[i] * row - b.at(i) * w[i];
    value.gradient[i] = row - b[i];
  }
  return value;
}

Value logistic(const std::vector<Vector> &x, const Vector &y, const Vector &w) {
  Value value{0, Vector(w.size())};
  for (std::size_t i = 0; i < x.size(); ++i) {
    double z = 0;
    for (std::size_t j = 0; j < w.size(); ++j)
      z += x[i].at(j) * w[j];
    const double softplus = z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
    value.loss += softplus - y.at(i) * z;
    for (std::size_t j = 0; j < w.size(); ++j)
      value.gradient[j] += x[i][j] * (1 / (1 + std::exp(-z)) - y[i]);
  }
  value.loss /= double(x.size());
  for (double &g : value.gradient)
    g /= double(x.size());
  return value;
}

std::vector<Vector> rows(const json &matrix) {
  std::vector<Vector> list;
  for (const json &row : matrix)
    list.push_back(numbers(row));
  return list;
}

Problem make_problem(const std::string &name, const json &problems) {
  const json &data = problems.at(name);
  if (name == "rosenbrock")
    return rosenbrock;
  if (name == "quadratic")
    return [a = rows(data.at("A")), b = numbers(data.at("b"))](const Vector &w) { return quadratic(a, b, w); };
  if (name == "logistic")
    return [x = rows(data.at("X")), y = numbers(data.at("y"))](const Vector &w) { return logistic(x, y, w); };
  throw Mismatch("unknown problem " + name);
}

// Numbers and flags out of a case's args; a name left over is an error.
class Args {
public:
  explicit Args(const json &args) : args_(args.is_null() ? json::object() : args) {}
  void number(const char *name, double &to) {
    if (args_.contains(name))
      to = reference::number(args_.at(name));
    args_.erase(name);
  }
  void flag(const char *name, bool &to) {
    if (args_.contains(name))
      to = args_.at(name).get<bool>();
    args_.erase(name);
  }
  void pair(const char *name, double &first, double &second) {
    if (args_.contains(name)) {
      first = reference::number(args_.at(name).at(0));
      second = reference::number(args_.at(name).at(1));
    }
    args_.erase(name);
  }
  void integer(const char *name, int &to) {
    double value = to;
    number(name, value);
    to = int(value);
  }
  std::string text(const char *name) {
    const std::string value =
        args_.contains(name) && args_.at(name).is_string() ? args_.at(name).get<std::string>() : "";
    args_.erase(name);
    return value;
  }
  void finish() const {
    if (!args_.empty())
      throw Mismatch("unknown arguments " + args_.dump());
  }

private:
  json args_;
};

using Pointer = std::unique_ptr<optim::Optimizer<double>>;

template <class O> void read_common(Args &args, O &o) {
  args.number("lr", o.lr);
  args.number("weight_decay", o.weight_decay);
}
template <class O> void read_adaptive(Args &args, O &o) {
  read_common(args, o);
  args.pair("betas", o.beta1, o.beta2);
  args.number("eps", o.eps);
}

template <template <class> class Name, class Options, class... Read> Pointer build(Args &args, Read... read) {
  Options options;
  (read(args, options), ...);
  return std::make_unique<Name<double>>(options);
}

Pointer make_adaptive(const std::string &name, Args &a) {
  const auto common = [](Args &args, auto &o) { read_adaptive(args, o); };
  const auto maximize = [](Args &args, auto &o) { args.flag("maximize", o.maximize); };
  const auto amsgrad = [](Args &args, auto &o) { args.flag("amsgrad", o.amsgrad); };
  if (name == "Adam")
    return build<optim::Adam, optim::AdamOptions>(a, common, maximize, amsgrad);
  if (name == "AdamW")
    return build<optim::AdamW, optim::AdamWOptions>(a, common, maximize, amsgrad);
  if (name == "Adamax")
    return build<optim::Adamax, optim::AdamaxOptions>(a, common, maximize);
  if (name == "NAdam")
    return build<optim::NAdam, optim::NAdamOptions>(
        a, common, [](Args &args, optim::NAdamOptions &o) { args.number("momentum_decay", o.momentum_decay); });
  if (name == "RAdam")
    return build<optim::RAdam, optim::RAdamOptions>(a, common);
  throw Mismatch("unknown optimiser " + name);
}

void read(Args &args, optim::SgdOptions &o) {
  read_common(args, o);
  args.number("momentum", o.momentum);
  args.number("dampening", o.dampening);
  args.flag("nesterov", o.nesterov);
  args.flag("maximize", o.maximize);
}
void read(Args &args, optim::RmsPropOptions &o) {
  read_common(args, o);
  args.number("alpha", o.alpha);
  args.number("eps", o.eps);
  args.number("momentum", o.momentum);
  args.flag("centered", o.centered);
  args.flag("maximize", o.maximize);
}
void read(Args &args, optim::AdagradOptions &o) {
  read_common(args, o);
  args.number("lr_decay", o.lr_decay);
  args.number("initial_accumulator_value", o.initial_accumulator_value);
  args.number("eps", o.eps);
  args.flag("maximize", o.maximize);
}
void read(Args &args, optim::AdadeltaOptions &o) {
  read_common(args, o);
  args.number("rho", o.rho);
  args.number("eps", o.eps);
  args.flag("maximize", o.maximize);
}
void read(Args &args, optim::AsgdOptions &o) {
  read_common(args, o);
  args.number("lambd", o.lambd);
  args.number("alpha", o.alpha);
  args.number("t0", o.t0);
  args.flag("maximize", o.maximize);
}
void read(Args &args, optim::RpropOptions &o) {
  args.number("lr", o.lr);
  args.pair("etas", o.eta_minus, o.eta_plus);
  args.pair("step_sizes", o.step_min, o.step_max);
}

Pointer make_optimizer(const std::string &name, Args &args) {
  const auto plain = [](Args &a, auto &o) { read(a, o); };
  if (name == "SGD")
    return build<optim::Sgd, optim::SgdOptions>(args, plain);
  if (name == "RMSprop")
    return build<optim::RmsProp, optim::RmsPropOptions>(args, plain);
  if (name == "Adagrad")
    return build<optim::Adagrad, optim::AdagradOptions>(args, plain);
  if (name == "Adadelta")
    return build<optim::Adadelta, optim::AdadeltaOptions>(args, plain);
  if (name == "ASGD")
    return build<optim::Asgd, optim::AsgdOptions>(args, plain);
  if (name == "Rprop")
    return build<optim::Rprop, optim::RpropOptions>(args, plain);
  return make_adaptive(name, args);
}

// 1e-9 at first, growing tenfold every eight steps.
Tolerance drift(std::size_t step) { return {1e-9 * std::pow(10.0, double(step) / 8), 1e-3}; }

void compare_step(const json &c, std::size_t k, const Tensor<double> &w, double loss) {
  const std::string at = " at step " + std::to_string(k);
  compare_numbers("parameters" + at, w.to_vector(), numbers(c.at("params").at(k)), drift(k));
  const double least = 1e-12;
  const double expected = number(c.at("loss").at(k));
  if (!(std::fabs(loss - expected) <= drift(k).relative * std::fabs(expected) + least))
    throw Mismatch("loss" + at + " is " + std::to_string(loss) + ", expected " + std::to_string(expected));
}

void check_lbfgs(const json &c, const Problem &problem, Tensor<double> w) {
  Args args(c.value("args", json::object()));
  optim::LbfgsOptions options;
  args.number("lr", options.lr);
  args.integer("max_iter", options.max_iter);
  args.integer("max_eval", options.max_eval);
  args.integer("history_size", options.history_size);
  args.number("tolerance_grad", options.tolerance_grad);
  args.number("tolerance_change", options.tolerance_change);
  options.strong_wolfe = args.text("line_search_fn") == "strong_wolfe";
  args.finish();
  optim::Lbfgs<double> optimizer(options);
  const auto closure = [&] {
    const Value v = problem(w.to_vector());
    return optim::Evaluation<double>{v.loss, {Tensor<double>(w.shape(), v.gradient)}};
  };
  for (std::size_t k = 0; k < c.at("steps").get<std::size_t>(); ++k) {
    optimizer.step({&w}, closure);
    compare_step(c, k, w, problem(w.to_vector()).loss);
    if (optimizer.evaluations() != c.at("closure_calls").at(k))
      throw Mismatch("closure calls at step " + std::to_string(k) + ": " + std::to_string(optimizer.evaluations()));
  }
}

void check_trajectory(const json &c, const json &problems) {
  const Problem problem = make_problem(c.at("problem"), problems);
  const Vector start = numbers(c.at("start"));
  Tensor<double> w({std::int64_t(start.size())}, start);
  const std::string name = c.at("optim");
  if (name == "LBFGS")
    return check_lbfgs(c, problem, w);
  Args args(c.value("args", json::object()));
  const Pointer optimizer = make_optimizer(name, args);
  args.finish();
  for (std::size_t k = 0; k < c.at("steps").get<std::size_t>(); ++k) {
    const Value value = problem(w.to_vector());
    optimizer->step({&w}, {Tensor<double>(w.shape(), value.gradient)});
    compare_step(c, k, w, value.loss);
  }
}

void collect(const json &values, std::vector<double> &into) {
  if (!values.is_array())
    return into.push_back(number(values));
  for (const json &inner : values)
    collect(inner, into);
}

// Nested lists of numbers as a tensor.
Tensor<double> nested(const json &values) {
  Shape shape;
  for (const json *level = &values; level->is_array(); level = &level->at(0))
    shape.push_back(std::int64_t(level->size()));
  std::vector<double> flat;
  collect(values, flat);
  return Tensor<double>(shape, flat);
}

void check_clipping(const json &c) {
  optim::Gradients<double> gradients;
  for (const json &g : c.at("grads"))
    gradients.push_back(nested(g));
  const std::string function = c.at("fn");
  const Tolerance tolerance{1e-12, 0};
  if (function == "clip_grad_norm_") {
    const double total = optim::clip_grad_norm(gradients, number(c.at("max_norm")), number(c.at("norm_type")));
    compare_numbers("total_norm", {total}, {number(c.at("total_norm"))}, tolerance);
  } else if (function == "clip_grad_value_") {
    optim::clip_grad_value(gradients, number(c.at("clip_value")));
  } else {
    throw Mismatch("unknown function " + function);
  }
  for (std::size_t i = 0; i < gradients.size(); ++i)
    compare("gradient " + std::to_string(i), gradients[i], read_tensor<double>(c.at("result").at(i)), tolerance);
}

} // namespace

void check_optim(const json &file, Report &report) {
  int k = 0;
  for (const json &c : file.value("trajectories", json::array()))
    report.run("optim " + std::to_string(k++) + " " + c.value("optim", "?") + " " +
                   c.value("args", json::object()).dump() + " on " + c.value("problem", "?"),
               [&] { check_trajectory(c, file.at("problems")); });
  for (const json &c : file.value("clipping", json::array()))
    report.run("clipping " + c.value("fn", "?"), [&] { check_clipping(c); });
}

} // namespace reference
