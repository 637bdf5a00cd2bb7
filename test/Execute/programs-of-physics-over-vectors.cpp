// Programs as their authors write them, over std::vector: bodies under gravity, particles that come and go, Runge-Kutta
// over states by value, heat conduction with swapped fields, a network of layers.
// RUN: %clangent++ %{flags} -O2 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

// ---- bodies
struct Vec3 {
  double x = 0, y = 0, z = 0;
  Vec3 operator+(const Vec3 &o) const { return {x + o.x, y + o.y, z + o.z}; }
  Vec3 operator-(const Vec3 &o) const { return {x - o.x, y - o.y, z - o.z}; }
  Vec3 operator*(double f) const { return {x * f, y * f, z * f}; }
  Vec3 &operator+=(const Vec3 &o) { return *this = *this + o; }
  double dot(const Vec3 &o) const { return x * o.x + y * o.y + z * o.z; }
};
struct Body {
  Vec3 position, velocity;
  double mass;
};
class System {
public:
  void add(const Vec3 &position, const Vec3 &velocity, double mass) { bodies.push_back({position, velocity, mass}); }
  void step(double dt) {
    std::vector<Vec3> force(bodies.size());
    for (std::size_t i = 0; i < bodies.size(); ++i)
      for (std::size_t j = i + 1; j < bodies.size(); ++j) {
        const Vec3 d = bodies[j].position - bodies[i].position;
        const double r2 = d.dot(d) + 0.01, f = bodies[i].mass * bodies[j].mass / (r2 * std::sqrt(r2));
        force[i] += d * f;
        force[j] += d * -f;
      }
    for (std::size_t i = 0; i < bodies.size(); ++i) {
      Body &b = bodies[i];
      b.velocity += force[i] * (dt / b.mass);
      b.position += b.velocity * dt;
    }
  }
  double energy() const {
    double sum = 0;
    for (const auto &b : bodies)
      sum += 0.5 * b.mass * b.velocity.dot(b.velocity);
    for (auto a = bodies.begin(); a != bodies.end(); ++a)
      for (auto b = a + 1; b != bodies.end(); ++b) {
        const Vec3 d = a->position - b->position;
        sum -= a->mass * b->mass / std::sqrt(d.dot(d) + 0.01);
      }
    return sum;
  }
  const Body &operator[](std::size_t i) const { return bodies[i]; }

private:
  std::vector<Body> bodies;
};
double gravity(double mass, double speed) {
  System s;
  s.add({}, {}, 1 + mass);
  s.add({1, 0, 0}, {0, speed, 0}, mass);
  s.add({0, 2, 0.5}, {-0.5 * speed, 0, 0.1}, 0.3);
  for (int i = 0; i < 20; ++i)
    s.step(0.02);
  return s.energy() + s[1].position.dot(s[2].velocity);
}

// ---- particles that are born, split and die
struct Particle {
  double position, velocity, weight;
  int age = 0;
};
double particles(double x, double y) {
  std::vector<Particle> alive, born;
  std::vector<double> absorbed;
  for (int step = 0; step < 12; ++step) {
    if (step % 3 == 0)
      alive.push_back({0.1 * step, x, y});
    born.clear();
    for (Particle &p : alive) {
      p.position += 0.2 * p.velocity;
      p.velocity -= 0.1 * std::sin(p.position);
      if (++p.age % 4 == 0) {
        p.weight *= 0.5;
        Particle half = p;
        half.velocity *= -1;
        half.age = 0;
        born.push_back(half);
      }
    }
    alive.insert(alive.end(), born.begin(), born.end());
    for (auto p = alive.begin(); p != alive.end();)
      if (p->age > 6) {
        absorbed.push_back(p->weight * p->position);
        p = alive.erase(p);
      } else {
        ++p;
      }
  }
  double sum = 0.1 * absorbed.size();
  for (double a : absorbed)
    sum += a * a;
  for (const Particle &p : alive)
    sum += p.weight * p.velocity * p.velocity;
  return sum;
}

