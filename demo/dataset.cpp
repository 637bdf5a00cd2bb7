// Reads the demo's data files and says where a file is malformed.

#include "dataset.h"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

namespace demo {
namespace {

std::vector<std::string> split(const std::string &text) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  std::string word;
  while (stream >> word)
    words.push_back(word);
  return words;
}

std::string join(const std::vector<std::string> &words, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < words.size(); ++i)
    text += (i == first ? "" : " ") + words[i];
  return text;
}

// The lines of a file that carry something, and errors at the line last read.
class Lines {
public:
  explicit Lines(const std::string &path) : path_(path), stream_(path) {
    if (!stream_)
      throw DataError(path + ": cannot open the data file: " + std::strerror(errno));
  }

  // The words of the next line; false at the end of the file.
  bool next(std::vector<std::string> &words) {
    std::string line;
    while (std::getline(stream_, line)) {
      ++number_;
      words = split(line.substr(0, line.find('#')));
      if (!words.empty())
        return true;
    }
    if (stream_.bad())
      throw DataError(path_ + ": cannot read the data file");
    return false;
  }

  [[noreturn]] void fail(const std::string &message) const {
    throw DataError(path_ + ":" + std::to_string(number_) + ": " + message);
  }

  double number(const std::string &word) const {
    char *end = nullptr;
    const double value = std::strtod(word.c_str(), &end);
    if (end == word.c_str() || *end != '\0' || !std::isfinite(value))
      fail("expected a finite number, found '" + word + "'");
    return value;
  }

  std::vector<double> numbers(const std::vector<std::string> &words, std::size_t first) const {
    std::vector<double> values;
    for (std::size_t i = first; i < words.size(); ++i)
      values.push_back(number(words[i]));
    return values;
  }

  double single(const std::vector<std::string> &words) const {
    if (words.size() != 2)
      fail("expected one number after '" + words[0] + "'");
    return number(words[1]);
  }

  // The rows after `data`, each of the given width, as many as were announced.
  std::vector<double> rows(std::size_t width, double announced) {
    std::vector<double> values;
    std::vector<std::string> words;
    while (next(words)) {
      if (words.size() != width)
        fail("expected " + std::to_string(width) + " numbers in a row of data, found " + std::to_string(words.size()));
      const std::vector<double> row = numbers(words, 0);
      values.insert(values.end(), row.begin(), row.end());
    }
    const std::size_t found = values.size() / width;
    if (static_cast<double>(found) != announced)
      fail("the file announces " + std::to_string(static_cast<long>(announced)) + " observations and has " +
           std::to_string(found));
    return values;
  }

private:
  std::string path_;
  std::ifstream stream_;
  int number_ = 0;
};

// Reads one `keyword values` line; false for `data`, which ends them.
bool read_heading(const Lines &lines, const std::vector<std::string> &words, Regression &set, double &announced) {
  const std::string &keyword = words[0];
  if (keyword == "data")
    return false;
  if (keyword == "name")
    set.name = join(words, 1);
  else if (keyword == "model")
    set.model = join(words, 1);
  else if (keyword == "parameters")
    set.parameters.assign(words.begin() + 1, words.end());
  else if (keyword == "start")
    set.starts.push_back(lines.numbers(words, 1));
  else if (keyword == "certified")
    set.certified = lines.numbers(words, 1);
  else if (keyword == "deviations")
    set.deviations = lines.numbers(words, 1);
  else if (keyword == "residual")
    set.residual = lines.single(words);
  else if (keyword == "observations")
    announced = lines.single(words);
  else
    lines.fail("unknown keyword '" + keyword + "'");
  return true;
}

void check_heading(const Lines &lines, const Regression &set, std::size_t count) {
  if (set.parameters.size() != count)
    lines.fail("the model has " + std::to_string(count) + " parameters, the file names " +
               std::to_string(set.parameters.size()));
  if (set.starts.empty())
    lines.fail("no 'start' line before 'data'");
  for (const std::vector<double> &start : set.starts)
    if (start.size() != count)
      lines.fail("a 'start' line has " + std::to_string(start.size()) + " values for " + std::to_string(count) +
                 " parameters");
  if (set.certified.size() != count)
    lines.fail("expected " + std::to_string(count) + " certified values, found " +
               std::to_string(set.certified.size()));
  if (!(set.residual > 0))
    lines.fail("no positive 'residual' before 'data'");
}

} // namespace

Regression read_regression(const std::string &path, std::size_t parameters) {
  Lines lines(path);
  Regression set;
  double announced = 0;
  std::vector<std::string> words;
  for (;;) {
    if (!lines.next(words))
      lines.fail("the file ends before its 'data' line");
    if (!read_heading(lines, words, set, announced))
      break;
  }
  check_heading(lines, set, parameters);
  const std::vector<double> values = lines.rows(2, announced);
  if (values.empty())
    lines.fail("no observations");
  for (std::size_t i = 0; i < values.size(); i += 2) {
    set.y.push_back(values[i]);
    set.x.push_back(values[i + 1]);
  }
  return set;
}

Cloud read_cloud(const std::string &path, std::size_t columns) {
  Lines lines(path);
  Cloud cloud;
  double announced = 0;
  std::vector<std::string> words;
  for (;;) {
    if (!lines.next(words))
      lines.fail("the file ends before its 'data' line");
    if (words[0] == "data")
      break;
    if (words[0] == "name")
      cloud.name = join(words, 1);
    else if (words[0] == "columns")
      cloud.columns.assign(words.begin() + 1, words.end());
    else if (words[0] == "observations")
      announced = lines.single(words);
    else
      lines.fail("unknown keyword '" + words[0] + "'");
  }
  if (cloud.columns.size() != columns)
    lines.fail("expected " + std::to_string(columns) + " columns, the file names " +
               std::to_string(cloud.columns.size()));
  cloud.points = lines.rows(cloud.columns.size(), announced);
  if (cloud.points.empty())
    lines.fail("no observations");
  return cloud;
}

} // namespace demo
