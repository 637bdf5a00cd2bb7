// Learning-rate schedules with the values of PyTorch 1.13's schedulers. A
// schedule is a function of the number of steps taken, so it can be resumed
// anywhere; only ReduceOnPlateau has state.
#ifndef CLANGENT_TENSOR_SCHEDULE_H
#define CLANGENT_TENSOR_SCHEDULE_H

#include <cstdint>
#include <functional>
#include <vector>

namespace clangent::schedule {

// Learning rate (or momentum) in force at step t = 0, 1, 2, ...
using Schedule = std::function<double(std::int64_t t)>;

// Times gamma every step_size steps.
Schedule step(double lr, std::int64_t step_size, double gamma = 0.1);
// Times gamma at each milestone; one listed twice counts twice.
Schedule multi_step(double lr, std::vector<std::int64_t> milestones, double gamma = 0.1);
Schedule exponential(double lr, double gamma);
Schedule cosine_annealing(double lr, std::int64_t t_max, double eta_min = 0);
// Half cosines of t_0, t_0 t_mult, t_0 t_mult^2, ... steps.
Schedule cosine_warm_restarts(double lr, std::int64_t t_0, std::int64_t t_mult = 1, double eta_min = 0);
Schedule linear(double lr, double start_factor = 1.0 / 3, double end_factor = 1, std::int64_t total_iters = 5);
// Times factor for the first total_iters steps.
Schedule constant(double lr, double factor = 1.0 / 3, std::int64_t total_iters = 5);
Schedule polynomial(double lr, std::int64_t total_iters = 5, double power = 1);
// lr f(t)
Schedule lambda(double lr, std::function<double(std::int64_t)> f);
// lr f(1) f(2) ... f(t)
Schedule multiplicative(double lr, std::function<double(std::int64_t)> f);

enum class CyclicMode { triangular, triangular2, exp_range };
struct CyclicOptions {
  double base_lr = 0, max_lr = 0;
  std::int64_t step_size_up = 2000;
  std::int64_t step_size_down = 0; // 0: as up
  CyclicMode mode = CyclicMode::triangular;
  double gamma = 1;
  double base_momentum = 0.8, max_momentum = 0.9;
};
Schedule cyclic(const CyclicOptions &options);
// The momentum that goes with it: low where the rate is high.
Schedule cyclic_momentum(const CyclicOptions &options);

struct OneCycleOptions {
  double max_lr = 0;
  std::int64_t total_steps = 0;
  double pct_start = 0.3;
  bool cosine = true; // else linear
  double base_momentum = 0.85, max_momentum = 0.95;
  double div_factor = 25, final_div_factor = 1e4;
  bool three_phase = false;
};
struct OneCycle {
  Schedule lr, momentum;
};
OneCycle one_cycle(const OneCycleOptions &options);

// Each part from its milestone on (the first from 0), counting from there.
Schedule sequential(std::vector<Schedule> parts, std::vector<std::int64_t> milestones);
// The product of the parts' factors, for parts made with the same lr.
Schedule chained(double lr, std::vector<Schedule> parts);

struct PlateauOptions {
  bool maximize = false; // whether larger metrics are better
  double factor = 0.1;
  std::int64_t patience = 10;
  double threshold = 1e-4;
  bool relative = true; // what the threshold is
  std::int64_t cooldown = 0;
  double min_lr = 0, eps = 1e-8;
};
// Times factor when the metric has not improved for more than patience steps.
class ReduceOnPlateau {
public:
  ReduceOnPlateau(double lr, const PlateauOptions &options = {});
  double lr() const { return lr_; }
  void step(double metric);

private:
  bool improves(double metric) const;
  PlateauOptions options_;
  double lr_, best_;
  std::int64_t bad_steps_ = 0, cooldown_left_ = 0;
};

} // namespace clangent::schedule

#endif
