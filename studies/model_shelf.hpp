#pragma once
// What threads that solve states of one cooling network share.

#include "thermal/solution.hpp"

#include <memory>
#include <mutex>
#include <vector>

namespace shellfit::studies {

/// Models of one network that threads lend each other: a model is made ready once and serves one state at a
/// time.
struct ModelShelf {
  std::mutex mutex;
  std::vector<std::unique_ptr<thermal::ThermalModel>> models;
};
class ModelLoan {
 public:
  /// Without a shelf the model is made for this once.
  ModelLoan(ModelShelf* shelf, const thermal::NetworkProblem& problem) : shelf_(shelf) {
    if (shelf_ != nullptr) {
      const std::lock_guard lock(shelf_->mutex);
      if (!shelf_->models.empty()) {
        model_ = std::move(shelf_->models.back());
        shelf_->models.pop_back();
      }
    }
    if (!model_) model_ = std::make_unique<thermal::ThermalModel>(problem);
  }
  ~ModelLoan() {
    if (shelf_ == nullptr) return;
    const std::lock_guard lock(shelf_->mutex);
    shelf_->models.push_back(std::move(model_));
  }
  ModelLoan(const ModelLoan&) = delete;
  ModelLoan& operator=(const ModelLoan&) = delete;
  [[nodiscard]] thermal::ThermalModel& model() const { return *model_; }

 private:
  ModelShelf* shelf_;
  std::unique_ptr<thermal::ThermalModel> model_;
};

}  // namespace shellfit::studies
