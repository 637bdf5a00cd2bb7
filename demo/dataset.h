// Reads the demo's data files and says where a file is malformed.
//
// A file is a list of `keyword values` lines, then `data` and one line per observation; `#` starts
// a comment.  Any surprise is a DataError that names file and line.

#ifndef CLANGENT_DEMO_DATASET_H
#define CLANGENT_DEMO_DATASET_H

#include <stdexcept>
#include <string>
#include <vector>

namespace demo {

class DataError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

// Published measurements, the model that belongs to them, and what it should fit.
struct Regression {
  std::string name;
  std::string model;
  std::vector<std::string> parameters;
  std::vector<std::vector<double>> starts;
  std::vector<double> certified;
  std::vector<double> deviations;
  double residual = 0;
  std::vector<double> y;
  std::vector<double> x;

  int size() const { return static_cast<int>(y.size()); }
};

// Points in a plane or a space, row by row.
struct Cloud {
  std::string name;
  std::vector<std::string> columns;
  std::vector<double> points;

  int dimension() const { return static_cast<int>(columns.size()); }
  int size() const { return static_cast<int>(points.size() / columns.size()); }
};

// A file for a model with that many parameters.
Regression read_regression(const std::string &path, std::size_t parameters);
// A file of points with that many columns.
Cloud read_cloud(const std::string &path, std::size_t columns);

} // namespace demo

#endif
