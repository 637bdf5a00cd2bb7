// A dense network and a Kalman filter on Eigen: gradients beside those that somebody wrote by hand on Eigen. The ratio
// to them is what counts; count instructions where the machine is busy (valgrind --tool=callgrind with
// --benchmark_filter).
#include <Eigen/Dense>
#include <benchmark/benchmark.h>
#include <clangent/clangent.h>

#include <cmath>
#include <vector>

namespace {

using namespace Eigen;

// ---- three layers, a batch of 32

struct Net {
  MatrixXd w1, w2, w3;
  VectorXd b1, b2, b3;
};

Net randomNet() {
  return {MatrixXd::Random(64, 64) / 8, MatrixXd::Random(64, 64) / 8, MatrixXd::Random(8, 64) / 8,
          VectorXd::Random(64),         VectorXd::Random(64),         VectorXd::Random(8)};
}
Net zeros(const Net &n) { return {n.w1 * 0, n.w2 * 0, n.w3 * 0, n.b1 * 0, n.b2 * 0, n.b3 * 0}; }

double loss(const Net &n, const MatrixXd &x, const MatrixXd &y) {
  MatrixXd h1 = n.w1 * x;
  h1.colwise() += n.b1;
  h1 = h1.array().tanh();
  MatrixXd h2 = n.w2 * h1;
  h2.colwise() += n.b2;
  h2 = h2.array().tanh();
  MatrixXd out = n.w3 * h2;
  out.colwise() += n.b3;
  return (out - y).squaredNorm();
}

double lossByHand(const Net &n, const MatrixXd &x, const MatrixXd &y, Net &bar) {
  MatrixXd h1 = n.w1 * x;
  h1.colwise() += n.b1;
  h1 = h1.array().tanh();
  MatrixXd h2 = n.w2 * h1;
  h2.colwise() += n.b2;
  h2 = h2.array().tanh();
  MatrixXd out = n.w3 * h2;
  out.colwise() += n.b3;
  MatrixXd d3 = out - y;
  const double value = d3.squaredNorm();
  d3 *= 2;
  bar.w3.noalias() += d3 * h2.transpose();
  bar.b3 += d3.rowwise().sum();
  MatrixXd d2 = n.w3.transpose() * d3;
  d2.array() *= 1 - h2.array().square();
  bar.w2.noalias() += d2 * h1.transpose();
  bar.b2 += d2.rowwise().sum();
  MatrixXd d1 = n.w2.transpose() * d2;
  d1.array() *= 1 - h1.array().square();
  bar.w1.noalias() += d1 * x.transpose();
  bar.b1 += d1.rowwise().sum();
  return value;
}

void network(benchmark::State &state) {
  const Net net = randomNet();
  const MatrixXd x = MatrixXd::Random(64, 32), y = MatrixXd::Random(8, 32);
  Net bar = zeros(net);
  for (auto _ : state)
    benchmark::DoNotOptimize(clangent::vjp<loss>(clangent::dup(net, bar), x, y));
}
BENCHMARK(network);

void networkByHand(benchmark::State &state) {
  const Net net = randomNet();
  const MatrixXd x = MatrixXd::Random(64, 32), y = MatrixXd::Random(8, 32);
  Net bar = zeros(net);
  for (auto _ : state)
    benchmark::DoNotOptimize(lossByHand(net, x, y, bar));
}
BENCHMARK(networkByHand);

// ---- four states of which two are measured, in the noise of both

using Matrix24d = Matrix<double, 2, 4>;
using Matrix42d = Matrix<double, 4, 2>;

struct Motion {
  Matrix4d step = Matrix4d::Identity();
  Matrix24d seen = Matrix24d::Zero();
  Motion() {
    step(0, 2) = step(1, 3) = 0.1;
    seen(0, 0) = seen(1, 1) = 1;
  }
};

double kalman(double process, double noise, const Vector2d *measured, int n) {
  const Motion motion;
  Vector4d state = Vector4d::Zero();
  Matrix4d p = Matrix4d::Identity();
  double sum = 0;
  for (int k = 0; k < n; ++k) {
    state = motion.step * state;
    p = motion.step * p * motion.step.transpose();
    p.diagonal().array() += process;
    const Vector2d e = measured[k] - motion.seen * state;
    Matrix2d c = motion.seen * p * motion.seen.transpose();
    c.diagonal().array() += noise;
    const Matrix2d inverse = c.inverse();
    const Matrix42d gain = p * motion.seen.transpose() * inverse;
    state += gain * e;
    const Matrix4d kept = Matrix4d::Identity() - gain * motion.seen;
    p = kept * p;
    sum += e.dot(inverse * e) + std::log(c.determinant());
  }
  return sum;
}

struct Step {
  Matrix4d p, kept;
  Vector2d e;
  Matrix2d inverse;
  Matrix42d seen, gain;
};
using Steps = std::vector<Step, aligned_allocator<Step>>;

double kalmanByHand(double process, double noise, const Vector2d *measured, int n, double &process_bar,
                    double &noise_bar, Steps &steps) {
  const Motion motion;
  const Matrix4d &f = motion.step;
  const Matrix24d &h = motion.seen;
  Vector4d state = Vector4d::Zero();
  Matrix4d p = Matrix4d::Identity();
  double sum = 0;
  for (int k = 0; k < n; ++k) {
    Step &t = steps[static_cast<std::size_t>(k)];
    state = f * state;
    p = f * p * f.transpose();
    p.diagonal().array() += process;
    t.p = p;
    t.e = measured[k] - h * state;
    Matrix2d c = h * p * h.transpose();
    c.diagonal().array() += noise;
    t.inverse = c.inverse();
    t.seen = p * h.transpose();
    t.gain = t.seen * t.inverse;
    state += t.gain * t.e;
    t.kept = Matrix4d::Identity() - t.gain * h;
    p = t.kept * p;
    sum += t.e.dot(t.inverse * t.e) + std::log(c.determinant());
  }
  Vector4d state_bar = Vector4d::Zero();
  Matrix4d p_bar = Matrix4d::Zero();
  for (int k = n - 1; k >= 0; --k) {
    const Step &t = steps[static_cast<std::size_t>(k)];
    Vector2d e_bar = (t.inverse + t.inverse.transpose()) * t.e;
    Matrix2d inverse_bar = t.e * t.e.transpose(), c_bar = t.inverse.transpose();
    const Matrix4d kept_bar = p_bar * t.p.transpose();
    p_bar = (t.kept.transpose() * p_bar).eval();
    Matrix42d gain_bar = -kept_bar * h.transpose();
    gain_bar += state_bar * t.e.transpose();
    e_bar += t.gain.transpose() * state_bar;
    p_bar += gain_bar * t.inverse.transpose() * h;
    inverse_bar += t.seen.transpose() * gain_bar;
    c_bar -= t.inverse.transpose() * inverse_bar * t.inverse.transpose();
    noise_bar += c_bar.trace();
    p_bar += h.transpose() * c_bar * h;
    state_bar -= h.transpose() * e_bar;
    process_bar += p_bar.trace();
    p_bar = (f.transpose() * p_bar * f).eval();
    state_bar = (f.transpose() * state_bar).eval();
  }
  return sum;
}

constexpr int measurements = 200;
std::vector<Vector2d, aligned_allocator<Vector2d>> measuredAt() {
  std::vector<Vector2d, aligned_allocator<Vector2d>> all;
  for (int i = 0; i < measurements; ++i)
    all.push_back(Vector2d(0.3, -0.4) * std::sin(i));
  return all;
}

void filter(benchmark::State &state) {
  const auto measured = measuredAt();
  for (auto _ : state)
    benchmark::DoNotOptimize(clangent::gradient<kalman, clangent::wrt<0, 1>>(0.1, 0.2, measured.data(), measurements));
}
BENCHMARK(filter);

void filterByHand(benchmark::State &state) {
  const auto measured = measuredAt();
  Steps steps(measurements);
  for (auto _ : state) {
    double process_bar = 0, noise_bar = 0;
    benchmark::DoNotOptimize(kalmanByHand(0.1, 0.2, measured.data(), measurements, process_bar, noise_bar, steps));
    benchmark::DoNotOptimize(process_bar + noise_bar);
  }
}
BENCHMARK(filterByHand);

} // namespace

BENCHMARK_MAIN();
