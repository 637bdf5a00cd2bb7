// Learning-rate schedules in closed form.
#include <clangent/tensor/schedule.h>

#include <clangent/tensor/error.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace clangent::schedule {
namespace {

constexpr double pi = 3.14159265358979323846;

void require(bool holds, const char *operation, const char *why) {
  if (!holds)
    throw TensorError(operation, why);
}

// From a to b on half a cosine, as part goes from 0 to 1.
double cosine_between(double a, double b, double part) { return b + (a - b) / 2 * (1 + std::cos(pi * part)); }

} // namespace

Schedule step(double lr, std::int64_t step_size, double gamma) {
  require(step_size > 0, "schedule::step", "step_size must be positive");
  return [=](std::int64_t t) { return lr * std::pow(gamma, double(t / step_size)); };
}

Schedule multi_step(double lr, std::vector<std::int64_t> milestones, double gamma) {
  return [=](std::int64_t t) {
    const auto reached = std::count_if(milestones.begin(), milestones.end(), [t](std::int64_t m) { return m <= t; });
    return lr * std::pow(gamma, double(reached));
  };
}

Schedule exponential(double lr, double gamma) {
  return [=](std::int64_t t) { return lr * std::pow(gamma, double(t)); };
}

Schedule cosine_annealing(double lr, std::int64_t t_max, double eta_min) {
  require(t_max > 0, "schedule::cosine_annealing", "t_max must be positive");
  return [=](std::int64_t t) { return cosine_between(lr, eta_min, double(t) / double(t_max)); };
}

Schedule cosine_warm_restarts(double lr, std::int64_t t_0, std::int64_t t_mult, double eta_min) {
  require(t_0 > 0 && t_mult > 0, "schedule::cosine_warm_restarts", "t_0 and t_mult must be positive");
  return [=](std::int64_t t) {
    std::int64_t period = t_0;
    if (t_mult == 1)
      t %= t_0;
    for (; t >= period; period *= t_mult)
      t -= period;
    return cosine_between(lr, eta_min, double(t) / double(period));
  };
}

Schedule linear(double lr, double start_factor, double end_factor, std::int64_t total_iters) {
  return [=](std::int64_t t) {
    if (t >= total_iters)
      return lr * end_factor;
    return lr * (start_factor + (end_factor - start_factor) * double(t) / double(total_iters));
  };
}

Schedule constant(double lr, double factor, std::int64_t total_iters) {
  return [=](std::int64_t t) { return t < total_iters ? lr * factor : lr; };
}

Schedule polynomial(double lr, std::int64_t total_iters, double power) {
  return [=](std::int64_t t) {
    if (t >= total_iters)
      return 0.0;
    return lr * std::pow(1 - double(t) / double(total_iters), power);
  };
}

Schedule lambda(double lr, std::function<double(std::int64_t)> f) {
  return [=](std::int64_t t) { return lr * f(t); };
}

Schedule multiplicative(double lr, std::function<double(std::int64_t)> f) {
  return [=](std::int64_t t) {
    double rate = lr;
    for (std::int64_t i = 1; i <= t; ++i)
      rate *= f(i);
    return rate;
  };
}

namespace {

// How far up the cycle step t is: 0 at the base, 1 (scaled by the mode) at the top.
Schedule cyclic_height(const CyclicOptions &o) {
  const double up = double(o.step_size_up);
  const double down = o.step_size_down ? double(o.step_size_down) : up;
  require(up > 0 && down > 0, "schedule::cyclic", "steps must be positive");
  return [=](std::int64_t t) {
    const double turns = double(t) / (up + down);
    const double cycle = std::floor(1 + turns), x = 1 + turns - cycle;
    const double ratio = up / (up + down);
    double height = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);
    switch (o.mode) {
    case CyclicMode::triangular:
      break;
    case CyclicMode::triangular2:
      height /= std::pow(2, cycle - 1);
      break;
    case CyclicMode::exp_range:
      height *= std::pow(o.gamma, double(t));
      break;
    }
    return height;
  };
}

} // namespace

