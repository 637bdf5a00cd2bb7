// The history of a training run as a CSV table and as an SVG curve.
#include "files_raw.h"

#include <clangent/tensor/train_state.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace clangent::train {
namespace {

std::string text_of(const char *format, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

void write_text(const std::string &path, const std::string &text) {
  clangent::detail::write_file("write_history", path, clangent::detail::Bytes(text.begin(), text.end()));
}

// 1, 2 or 5 times a power of ten: the least such number that is not below `size`.
double round_step(double size) {
  const double power = std::pow(10, std::floor(std::log10(size)));
  for (double digit : {1.0, 2.0, 5.0})
    if (digit * power >= size * (1 - 1e-9))
      return digit * power;
  return 10 * power;
}

// The multiples of a round number from below `least` to above `most`.
std::vector<double> linear_ticks(double least, double most) {
  constexpr double at_most = 6;
  const double step = round_step((most - least) / at_most);
  std::vector<double> ticks;
  for (double k = std::floor(least / step + 1e-9); ticks.empty() || ticks.back() < most - 1e-9 * step; ++k)
    ticks.push_back(k * step);
  return ticks;
}

// 1, 2 and 5 times the powers of ten, or every so many powers alone where those are many.
std::vector<double> logarithmic_ticks(double least, double most) {
  const double decades = std::log10(most) - std::log10(least);
  const bool powers_alone = decades > 3;
  const double every = std::max(1.0, std::ceil(decades / 8));
  std::vector<double> ticks;
  for (double k = every * std::floor(std::log10(least) / every); ticks.empty() || ticks.back() < most; k += every)
    for (double digit : {1.0, 2.0, 5.0}) {
      const double tick = digit * std::pow(10, k);
      if (digit > 1 && (powers_alone || ticks.back() >= most))
        continue;
      if (!powers_alone && tick <= least)
        ticks.clear();
      ticks.push_back(tick);
    }
  return ticks;
}

// Places epochs and losses in the picture; losses by their logarithm if they
// span more than a factor of 50.
class Plot {
public:
  explicit Plot(const std::vector<EpochRecord> &history) : last_(double(history.size())) {
    double least = INFINITY, most = -INFINITY;
    for (const EpochRecord &r : history)
      for (double loss : {r.loss, r.validation_loss})
        if (std::isfinite(loss)) {
          least = std::min(least, loss);
          most = std::max(most, loss);
        }
    if (!(least <= most))
      least = 0, most = 1;
    logarithmic_ = least > 0 && most > 50 * least;
    if (!(most - least > 1e-12 * std::fabs(most))) {
      const double room = most == 0 ? 1 : std::fabs(most) / 2;
      least -= room, most += room;
    }
    ticks_ = logarithmic_ ? logarithmic_ticks(least, most) : linear_ticks(least, most);
    low_ = scaled(ticks_.front()), high_ = scaled(ticks_.back());
  }

  double x(double epoch) const { return left + (last_ > 1 ? (epoch - 1) / (last_ - 1) : 0.5) * (right - left); }
  double y(double loss) const { return bottom - (scaled(loss) - low_) / (high_ - low_) * (bottom - top); }

  std::string frame() const {
    std::string out;
    for (double tick : ticks_) {
      const double at = y(tick);
      out += "<path d=\"M" + text_of("%.1f", left) + " " + text_of("%.1f", at) + "H" + text_of("%.1f", right) +
             "\" stroke=\"#ddd\"/>\n<text x=\"" + text_of("%.1f", left - 6) + "\" y=\"" + text_of("%.1f", at + 4) +
             "\" text-anchor=\"end\">" + text_of("%.6g", std::fabs(tick) < 1e-9 * std::fabs(ticks_.back()) ? 0 : tick) +
             "</text>\n";
    }
    const double step = std::max(1.0, round_step(std::max(1.0, last_ - 1) / 8));
    for (double epoch = 1; epoch <= last_; epoch = epoch == 1 && step > 1 ? step : epoch + step)
      out += "<text x=\"" + text_of("%.1f", x(epoch)) + "\" y=\"" + text_of("%.1f", bottom + 18) +
             "\" text-anchor=\"middle\">" + text_of("%.0f", epoch) + "</text>\n";
    const std::string middle = text_of("%.1f", (top + bottom) / 2);
    return out + "<text x=\"350\" y=\"390\" text-anchor=\"middle\">epoch</text>\n<text x=\"18\" y=\"" + middle +
           "\" text-anchor=\"middle\" transform=\"rotate(-90 18 " + middle + ")\">loss" +
           (logarithmic_ ? " (logarithmic)" : "") + "</text>\n";
  }

  std::string curve(const std::vector<EpochRecord> &history, double EpochRecord::*loss, const char *colour) const {
    std::string points;
    for (const EpochRecord &r : history)
      if (std::isfinite(r.*loss))
        points += text_of("%.1f", x(double(r.epoch))) + "," + text_of("%.1f", y(r.*loss)) + " ";
    if (points.empty())
      return "";
    points.pop_back();
    return std::string("<polyline fill=\"none\" stroke-width=\"2\" stroke-linecap=\"round\" stroke=\"") + colour +
           "\" points=\"" + points + "\"/>\n";
  }

private:
  double scaled(double loss) const { return logarithmic_ ? std::log10(loss) : loss; }

  static constexpr double left = 80, right = 620, top = 40, bottom = 350;
  double last_, low_ = 0, high_ = 1;
  bool logarithmic_ = false;
  std::vector<double> ticks_;
};

} // namespace

void write_history_csv(const std::string &path, const std::vector<EpochRecord> &history) {
  std::string text = "epoch,loss,validation_loss,lr,seconds\n";
  for (const EpochRecord &r : history)
    text += std::to_string(r.epoch) + "," + text_of("%.17g", r.loss) + "," +
            (std::isnan(r.validation_loss) ? "" : text_of("%.17g", r.validation_loss)) + "," + text_of("%.17g", r.lr) +
            "," + text_of("%.3f", r.seconds) + "\n";
  write_text(path, text);
}

void write_history_svg(const std::string &path, const std::vector<EpochRecord> &history) {
  const Plot plot(history);
  std::string text =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"400\" viewBox=\"0 0 640 400\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"640\" height=\"400\" fill=\"white\"/>\n";
  text += plot.frame();
  text += plot.curve(history, &EpochRecord::loss, "#1f77b4");
  const std::string validation = plot.curve(history, &EpochRecord::validation_loss, "#ff7f0e");
  text += validation;
  text += "<text x=\"80\" y=\"24\" fill=\"#1f77b4\">training</text>\n";
  if (!validation.empty())
    text += "<text x=\"140\" y=\"24\" fill=\"#ff7f0e\">validation</text>\n";
  text += "</svg>\n";
  write_text(path, text);
}

} // namespace clangent::train
