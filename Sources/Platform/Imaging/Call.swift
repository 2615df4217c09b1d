import CImaging

/// The reins of one piece of blocking work: stops it, and knows why it failed.
///
/// Unchecked because it owns a C handle: the handle never changes, its flag is atomic, and the reason is read only
/// after the work has returned.
final class Call: @unchecked Sendable {
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

    var isStopped: Bool { imaging_call_is_stopped(handle) }

    /// The library's own words, for the log.
    var reason: String? {
        guard let words = imaging_call_reason(handle) else { return nil }
        return String(cString: words)
    }

    func checkNotStopped() throws(ImagingError) {
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
