// A server's stores, shared by its threads. Any thread may borrow one; with none free it waits.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "sync/center/store.h"

namespace syncing::center {

template <class Store>
class StorePool {
  public:
    /// At least one store.
    explicit StorePool(std::vector<std::unique_ptr<Store>> stores) : free_(std::move(stores)) {}

    /// Given back when it goes.
    class Borrowed {
      public:
        Borrowed(StorePool& pool, std::unique_ptr<Store> store) : pool_(pool), store_(std::move(store)) {}
        Borrowed(const Borrowed&) = delete;
        Borrowed& operator=(const Borrowed&) = delete;
        ~Borrowed() { pool_.give_back(std::move(store_)); }
        Store& operator*() const { return *store_; }

      private:
        StorePool& pool_;
        std::unique_ptr<Store> store_;
    };

    Borrowed borrow() {
        std::unique_lock lock(mutex_);
        returned_.wait(lock, [&] { return !free_.empty(); });
        std::unique_ptr<Store> store = std::move(free_.back());
        free_.pop_back();
        return {*this, std::move(store)};
    }

  private:
    void give_back(std::unique_ptr<Store> store) {
        {
            const std::lock_guard lock(mutex_);
            free_.push_back(std::move(store));
        }
        returned_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Store>> free_;
};

}  // namespace syncing::center
