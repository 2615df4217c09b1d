import CImaging
package import Kernel

/// The reins of one piece of blocking work: stops it, and knows why it failed.
///
/// Unchecked because it owns a C handle: the handle never changes, its flag is atomic, and the reason is read only
/// after the work has returned.
package final class Call: @unchecked Sendable {
    let handle: OpaquePointer

    init() throws(ImagingError) {
        guard let handle = imaging_call_new() else { throw .failed }
        self.handle = handle
    }

    deinit {
        imaging_call_release(handle)
    }

    func stop() {
        imaging_call_stop(handle)
    }

    package var isStopped: Bool { imaging_call_is_stopped(handle) }

    /// The library's own words, for the log.
    var reason: String? {
        guard let words = imaging_call_reason(handle) else { return nil }
        return String(cString: words)
    }

    package func checkNotStopped() throws(ImagingError) {
        if isStopped { throw .cancelled }
    }

    /// Makes a picture with a function of the façade.
    func picture(
        _ make: (UnsafeMutablePointer<OpaquePointer?>) -> imaging_status
    ) throws(ImagingError) -> Picture {
        try checkNotStopped()
        var handle: OpaquePointer?
        try make(&handle).check()
        guard let handle else { throw .failed }
        return Picture(owning: handle)
    }

    /// Makes a picture of samples from `malloc`, row by row without gaps, which belong to it from now on.
    ///
    /// Not stoppable, because the samples must find their owner. The bands are 3 or 4, and the size is theirs.
    package func adopt(
        _ samples: UnsafeMutableRawPointer,
        size: PixelSize,
        bands: Int
    ) throws(ImagingError) -> Picture {
        var picture: OpaquePointer?
        try imaging_adopt(samples, imaging_shape(of: size, bands: bands), handle, &picture).check()
        guard let picture else { throw .failed }
        return Picture(owning: picture)
    }
}

extension imaging_status {
    func check() throws(ImagingError) {
        switch self {
        case .IMAGING_OK: return
        case .IMAGING_DAMAGED: throw .damaged
        case .IMAGING_UNSUPPORTED: throw .unsupportedFormat
        case .IMAGING_STOPPED: throw .cancelled
        case .IMAGING_FAILED: throw .failed
        }
    }
}
