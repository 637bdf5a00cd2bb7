// The schedules of optim.json: the learning rate in force at each step.
#include "reference.h"

#include <clangent/tensor/schedule.h>

#include <cmath>

namespace reference {
namespace {

namespace schedule = clangent::schedule;
using schedule::Schedule;

std::int64_t integer(const json &args, const char *name, std::int64_t otherwise) {
  return std::int64_t(option(args, name, double(otherwise)));
}

// "0.95^epoch" or "0.95".
std::function<double(std::int64_t)> parse_lambda(const std::string &text) {
  std::size_t used = 0;
  const double base = std::stod(text, &used);
  const std::string rest = text.substr(used);
  if (rest == "^epoch")
    return [base](std::int64_t t) { return std::pow(base, double(t)); };
  if (!rest.empty())
    throw Mismatch("unknown lambda " + text);
  return [base](std::int64_t) { return base; };
}

schedule::CyclicOptions cyclic_options(const json &args) {
  schedule::CyclicOptions o;
  o.base_lr = option(args, "base_lr", 0);
  o.max_lr = option(args, "max_lr", 0);
  o.step_size_up = integer(args, "step_size_up", 2000);
  o.step_size_down = integer(args, "step_size_down", 0);
  o.gamma = option(args, "gamma", 1);
  const std::string mode = args.value("mode", "triangular");
  if (mode == "triangular2")
    o.mode = schedule::CyclicMode::triangular2;
  else if (mode == "exp_range")
    o.mode = schedule::CyclicMode::exp_range;
  else if (mode != "triangular")
    throw Mismatch("unknown mode " + mode);
  o.base_momentum = option(args, "base_momentum", o.base_momentum);
  o.max_momentum = option(args, "max_momentum", o.max_momentum);
  return o;
}

Schedule make_schedule(const std::string &name, const json &args, double lr);

std::vector<Schedule> make_parts(const json &args, double lr) {
  std::vector<Schedule> parts;
  for (const json &part : args.at("parts"))
    parts.push_back(make_schedule(part.at(0), part.at(1), lr));
  return parts;
}

// Schedules made of others.
Schedule make_compound(const std::string &name, const json &args, double lr) {
  if (name == "SequentialLR")
    return schedule::sequential(make_parts(args, lr), args.at("milestones").get<std::vector<std::int64_t>>());
  if (name == "ChainedScheduler")
    return schedule::chained(lr, make_parts(args, lr));
  if (name == "LambdaLR")
    return schedule::lambda(lr, parse_lambda(args.at("lambda")));
  if (name == "MultiplicativeLR")
    return schedule::multiplicative(lr, parse_lambda(args.at("lambda")));
  if (name == "CyclicLR")
    return schedule::cyclic(cyclic_options(args));
  throw Mismatch("unknown scheduler " + name);
}

Schedule make_schedule(const std::string &name, const json &args, double lr) {
  if (name == "StepLR")
    return schedule::step(lr, integer(args, "step_size", 1), option(args, "gamma", 0.1));
  if (name == "MultiStepLR")
    return schedule::multi_step(lr, args.at("milestones").get<std::vector<std::int64_t>>(), option(args, "gamma", 0.1));
  if (name == "ExponentialLR")
    return schedule::exponential(lr, option(args, "gamma", 1));
  if (name == "CosineAnnealingLR")
    return schedule::cosine_annealing(lr, integer(args, "T_max", 1), option(args, "eta_min", 0));
  if (name == "CosineAnnealingWarmRestarts")
    return schedule::cosine_warm_restarts(lr, integer(args, "T_0", 1), integer(args, "T_mult", 1),
                                          option(args, "eta_min", 0));
  if (name == "LinearLR")
    return schedule::linear(lr, option(args, "start_factor", 1.0 / 3), option(args, "end_factor", 1),
                            integer(args, "total_iters", 5));
  if (name == "ConstantLR")
    return schedule::constant(lr, option(args, "factor", 1.0 / 3), integer(args, "total_iters", 5));
  if (name == "PolynomialLR")
    return schedule::polynomial(lr, integer(args, "total_iters", 5), option(args, "power", 1));
  return make_compound(name, args, lr);
}

void expect(const char *what, const std::vector<double> &got, const json &expected) {
  compare_numbers(what, got, numbers(expected), {1e-12, 1e-3});
}

void check_one_cycle(const json &c) {
  const json &args = c.at("args");
  schedule::OneCycleOptions o;
  o.max_lr = option(args, "max_lr", 0);
  o.total_steps = integer(args, "total_steps", 0);
  o.pct_start = option(args, "pct_start", o.pct_start);
  o.div_factor = option(args, "div_factor", o.div_factor);
  o.final_div_factor = option(args, "final_div_factor", o.final_div_factor);
  o.base_momentum = option(args, "base_momentum", o.base_momentum);
  o.max_momentum = option(args, "max_momentum", o.max_momentum);
  o.three_phase = args.value("three_phase", false);
  const std::string shape = args.value("anneal_strategy", "cos");
  if (shape != "cos" && shape != "linear")
    throw Mismatch("unknown strategy " + shape);
  o.cosine = shape == "cos";
  const schedule::OneCycle cycle = schedule::one_cycle(o);
  std::vector<double> lr, momentum;
  for (std::size_t t = 0; t < c.at("lr").size(); ++t) {
    lr.push_back(cycle.lr(std::int64_t(t)));
    momentum.push_back(cycle.momentum(std::int64_t(t)));
  }
  expect("lr", lr, c.at("lr"));
  if (c.contains("momentum"))
    expect("momentum", momentum, c.at("momentum"));
}

void check_plateau(const json &c) {
  const json &args = c.at("args");
  schedule::PlateauOptions o;
  o.maximize = args.value("mode", "min") == "max";
  o.factor = option(args, "factor", o.factor);
  o.patience = integer(args, "patience", o.patience);
  o.threshold = option(args, "threshold", o.threshold);
  o.relative = args.value("threshold_mode", "rel") == "rel";
  o.cooldown = integer(args, "cooldown", o.cooldown);
  o.min_lr = option(args, "min_lr", o.min_lr);
  o.eps = option(args, "eps", o.eps);
  schedule::ReduceOnPlateau plateau(number(c.at("lr0")), o);
  std::vector<double> lr;
  for (std::size_t t = 0; t < c.at("lr").size(); ++t) {
    lr.push_back(plateau.lr());
    if (t < c.at("metrics").size())
      plateau.step(number(c.at("metrics")[t]));
  }
  expect("lr", lr, c.at("lr"));
}

void check_case(const json &c) {
  const std::string name = c.at("scheduler");
  if (name == "OneCycleLR")
    return check_one_cycle(c);
  if (name == "ReduceLROnPlateau")
    return check_plateau(c);
  if (c.contains("momentum")) {
    if (name != "CyclicLR")
      throw Mismatch("momentum of this scheduler is not known");
    const Schedule cyclic = schedule::cyclic_momentum(cyclic_options(c.at("args")));
    std::vector<double> momentum;
    for (std::size_t t = 0; t < c.at("momentum").size(); ++t)
      momentum.push_back(cyclic(std::int64_t(t)));
    expect("momentum", momentum, c.at("momentum"));
  }
  const Schedule schedule = make_schedule(name, c.value("args", json::object()), number(c.at("lr0")));
  std::vector<double> lr;
  for (std::size_t t = 0; t < c.at("lr").size(); ++t)
    lr.push_back(schedule(std::int64_t(t)));
  expect("lr", lr, c.at("lr"));
}

} // namespace

void check_schedules(const json &file, Report &report) {
  for (const json &c : file.value("schedules", json::array()))
    report.run("schedule " + c.value("scheduler", "?") + " " + c.value("args", json::object()).dump(),
               [&] { check_case(c); });
}

} // namespace reference