Schedule cyclic(const CyclicOptions &o) {
  return [o, height = cyclic_height(o)](std::int64_t t) { return o.base_lr + (o.max_lr - o.base_lr) * height(t); };
}
Schedule cyclic_momentum(const CyclicOptions &o) {
  return [o, height = cyclic_height(o)](std::int64_t t) {
    return o.max_momentum - (o.max_momentum - o.base_momentum) * height(t);
  };
}

namespace {

// A stretch of one_cycle that ends at step `end`.
struct Phase {
  double end, lr_from, lr_to, momentum_from, momentum_to;
};

std::vector<Phase> one_cycle_phases(const OneCycleOptions &o) {
  const double total = double(o.total_steps), rise = o.pct_start * total;
  const double first = o.max_lr / o.div_factor;
  const double last = first / o.final_div_factor;
  if (o.three_phase)
    return {{rise - 1, first, o.max_lr, o.max_momentum, o.base_momentum},
            {2 * rise - 2, o.max_lr, first, o.base_momentum, o.max_momentum},
            {total - 1, first, last, o.max_momentum, o.max_momentum}};
  return {{rise - 1, first, o.max_lr, o.max_momentum, o.base_momentum},
          {total - 1, o.max_lr, last, o.base_momentum, o.max_momentum}};
}

} // namespace

OneCycle one_cycle(const OneCycleOptions &o) {
  require(o.total_steps > 0, "schedule::one_cycle", "total_steps must be positive");
  const std::vector<Phase> phases = one_cycle_phases(o);
  const auto value = [=](std::int64_t t, bool of_momentum) {
    require(t < o.total_steps, "schedule::one_cycle", "beyond total_steps");
    double start = 0;
    std::size_t i = 0;
    for (; i + 1 < phases.size() && double(t) > phases[i].end; ++i)
      start = phases[i].end;
    const Phase &p = phases[i];
    const double part = (double(t) - start) / (p.end - start);
    const double from = of_momentum ? p.momentum_from : p.lr_from;
    const double to = of_momentum ? p.momentum_to : p.lr_to;
    return o.cosine ? cosine_between(from, to, part) : from + (to - from) * part;
  };
  return {[=](std::int64_t t) { return value(t, false); }, [=](std::int64_t t) { return value(t, true); }};
}

Schedule sequential(std::vector<Schedule> parts, std::vector<std::int64_t> milestones) {
  require(parts.size() == milestones.size() + 1, "schedule::sequential", "needs one milestone less than parts");
  return [=](std::int64_t t) {
    std::size_t i = 0;
    while (i < milestones.size() && t >= milestones[i])
      ++i;
    return parts[i](i == 0 ? t : t - milestones[i - 1]);
  };
}

Schedule chained(double lr, std::vector<Schedule> parts) {
  return [=](std::int64_t t) {
    double rate = lr;
    for (const Schedule &part : parts)
      rate *= part(t) / lr;
    return rate;
  };
}

ReduceOnPlateau::ReduceOnPlateau(double lr, const PlateauOptions &options)
    : options_(options), lr_(lr),
      best_(options.maximize ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity()) {
  require(options.factor < 1, "schedule::ReduceOnPlateau", "factor must be below 1");
}

bool ReduceOnPlateau::improves(double metric) const {
  if (std::isinf(best_))
    return options_.maximize ? metric > best_ : metric < best_;
  const double margin = options_.relative ? best_ * options_.threshold : options_.threshold;
  return options_.maximize ? metric > best_ + margin : metric < best_ - margin;
}

void ReduceOnPlateau::step(double metric) {
  if (improves(metric)) {
    best_ = metric;
    bad_steps_ = 0;
  } else {
    ++bad_steps_;
  }
  if (cooldown_left_ > 0) {
    --cooldown_left_;
    bad_steps_ = 0;
  }
  if (bad_steps_ <= options_.patience)
    return;
  const double reduced = std::max(lr_ * options_.factor, options_.min_lr);
  if (lr_ - reduced > options_.eps)
    lr_ = reduced;
  cooldown_left_ = options_.cooldown;
  bad_steps_ = 0;
}

} // namespace clangent::schedule
