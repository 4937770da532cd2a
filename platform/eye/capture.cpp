#include "platform/eye/capture.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>
#include <gst/video/video.h>

#include <cstring>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include "platform/eye/picture_folder.h"

namespace platform {
namespace {

template <auto kRelease>
struct Releaser {
    template <class T>
    void operator()(T* object) const {
        kRelease(object);
    }
};
using ElementPtr = std::unique_ptr<GstElement, Releaser<gst_object_unref>>;
using SamplePtr = std::unique_ptr<GstSample, Releaser<gst_sample_unref>>;
using MessagePtr = std::unique_ptr<GstMessage, Releaser<gst_message_unref>>;
using CapsPtr = std::unique_ptr<GstCaps, Releaser<gst_caps_unref>>;
using BusPtr = std::unique_ptr<GstBus, Releaser<gst_object_unref>>;

constexpr const char* kSink =
    "videoconvert ! video/x-raw,format=GRAY8 ! appsink name=frames max-buffers=1 drop=true sync=false";

ElementPtr launch(const std::string& description) {
    GError* error = nullptr;
    GstElement* element = gst_parse_launch(description.c_str(), &error);
    if (error != nullptr) {
        g_error_free(error);
        if (element != nullptr) gst_object_unref(element);
        return nullptr;
    }
    return ElementPtr(element);
}

ElementPtr child(const ElementPtr& pipeline, const char* name) {
    return ElementPtr(gst_bin_get_by_name(GST_BIN(pipeline.get()), name));
}

/// The wanted size and rate first, raw or as JPEG (many cameras reach 30 frames a second only so); else
/// whatever the camera has.
std::string wanted_caps(const CaptureOptions& options) {
    const std::string shape = ",width=" + std::to_string(options.width) +
                              ",height=" + std::to_string(options.height) +
                              ",framerate=" + std::to_string(options.fps) + "/1";
    return "video/x-raw" + shape + ";image/jpeg" + shape + ";video/x-raw;image/jpeg";
}

ElementPtr camera_pipeline(const CaptureOptions& options) {
    auto pipeline =
        launch(std::string("v4l2src name=camera ! capsfilter name=wanted ! decodebin ! ") + kSink);
    if (!pipeline) return nullptr;
    g_object_set(child(pipeline, "camera").get(), "device", options.device.c_str(), nullptr);
    const CapsPtr caps(gst_caps_from_string(wanted_caps(options).c_str()));
    g_object_set(child(pipeline, "wanted").get(), "caps", caps.get(), nullptr);
    return pipeline;
}

SamplePtr sample_of(const GrayPicture& picture) {
    GstVideoInfo info;
    gst_video_info_set_format(&info, GST_VIDEO_FORMAT_GRAY8, static_cast<guint>(picture.width),
                              static_cast<guint>(picture.height));
    GstBuffer* buffer = gst_buffer_new_allocate(nullptr, info.size, nullptr);
    GstVideoFrame frame;
    if (gst_video_frame_map(&frame, &info, buffer, GST_MAP_WRITE) != 0) {
        auto* to = static_cast<std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, 0));
        const auto stride = static_cast<std::size_t>(GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 0));
        const auto width = static_cast<std::size_t>(picture.width);
        for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
            std::memcpy(to + y * stride, picture.pixels.data() + y * width, width);
        }
        gst_video_frame_unmap(&frame);
    }
    const CapsPtr caps(gst_video_info_to_caps(&info));
    SamplePtr sample(gst_sample_new(buffer, caps.get(), nullptr, nullptr));
    gst_buffer_unref(buffer);
    return sample;
}

CaptureFault fault_of(GstMessage* message) {
    GError* error = nullptr;
    gst_message_parse_error(message, &error, nullptr);
    CaptureFault fault = CaptureFault::failed;
    if (g_error_matches(error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND) != 0 ||
        g_error_matches(error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_READ_WRITE) != 0) {
        fault = CaptureFault::no_camera;
    } else if (g_error_matches(error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_BUSY) != 0) {
        fault = CaptureFault::busy;
    }
    g_error_free(error);
    return fault;
}

}  // namespace