// ---- Runge-Kutta
using State = std::vector<double>;
State operator+(const State &a, const State &b) {
  State c(a.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    c[i] = a[i] + b[i];
  return c;
}
State operator*(double f, State s) {
  for (double &e : s)
    e *= f;
  return s;
}
template <class F> State runge_kutta(F f, State s, double t, double h) {
  const State k1 = f(t, s), k2 = f(t + h / 2, s + h / 2 * k1), k3 = f(t + h / 2, s + h / 2 * k2),
              k4 = f(t + h, s + h * k3);
  return s + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
}
double oscillator(double damping, double start) {
  const auto van_der_pol = [damping](double t, const State &s) {
    return State{s[1], damping * (1 - s[0] * s[0]) * s[1] - s[0] + 0.1 * std::sin(t)};
  };
  State s{start, 0.0};
  std::vector<State> path{s};
  for (int i = 0; i < 15; ++i) {
    s = runge_kutta(van_der_pol, s, 0.1 * i, 0.1);
    path.push_back(s);
  }
  double action = 0;
  for (const State &p : path)
    action += 0.1 * p[1] * p[1];
  return action + path[7][0] * path.back()[0];
}
// Steps that are halved where the error is large.
double adaptive(double rate, double start) {
  const auto f = [rate](double, const State &s) { return State{-rate * s[0] * s[0], s[0] - s[1]}; };
  State s{start, 0.5};
  std::vector<double> times{0};
  double h = 0.4;
  while (times.back() < 1.5) {
    const State once = runge_kutta(f, s, 0, h), twice = runge_kutta(f, runge_kutta(f, s, 0, h / 2), h / 2, h / 2);
    if (std::fabs(once[0] - twice[0]) > 1e-5) {
      h /= 2;
      continue;
    }
    s = twice;
    times.push_back(times.back() + h);
  }
  return s[0] * s[1] * times.size();
}

// ---- heat in a rod
double conduction(double conductivity, double hot) {
  std::vector<double> now(9, 0.2), next(now.size());
  now[4] = hot;
  std::vector<double> history;
  for (int step = 0; step < 14; ++step) {
    for (std::size_t i = 1; i + 1 < now.size(); ++i) {
      const double k = 0.2 * conductivity * (1 + 0.1 * now[i]);
      next[i] = now[i] + k * (now[i + 1] - 2 * now[i] + now[i - 1]);
    }
    next.front() = next[1];
    next.back() = 0.2;
    now.swap(next);
    if (step % 5 == 0)
      history.push_back(*std::max_element(now.begin(), now.end()));
  }
  double sum = 0;
  for (double t : now)
    sum += t * t;
  for (double h : history)
    sum += h * 0.5;
  return sum;
}
// On a plane, the field as rows.
double plane(double conductivity, double hot) {
  const int n = 5;
  std::vector<std::vector<double>> t(n, std::vector<double>(n)), u = t;
  t[2][1] = hot;
  for (int step = 0; step < 5; ++step) {
    for (int i = 1; i + 1 < n; ++i)
      for (int j = 1; j + 1 < n; ++j)
        u[i][j] = t[i][j] + 0.15 * conductivity * (t[i + 1][j] + t[i - 1][j] + t[i][j + 1] + t[i][j - 1] - 4 * t[i][j]);
    std::swap(t, u);
  }
  double sum = 0;
  for (const auto &row : t)
    for (double e : row)
      sum += e * e * 10;
  return sum;
}

// ---- a network
class Network {
public:
  explicit Network(const std::vector<int> &sizes, double scale) {
    for (std::size_t l = 0; l + 1 < sizes.size(); ++l) {
      Layer layer;
      layer.bias.resize(sizes[l + 1], 0.1 * scale);
      for (int i = 0; i < sizes[l + 1]; ++i) {
        layer.weights.emplace_back(sizes[l]);
        for (int j = 0; j < sizes[l]; ++j)
          layer.weights.back()[j] = scale * std::sin(3.0 * i + 5 * j + l);
      }
      layers.push_back(std::move(layer));
    }
  }
  std::vector<double> operator()(std::vector<double> values) const {
    for (const Layer &layer : layers) {
      std::vector<double> out = layer.bias;
      for (std::size_t i = 0; i < out.size(); ++i) {
        for (std::size_t j = 0; j < values.size(); ++j)
          out[i] += layer.weights[i][j] * values[j];
        out[i] = std::tanh(out[i]);
      }
      values = std::move(out);
    }
    return values;
  }

private:
  struct Layer {
    std::vector<std::vector<double>> weights;
    std::vector<double> bias;
  };
  std::vector<Layer> layers;
};
double network(double scale, double input) {
  const Network net({2, 4, 3, 1}, scale);
  double loss = 0;
  for (int i = 0; i < 3; ++i) {
    const double error = net({input, 0.5 * i}).front() - 0.3 * i;
    loss += error * error;
  }
  return loss;
}
// The weights are what is differentiated, by gradient descent's own loop outside.
double of_weights(const std::vector<double> &w) {
  std::vector<double> hidden(2);
  double loss = 0;
  for (double t : {-1.0, 0.3, 0.8}) {
    for (std::size_t i = 0; i < hidden.size(); ++i)
      hidden[i] = std::tanh(w[2 * i] * t + w[2 * i + 1]);
    double out = w.back();
    for (std::size_t i = 0; i < hidden.size(); ++i)
      out += w[4 + i] * hidden[i];
    loss += (out - t * t) * (out - t * t);
  }
  return loss;
}

int main() {
  BOTH_MODES(gravity);
  BOTH_MODES(particles);
  BOTH_MODES(oscillator);
  BOTH_MODES(adaptive);
  BOTH_MODES(conduction);
  BOTH_MODES(plane);
  BOTH_MODES(network);
  BOTH_MODES_OF_VECTOR(of_weights, 7);
  return told();
}
