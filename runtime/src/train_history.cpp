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

/// Places epochs and losses in the picture; losses by their logarithm if they
/// span more than a factor of 50.
class Plot {
public:
  explicit Plot(const std::vector<EpochRecord> &history) : last_(double(history.size())) {
    for (const EpochRecord &r : history)
      for (double loss : {r.loss, r.validation_loss})
        if (std::isfinite(loss)) {
          least_ = std::min(least_, loss);
          most_ = std::max(most_, loss);
        }
    if (!(least_ <= most_))
      least_ = 0, most_ = 1;
    logarithmic_ = least_ > 0 && most_ > 50 * least_;
    low_ = scaled(least_), high_ = scaled(most_);
    if (!(high_ > low_))
      low_ -= 0.5, high_ += 0.5;
  }

  double x(double epoch) const { return left + (last_ > 1 ? (epoch - 1) / (last_ - 1) : 0.5) * (right - left); }
  double y(double loss) const { return bottom - (scaled(loss) - low_) / (high_ - low_) * (bottom - top); }

  std::string frame() const {
    std::string out;
    for (int i = 0; i <= 4; ++i) {
      const double level = low_ + (high_ - low_) * i / 4, at = bottom - (bottom - top) * i / 4;
      out += "<path d=\"M" + text_of("%.1f", left) + " " + text_of("%.1f", at) + "H" + text_of("%.1f", right) +
             "\" stroke=\"#ddd\"/>\n<text x=\"" + text_of("%.1f", left - 6) + "\" y=\"" + text_of("%.1f", at + 4) +
             "\" text-anchor=\"end\">" + text_of("%.3g", logarithmic_ ? std::pow(10, level) : level) + "</text>\n";
    }
    const double step = std::max(1.0, std::ceil((last_ - 1) / 8));
    for (double epoch = 1; epoch <= last_; epoch += step)
      out += "<text x=\"" + text_of("%.1f", x(epoch)) + "\" y=\"" + text_of("%.1f", bottom + 18) +
             "\" text-anchor=\"middle\">" + text_of("%.0f", epoch) + "</text>\n";
    return out;
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
  double last_, least_ = INFINITY, most_ = -INFINITY, low_ = 0, high_ = 1;
  bool logarithmic_ = false;
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
  text += "<text x=\"80\" y=\"24\" fill=\"#1f77b4\">loss</text>\n";
  if (!validation.empty())
    text += "<text x=\"120\" y=\"24\" fill=\"#ff7f0e\">validation loss</text>\n";
  text += "<text x=\"350\" y=\"390\" text-anchor=\"middle\">epoch</text>\n</svg>\n";
  write_text(path, text);
}

} // namespace clangent::train