struct Capture::Pipeline {
    explicit Pipeline(ElementPtr pipeline)
        : element(std::move(pipeline)),
          sink(child(element, "frames")),
          bus(gst_element_get_bus(element.get())) {}
    ~Pipeline() {
        feeder = {};
        gst_element_set_state(element.get(), GST_STATE_NULL);
    }

    /// Plays the folder as a live camera would: a frame every 1/fps, whether taken or not. A folder that goes
    /// away is a camera pulled out.
    void feed(const std::filesystem::path& folder, int fps) {
        feeder = std::jthread([source = child(element, "source"), folder, fps](const std::stop_token& stop) {
            PictureFolder pictures(folder);
            std::error_code error;
            while (!stop.stop_requested()) {
                if (!std::filesystem::is_directory(folder, error)) {
                    gst_app_src_end_of_stream(GST_APP_SRC(source.get()));
                    return;
                }
                const SamplePtr sample = sample_of(pictures.next());
                gst_app_src_push_sample(GST_APP_SRC(source.get()), sample.get());
                std::this_thread::sleep_for(std::chrono::milliseconds(1000 / fps));
            }
        });
    }

    /// The first error so far, if any.
    std::optional<CaptureFault> fault() const {
        const MessagePtr message(gst_bus_pop_filtered(
            bus.get(), static_cast<GstMessageType>(GST_MESSAGE_ERROR | GST_MESSAGE_EOS)));
        if (!message) return std::nullopt;
        return GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ERROR ? fault_of(message.get())
                                                                    : CaptureFault::no_camera;
    }

    ElementPtr element;
    ElementPtr sink;
    BusPtr bus;
    std::jthread feeder;
};

Capture::Capture(std::unique_ptr<Pipeline> pipeline) : pipeline_(std::move(pipeline)) {}

Capture::~Capture() = default;

Result<std::unique_ptr<Capture>, CaptureFault> Capture::open(const CaptureOptions& options) {
    gst_init(nullptr, nullptr);
    const bool from_folder = !options.pictures.empty();
    std::error_code error;
    if (from_folder && !std::filesystem::is_directory(options.pictures, error))
        return fail(CaptureFault::no_camera);
    auto element = from_folder
                       ? launch(std::string("appsrc name=source is-live=true format=time do-timestamp=true "
                                            "max-buffers=1 leaky-type=downstream ! ") +
                                kSink)
                       : camera_pipeline(options);
    if (!element) return fail(CaptureFault::failed);
    auto pipeline = std::make_unique<Pipeline>(std::move(element));
    const auto started = gst_element_set_state(pipeline->element.get(), GST_STATE_PLAYING);
    if (const auto fault = pipeline->fault()) return fail(*fault);
    if (started == GST_STATE_CHANGE_FAILURE) return fail(CaptureFault::failed);
    if (from_folder) pipeline->feed(options.pictures, options.fps);
    return std::unique_ptr<Capture>(new Capture(std::move(pipeline)));
}

Result<bool, CaptureFault> Capture::next(std::chrono::milliseconds patience,
                                         const std::function<void(const GrayView&)>& use) {
    const auto wait = static_cast<GstClockTime>(patience.count()) * GST_MSECOND;
    const SamplePtr sample(gst_app_sink_try_pull_sample(GST_APP_SINK(pipeline_->sink.get()), wait));
    if (!sample) {
        if (const auto fault = pipeline_->fault()) return fail(*fault);
        return false;
    }
    GstVideoInfo info;
    GstVideoFrame frame;
    if (gst_video_info_from_caps(&info, gst_sample_get_caps(sample.get())) == 0 ||
        gst_video_frame_map(&frame, &info, gst_sample_get_buffer(sample.get()), GST_MAP_READ) == 0) {
        return fail(CaptureFault::failed);
    }
    use({static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&frame, 0)),
         GST_VIDEO_FRAME_WIDTH(&frame), GST_VIDEO_FRAME_HEIGHT(&frame),
         GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 0)});
    gst_video_frame_unmap(&frame);
    return true;
}

}  // namespace platform
