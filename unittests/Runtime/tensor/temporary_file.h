// A file that is removed at the end of its test.
#ifndef CLANGENT_UNITTESTS_RUNTIME_TEMPORARY_FILE_H
#define CLANGENT_UNITTESTS_RUNTIME_TEMPORARY_FILE_H

#include <clangent/tensor.h>
#include <clangent/tensor/files.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <unistd.h>

namespace testing_files {

class TemporaryFile {
public:
  explicit TemporaryFile(const std::string &suffix) {
    static int count = 0;
    path_ = (std::filesystem::temp_directory_path() /
             ("clangent_" + std::to_string(getpid()) + "_" + std::to_string(count++) + "_" + suffix))
                .string();
  }
  ~TemporaryFile() { std::remove(path_.c_str()); }
  TemporaryFile(const TemporaryFile &) = delete;
  TemporaryFile &operator=(const TemporaryFile &) = delete;

  const std::string &path() const { return path_; }
  void write(const std::string &bytes) const { std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes; }
  std::string contents() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

private:
  std::string path_;
};

} // namespace testing_files

#endif
