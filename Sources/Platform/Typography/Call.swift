import CTypesetting

/// The reins of one piece of blocking work.
///
/// Unchecked because it owns a C handle: the handle never changes, and its flag is atomic.
final class Call: @unchecked Sendable {
    let handle: OpaquePointer

    init() throws(TypographyError) {
        guard let handle = typesetting_call_new() else { throw .failed }
        self.handle = handle
    }

    deinit {
        typesetting_call_release(handle)
    }

    func stop() {
        typesetting_call_stop(handle)
    }

    var isStopped: Bool { typesetting_call_is_stopped(handle) }
}
