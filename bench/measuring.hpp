#pragma once
// Times and memory of this program on one job, as measuring.py takes them of its peers.

#include <nlohmann/json.hpp>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <malloc.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace shellfit::bench {

using Path = std::filesystem::path;

inline double status_kb(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":")) return std::stod(line.substr(name.size() + 1));
  }
  throw std::runtime_error("no " + name);
}

/// Processor time of this process.
inline double seconds_of(const std::function<void()>& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  const double start = now();
  work();
  return now() - start;
}

/// A file of numbers and nothing else.
template <class Number>
std::vector<Number> numbers(const Path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::vector<Number> result(std::filesystem::file_size(file) / sizeof(Number));
  in.read(reinterpret_cast<char*>(result.data()),  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
          static_cast<std::streamsize>(result.size() * sizeof(Number)));
  return result;
}

template <class Number>
void write_numbers(const Path& file, const std::vector<Number>& values) {
  std::ofstream out(file, std::ios::binary);
  out.write(
      reinterpret_cast<const char*>(values.data()),  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
      static_cast<std::streamsize>(values.size() * sizeof(Number)));
}

/// Calls until the budget is spent, a few times at the least if that is not slow.
inline void repeat(const std::function<void()>& once) {
  constexpr double budget_s = 1.0, slow_s = 5.0;
  constexpr int fewest = 3, most = 15;
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < most; ++i) {
    once();
    const std::chrono::duration<double> gone = std::chrono::steady_clock::now() - begun;
    if (gone.count() > slow_s || (i + 1 >= fewest && gone.count() > budget_s)) return;
  }
}

/// `tool` reads (a model), then answers `job` on it: first on a fresh model, then again on the same.
template <class Tool>
nlohmann::json measure(const Tool& tool, const std::string& job) {
  nlohmann::json figures{{"tests", Tool::tests}};
  malloc_trim(0);                                 // what was freed before does not serve unseen
  std::ofstream("/proc/self/clear_refs") << "5";  // sets the high-water mark back
  const double before_kb = status_kb("VmRSS");
  {
    auto model = tool.read();
    const auto answer = tool.run(job, model);
    figures["memory_bytes"] = 1024.0 * (status_kb("VmHWM") - before_kb);
  }
  repeat([&] {
    decltype(tool.read()) model;
    figures["read_s"].push_back(seconds_of([&] { model = tool.read(); }));
    figures["first_s"].push_back(seconds_of([&] { tool.run(job, model); }));
  });
  auto model = tool.read();
  tool.run(job, model);
  repeat([&] { figures["again_s"].push_back(seconds_of([&] { tool.run(job, model); })); });
  tool.write(job, tool.run(job, model));
  return figures;
}

/// A program that measures `Tool` as its arguments say: JOB CASE FOLDER.
template <class Tool>
int measure_as_told(int count, char** arguments) {
  try {
    if (count != 4) throw std::runtime_error("usage: JOB CASE FOLDER");
    const std::vector<std::string> words(arguments + 1, arguments + count);
    const Tool other(words[2], "warm_up");
    auto warm = other.read();
    other.run("flow", warm);
    std::cout << measure(Tool(words[2], words[1]), words[0]) << '\n';
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return 1;
  }
  return 0;
}

}  // namespace shellfit::bench
